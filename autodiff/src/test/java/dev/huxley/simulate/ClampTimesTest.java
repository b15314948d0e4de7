package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Precision;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaNernstReversal;
import dev.huxley.mechanism.simplified.Izhikevich;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clamp acts in the step of its sample, and not where the sample is NaN. */
class ClampTimesTest {
    private static final double DT = 0.02;
    private static final int STEPS = 30;
    private static final double NAN = Double.NaN;

    private static Waveform from(int begin, int end, double value) {
        double[] samples = new double[STEPS];
        Arrays.fill(samples, NAN);
        for (int k = begin; k < end; k++) {
            samples[k] = value + k;
        }
        return Waveform.of(samples, DT);
    }

    private static Simulation simulation(Cell cell, String integrator, int steps) {
        return Simulation.of(cell)
                .dt(DT)
                .tMax((steps - 0.5) * DT)
                .integrator(Integrators.named(integrator))
                .build();
    }

    /** A clamp that ends leaves the cell to itself: as if a run without clamps had begun there. */
    @ParameterizedTest
    @CsvSource({
        "backward Euler, 0",
        "backward Euler, 2",
        "Crank-Nicolson, 0",
        "Crank-Nicolson, 2",
        "forward Euler, 0",
        "forward Euler, 2",
        "exponential Euler, 0",
        "exponential Euler, 2"
    })
    void aClampThatEndsLeavesTheCellToItself(String integrator, double resistance) {
        Cell clamped = VoltageClampTest.branched("forward");
        clamped.record("v");
        clamped.select(3).record("i_clamp");
        Cell free = VoltageClampTest.branched("forward");
        free.record("v");
        free.select(3).record("i_clamp");
        clamped.select(3).clamp("v", from(0, 12, -40), resistance);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation first = simulation(clamped, integrator, 12);
                Simulation all = simulation(clamped, integrator, STEPS);
                Simulation rest = simulation(free, integrator, STEPS - 12)) {
            ArrayTree states = first.runToStates(manager, Inputs.none()).states();
            NDArray then = rest.run(manager, Inputs.none().states(states));
            NDArray whole = all.run(manager);
            for (int row = 0; row < 8; row++) {
                double[] got = whole.get(row).toDoubleArray();
                double[] want = then.get(row).toDoubleArray();
                assertArrayEquals(Arrays.copyOfRange(got, 12, got.length), want, 1e-10, "compartment " + row);
            }
            double[] current = whole.get(8).toDoubleArray();
            for (int k = 0; k <= STEPS; k++) {
                assertEquals(k >= 1 && k <= 12, current[k] != 0, "i_clamp " + current[k] + " at column " + k);
            }
        }
    }

    /** Rows of a batch may end their clamps at other times, and clamp other places. */
    @ParameterizedTest
    @CsvSource({
        "backward Euler, 0, FLOAT64",
        "backward Euler, 0, FLOAT32",
        "Crank-Nicolson, 0, FLOAT64",
        "forward Euler, 0, FLOAT64",
        "exponential Euler, 0, FLOAT64",
        "backward Euler, 2, FLOAT64",
        "exponential Euler, 2, FLOAT64"
    })
    void everyRowOfABatchHasTimesAndPlacesOfItsOwn(String integrator, double resistance, Precision precision) {
        Cell cell = VoltageClampTest.branched("forward");
        cell.select(3, 5).clamp("v", Waveform.of(time -> -60, DT, STEPS * DT), resistance);
        cell.select(6).clamp("v", from(4, 20, -30));
        cell.record("v");
        cell.record("i_clamp");
        int rows = 5;
        double[] values = new double[rows * 2 * STEPS];
        Arrays.setAll(values, i -> -70 + 0.1 * i);
        for (int row = 0; row < rows; row++) {
            Arrays.fill(values, (2 * row) * STEPS + 3 + 4 * row, (2 * row + 1) * STEPS, NAN);
            Arrays.fill(values, (2 * row + 1) * STEPS, (2 * row + 1) * STEPS + 2 * row, NAN);
        }
        long[] places = {3, 5, 0, 1, 7, 2, 4, 3, 1, 0};
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell)
                        .dt(DT)
                        .tMax((STEPS - 0.5) * DT)
                        .integrator(Integrators.named(integrator))
                        .precision(precision)
                        .build()) {
            NDArray all = manager.create(values, new Shape(rows, 2, STEPS));
            NDArray at = manager.create(places, new Shape(rows, 2));
            NDArray batch =
                    simulation.run(manager, Inputs.none().clampValues(0, all).clampPlaces(0, at));
            for (int row = 0; row < rows; row++) {
                Inputs one = Inputs.none().clampValues(0, all.get(row)).clampPlaces(0, at.get(row));
                NDArray single = simulation.run(manager, one);
                double error = single.sub(batch.get(row)).abs().max().getDouble();
                assertTrue(error <= (precision == Precision.FLOAT64 ? 1e-9 : 2e-2), "row " + row + ": " + error);
                for (int lane = 0; lane < 2; lane++) {
                    int place = (int) places[2 * row + lane];
                    for (int k = 0; k < STEPS; k++) {
                        double sample = values[(2 * row + lane) * STEPS + k];
                        double v = batch.get(row).get(place).getDouble(k + 1);
                        double i = batch.get(row).get(8 + place).getDouble(k + 1);
                        assertEquals(!Double.isNaN(sample), i != 0, "current in row " + row + " at column " + (k + 1));
                        if (resistance == 0 && !Double.isNaN(sample)) {
                            double command = precision == Precision.FLOAT64 ? sample : (float) sample;
                            assertEquals(command, v, "row " + row + ", column " + (k + 1));
                        }
                    }
                }
            }
        }
    }

    /** A clamped gate is what the currents of the same step see: the first step is that of a conductance. */
    @Test
    void aClampedGateActsInItsStep() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.set("v", -50);
        double[] m = {0.7, 0.2, 0.9};
        cell.clamp("HH_m", Waveform.of(m, DT));
        cell.clamp("HH_h", Waveform.of(new double[] {0.4, 0.5, 0.3}, DT));
        cell.clamp("HH_n", Waveform.of(new double[] {0.1, 0.6, 0.2}, DT));
        cell.record("v");
        cell.record("HH_m");
        double[][] traces = VoltageClampTest.run(cell, Integrators.backwardEuler(), DT, 3);
        double v = -50;
        double[] h = {0.4, 0.5, 0.3};
        double[] n = {0.1, 0.6, 0.2};
        double[] value = {cell.get("HH_gNa")[0], cell.get("HH_gK")[0], cell.get("HH_gLeak")[0]};
        double[] reversal = {cell.get("HH_eNa")[0], cell.get("HH_eK")[0], cell.get("HH_eLeak")[0]};
        for (int k = 0; k < 3; k++) {
            double na = 1e3 * value[0] * m[k] * m[k] * m[k] * h[k];
            double potassium = 1e3 * value[1] * n[k] * n[k] * n[k] * n[k];
            double leak = 1e3 * value[2];
            double driven = na * reversal[0] + potassium * reversal[1] + leak * reversal[2];
            v = (v + DT * driven) / (1 + DT * (na + potassium + leak));
            assertEquals(m[k], traces[1][k + 1], "the gate is recorded at column " + (k + 1));
            assertEquals(v, traces[0][k + 1], 1e-6, "the voltage at column " + (k + 1));
        }
    }

    /** A mechanism that reads a clamped concentration reads that of its own step, as Nernst's potential shows. */
    @ParameterizedTest
    @ValueSource(strings = {"backward Euler", "Crank-Nicolson", "forward Euler", "exponential Euler"})
    void aClampedConcentrationActsInItsStep(String integrator) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new CaNernstReversal());
        double[] calcium = {1e-3, 2e-4, 5e-3};
        cell.clamp("CaCon_i", Waveform.of(calcium, DT));
        cell.record("CaCon_i");
        cell.record("eCa");
        double[][] traces = VoltageClampTest.run(cell, Integrators.named(integrator), DT, 3);
        for (int k = 0; k < 3; k++) {
            double nernst = 1e3 * 8.314 * 279.45 / (2 * 96485.3329) * Math.log(2 / calcium[k]);
            assertEquals(calcium[k], traces[0][k + 1], "the concentration at column " + (k + 1));
            assertEquals(nernst, traces[1][k + 1], 1e-9, "eCa at column " + (k + 1));
        }
    }

    /** The concentration that diffuses from a clamped compartment is the one that is clamped there in the same step. */
    @Test
    void aClampedDiffusingIonIsSeenByItsNeighborInTheSameStep() {
        Cell cell = new Cell(new Branch(new Compartment(), 2));
        cell.insert(new CaNernstReversal());
        cell.diffuse("CaCon_i");
        double[] calcium = {1e-3, 2e-4, 5e-3};
        cell.branch(0).comp(0).clamp("CaCon_i", Waveform.of(calcium, DT));
        cell.record("CaCon_i");
        double[][] traces = VoltageClampTest.run(cell, Integrators.backwardEuler(), DT, 3);
        double beside = 5e-5;
        // Cylinders of 10 um by 1 um: two halves of 5 um between the middles, 10 pi um3 each, a coefficient of 1.
        double coupling = DT / (10 / Math.PI) / (10 * Math.PI);
        for (int k = 0; k < 3; k++) {
            beside = (beside + coupling * calcium[k]) / (1 + coupling);
            assertEquals(calcium[k], traces[0][k + 1], "the clamped concentration at column " + (k + 1));
            assertEquals(beside, traces[1][k + 1], 1e-15, "the concentration beside at column " + (k + 1));
        }
    }

    /** A clamp of a state that an update sets has the last word, also of a voltage that is reset. */
    @ParameterizedTest
    @ValueSource(strings = {"backward Euler", "Crank-Nicolson", "forward Euler", "exponential Euler"})
    void aResetDoesNotMoveAClampedVoltage(String integrator) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Izhikevich());
        cell.clamp("v", from(0, STEPS, 20));
        cell.record("v");
        Integrator chosen = Integrators.named(integrator);
        double[][] traces = VoltageClampTest.run(cell, chosen, DT, STEPS);
        for (int k = 0; k < STEPS; k++) {
            assertEquals(20.0 + k, traces[0][k + 1]);
        }
    }

    @Test
    void wrongClampsAreNamed() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.record("v");
        Waveform wave = from(0, STEPS, -70);
        assertSays(() -> cell.clamp("v", wave, -1), "series resistance", "-1.0 MOhm");
        assertSays(() -> cell.clamp("v", wave, NAN), "series resistance", "NaN");
        assertSays(() -> cell.clamp("HH_m", wave, 1), "HH_m", "'v'");
        assertSays(() -> cell.stimulate(from(1, 3, 0)), "sample 0", "NaN", "finite");
        assertSays(() -> Waveform.of(new double[] {1, Double.POSITIVE_INFINITY}, DT), "sample 1", "Infinity");
        cell.clamp("v", wave);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            NDArray one = manager.create(new double[] {1});
            assertSays(
                    () -> simulation.run(manager, Inputs.none().clampResistance(0, one)),
                    "clamps/0/resistance",
                    "without a series resistance");
            NDArray infinite = manager.ones(new Shape(STEPS)).mul(1 / 0.0);
            assertSays(
                    () -> simulation.run(manager, Inputs.none().clampValues(0, infinite)),
                    "clamps/0/values",
                    "Infinity");
            cell.deleteClamps();
            cell.clamp("v", wave, 2);
            NDArray zero = manager.create(new double[] {0});
            assertSays(
                    () -> simulation.run(manager, Inputs.none().clampResistance(0, zero)),
                    "clamps/0/resistance",
                    "positive");
            NDArray two = manager.create(new double[] {1, 2});
            assertSays(
                    () -> simulation.run(manager, Inputs.none().clampResistance(0, two)), "clamps/0/resistance", "(2)");
        }
    }

    private static void assertSays(Runnable call, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
