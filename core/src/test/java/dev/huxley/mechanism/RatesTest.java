package dev.huxley.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

/** Functions that rates are made of, run eagerly; and what mechanisms may declare. */
class RatesTest {
    @Test
    void linearOverExponentialIsExactAcrossItsSingularity() {
        try (NDManager manager = NDManager.newBaseManager()) {
            double y = 10;
            double[] x = {-400, -30, -1, -0.1001, -0.0999, -1e-3, -1e-9, 0, 1e-300, 1e-9, 1e-3, 0.0999, 0.1001, 1, 30};
            double[] have = Rates.linearOverExponential(manager.create(x), y).toDoubleArray();
            for (int i = 0; i < x.length; i++) {
                double want = x[i] == 0 ? y : x[i] / Math.expm1(x[i] / y);
                assertEquals(want, have[i], 2e-14 * want, "at " + x[i]);
            }
        }
    }

    /** Huxley once clipped exponents at 20, as Jaxley does; the range of doubles ends at 709. */
    @Test
    void exponentialsAreNotClippedInsideTheRangeOfDoubles() {
        try (NDManager manager = NDManager.newBaseManager()) {
            double[] exponents = {-800, -700, -20, 0, 19, 20.5, 21, 58, 100, 400, 689, 690};
            NDArray x = manager.create(exponents);
            double[] exp = Rates.exp(x).toDoubleArray();
            double[] boltzmann = Rates.boltzmann(x.neg()).toDoubleArray();
            for (int i = 0; i < exponents.length; i++) {
                double want = Math.exp(exponents[i]);
                assertEquals(want, exp[i], 1e-15 * want, "exp " + exponents[i]);
                assertEquals(1 / (1 + want), boltzmann[i], 1e-15 / (1 + want), "boltzmann " + -exponents[i]);
            }
        }
    }

    @Test
    void beyondTheRangeOfDoublesRatesAreFinite() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(new double[] {-1e300, -1e5, -710, 710, 1e5, 1e300});
            for (NDArray rates : new NDArray[] {
                Rates.exp(x),
                Rates.boltzmann(x),
                Rates.linearOverExponential(x, 1),
                Rates.exp(x).mul(1e6)
            }) {
                for (double value : rates.toDoubleArray()) {
                    assertTrue(Double.isFinite(value), value + " in " + rates);
                }
            }
        }
    }

    @Test
    void gatesRelaxExponentially() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(new double[] {0.1});
            NDArray alpha = manager.create(new double[] {2.0});
            NDArray beta = manager.create(new double[] {6.0});
            double want = 0.25 + (0.1 - 0.25) * Math.exp(-8 * 0.05);
            assertEquals(want, Gates.step(x, 0.05, alpha, beta).toDoubleArray()[0], 1e-15);
            NDArray steady = Gates.steadyState(alpha, beta);
            assertEquals(0.25, steady.toDoubleArray()[0], 1e-16);
            NDArray tau = manager.create(new double[] {0.125});
            assertEquals(want, Gates.stepTowards(x, 0.05, steady, tau).toDoubleArray()[0], 1e-15);
        }
    }

    private static final class Declaring extends Channel {
        Declaring(String name, String parameter, String state, double value) {
            super(name);
            parameter(parameter, value, "1");
            state(state, 0);
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.voltage();
        }
    }

    @Test
    void wrongDeclarationsAreNamed() {
        assertSays("'2x'", () -> new Declaring("2x", "a", "b", 0));
        assertSays("'a b'", () -> new Declaring("X", "a b", "b", 0));
        assertSays("'a/'", () -> new Declaring("X", "a/", "b", 0));
        assertSays("a name with parts", () -> new Declaring("X", "a/b", "a", 0));
        assertSays("'a' twice", () -> new Declaring("X", "a", "a", 0));
        assertSays("'v'", () -> new Declaring("X", "a", "v", 0));
        assertSays("NaN", () -> new Declaring("X", "a", "b", Double.NaN));
        assertEquals("X_a", new Declaring("X", "a", "b", 1).key("a"));
        assertEquals("radius", new Declaring("X", "a", "b", 1).key("radius"));
    }

    private static void assertSays(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), "'" + part + "' is missing in: " + message);
    }
}
