package dev.huxley.fit.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.fit.Fit;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeParameterTest {
    @ParameterizedTest
    @CsvSource({"2, 1", "1, 1", "NaN, 1", "1, NaN", "1, Infinity", "-Infinity, 1"})
    void boundsOutOfOrderAreRefused(double lower, double upper) {
        String message = assertThrows(IllegalArgumentException.class, () -> new FreeParameter("HH_gNa", lower, upper))
                .getMessage();
        assertTrue(message.contains("HH_gNa") && message.contains(lower + " and " + upper), message);
    }

    @Test
    void usuallyFreeAreConductancesAndReversalPotentials() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.insert(new Leak());
        List<FreeParameter> usual = FreeParameter.usual(cell);
        assertEquals(
                List.of("HH_gNa", "HH_gK", "HH_gLeak", "HH_eLeak", "Leak_gLeak", "Leak_eLeak"),
                usual.stream().map(FreeParameter::path).toList());
        assertEquals(0.12 / 20, usual.get(0).lower(), 1e-15);
        assertEquals(0.12 * 20, usual.get(0).upper(), 1e-15);
        for (FreeParameter parameter : usual) {
            double own = cell.get(parameter.path())[0];
            assertEquals(own, parameter.start(own), 0, parameter.path() + " starts at the model's value");
        }
    }

    @Test
    void startIsTheModelsOwnWithinTheBoundsElseTheMiddle() {
        FreeParameter linear = new FreeParameter("Leak_eLeak", -90, -40);
        assertEquals(-70, linear.start(-70));
        for (double outside : new double[] {-90, -40, -100, 0, -89.999, Double.NaN}) {
            assertEquals(-65, linear.start(outside), 1e-12, "own " + outside);
        }
        FreeParameter logarithmic = new FreeParameter("HH_gLeak", 1e-6, 1);
        assertEquals(3e-4, logarithmic.start(3e-4), "half-way between the bounds by order of magnitude");
        for (double outside : new double[] {1e-6, 1, 2, 0, -1, 1.00001e-6, Double.NaN}) {
            assertEquals(1e-3, logarithmic.start(outside), 1e-15, "own " + outside);
        }
    }

    /**
     * The slope of a sigmoid at its middle is a quarter of its width; for a sigmoid of the logarithm, times the value.
     */
    @Test
    void boundsFarApartAreLogarithmic() {
        assertEquals(1e-2 * Math.log(1e4) / 4, slopeAt(1e-2, new FreeParameter("x", 1e-4, 1)), 1e-12);
        assertEquals(Math.sqrt(5) * Math.log(5) / 4, slopeAt(Math.sqrt(5), new FreeParameter("x", 1, 5)), 1e-12);
        assertEquals(0.5 / 4, slopeAt(0.75, new FreeParameter("x", 0.5, 1)), 1e-12);
        assertEquals(2.0 / 4, slopeAt(0, new FreeParameter("x", -1, 1)), 1e-12);
        assertEquals(10.0 / 4, slopeAt(5, new FreeParameter("x", 0, 10)), 1e-12);
    }

    private static double slopeAt(double start, FreeParameter parameter) {
        try (NDManager manager = HuxleyRuntime.newManager()) {
            Fit fit = Fit.minimize(parameters -> parameters.get("x").sum()).iterations(1);
            parameter.bound(fit);
            return fit.run(ArrayTree.empty().with("x", manager.create(new double[] {start})))
                    .history()
                    .gradientNorms(0)[0];
        }
    }
}
