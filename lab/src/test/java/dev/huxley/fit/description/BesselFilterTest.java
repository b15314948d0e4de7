package dev.huxley.fit.description;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter against its differential equation, and the laws of a Bessel filter. */
class BesselFilterTest {
    /** The corner of the fourth Bessel polynomial with a delay of 1, as in tables of filters. */
    private static final double TABLE_CORNER = 2.113917675;

    @Test
    void theCornerIsThatOfTables() {
        assertEquals(TABLE_CORNER, BesselFilter.CORNER, 1e-8);
    }

    /**
     * The differential equation {@code y'''' + 10 y''' + 45 y'' + 105 y' + 105 y = 105 u} in scaled time, by Runge and Kutta's
     * method with small steps, for a signal that runs straight between random samples.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 3, 10})
    void itSolvesTheEquationOfTheBesselPolynomial(double cornerKhz) {
        double dt = 0.1;
        double scale = 2 * Math.PI * cornerKhz / TABLE_CORNER;
        Random random = new Random(4);
        double[] u = random.doubles(40, -1, 1).toArray();
        double[] y = {u[0], 0, 0, 0};
        BesselFilter.Run run = BesselFilter.of(cornerKhz, dt).begin(u[0]);
        assertEquals(u[0], run.next(u[0]), 1e-12);
        int fine = 4000;
        for (int k = 1; k < u.length; k++) {
            for (int j = 0; j < fine; j++) {
                double before = u[k - 1] + (u[k] - u[k - 1]) * j / fine;
                double after = u[k - 1] + (u[k] - u[k - 1]) * (j + 1) / fine;
                y = rungeKutta(y, before, after, scale * dt / fine);
            }
            assertEquals(y[0], run.next(u[k]), 1e-9, "sample " + k);
        }
    }

    @Test
    void aSineAtTheCornerHasLostThreeDecibel() {
        double dt = 0.0005;
        BesselFilter.Run run = BesselFilter.of(10, dt).begin(0);
        double largest = 0;
        for (int k = 0; k < 10_000; k++) {
            double y = run.next(Math.sin(2 * Math.PI * 10 * k * dt));
            largest = k > 5000 ? Math.max(largest, y) : largest;
        }
        assertEquals(Math.sqrt(0.5), largest, 1e-4);
    }

    /** A ramp comes out as it went in, later by the delay of the polynomial, which is 1 in scaled time. */
    @Test
    void aRampIsDelayed() {
        double dt = 0.05;
        BesselFilter.Run run = BesselFilter.of(2, dt).begin(0);
        double y = 0;
        for (int k = 0; k <= 200; k++) {
            y = run.next(k * dt);
        }
        assertEquals(10 - TABLE_CORNER / (2 * Math.PI * 2), y, 1e-8);
    }

    /** Thomson's filter overshoots a step by less than a percent. */
    @Test
    void aStepHardlyOvershoots() {
        BesselFilter.Run run = BesselFilter.of(1, 0.005).begin(0);
        double largest = 0;
        double last = 0;
        for (int k = 0; k < 2000; k++) {
            last = run.next(1);
            largest = Math.max(largest, last);
        }
        assertEquals(1, last, 1e-12);
        assertTrue(largest > 1.006 && largest < 1.01, "overshoot " + largest);
    }

    @Test
    void bothPrecisionsAreTheSameRig() {
        Rig rig = new Rig(15.2, 0, 60, 10);
        Random random = new Random(1);
        double[] wide = random.doubles(500, -80, 40).toArray();
        double[] current = random.doubles(500, -1, 1).toArray();
        float[] narrow = new float[510];
        for (int k = 0; k < 500; k++) {
            narrow[k + 10] = (float) wide[k];
        }
        rig.record(wide, 0, 500, 0.1, current);
        rig.record(narrow, 10, 500, 0.1, current);
        for (int k = 0; k < 500; k++) {
            assertEquals(wide[k], narrow[k + 10], 2e-5, "sample " + k);
        }
        assertEquals(0, narrow[3]);
    }

    @Test
    void theJunctionPotentialIsTakenOffOnce() {
        Rig rig = new Rig(15.2, 0, 0, 0);
        double[] recorded = {-60, 20};
        double[] membrane = rig.correct(recorded);
        assertArrayEquals(new double[] {-75.2, 4.8}, membrane, 1e-12);
        rig.record(membrane, 0, 2, 0.1, new double[2]);
        assertArrayEquals(new double[] {-75.2, 4.8}, membrane, 1e-12);
        Rig free = new Rig(0, 15.2, 0, 0);
        free.record(membrane, 0, 2, 0.1, new double[2]);
        assertArrayEquals(recorded, membrane, 1e-12);
        assertArrayEquals(recorded, free.correct(recorded), 1e-12);
    }

    @Test
    void wrongNumbersAreNamed() {
        String said = assertThrows(IllegalArgumentException.class, () -> BesselFilter.of(-3, 0.1))
                .getMessage();
        assertTrue(said.contains("-3.0 kHz") && said.contains("0.1 ms"), said);
        said = assertThrows(IllegalArgumentException.class, () -> new Rig(0, 0, 1, 0)
                        .record(new double[5], 0, 5, 0.1, new double[4]))
                .getMessage();
        assertTrue(said.contains("5 samples") && said.contains("4"), said);
    }

    private static double[] rungeKutta(double[] y, double before, double after, double h) {
        double middle = (before + after) / 2;
        double[] a = slope(y, before);
        double[] b = slope(plus(y, a, h / 2), middle);
        double[] c = slope(plus(y, b, h / 2), middle);
        double[] d = slope(plus(y, c, h), after);
        double[] next = new double[4];
        for (int i = 0; i < 4; i++) {
            next[i] = y[i] + h / 6 * (a[i] + 2 * b[i] + 2 * c[i] + d[i]);
        }
        return next;
    }

    private static double[] slope(double[] y, double u) {
        return new double[] {y[1], y[2], y[3], 105 * u - 105 * y[0] - 105 * y[1] - 45 * y[2] - 10 * y[3]};
    }

    private static double[] plus(double[] y, double[] slope, double h) {
        double[] sum = new double[4];
        for (int i = 0; i < 4; i++) {
            sum[i] = y[i] + h * slope[i];
        }
        return sum;
    }
}
