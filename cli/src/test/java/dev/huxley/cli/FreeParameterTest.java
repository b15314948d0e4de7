package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.fit.Fit;
import dev.huxley.model.Cell;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeParameterTest {
    @Test
    void nameAndBoundsAreRead() {
        assertEquals(new FreeParameter("HH_gNa", 0.01, 1), FreeParameter.parse("HH_gNa=0.01:1"));
        assertEquals(new FreeParameter("Leak_eLeak", -90, -4e1), FreeParameter.parse(" Leak_eLeak = -90 : -4e1 "));
    }

    @ParameterizedTest
    @CsvSource({
        "HH_gNa, name=lower:upper",
        "HH_gNa=0.1, name=lower:upper",
        "=1:2, name=lower:upper",
        "HH_gNa:1=2, name=lower:upper",
        "HH_gNa=a:2, 'a'",
        "HH_gNa=1:2:3, '2:3'",
        "HH_gNa=1:, ''",
        "HH_gNa=2:1, 2.0 and 1.0",
        "HH_gNa=1:1, 1.0 and 1.0",
        "HH_gNa=NaN:1, NaN",
        "HH_gNa=1:Infinity, Infinity"
    })
    void unreadableTextIsNamed(String text, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> FreeParameter.parse(text))
                .getMessage();
        assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        assertTrue(message.contains("HH_gNa") || text.startsWith("="), message);
    }

    @Test
    void defaultsAreConductancesReversalPotentialAndSize() {
        Cell cell = ModelBuilder.build(null, List.of("HH", "Leak"), Map.of());
        List<FreeParameter> point = FreeParameter.defaults(cell, true);
        assertEquals(
                List.of("HH_gNa", "HH_gK", "HH_gLeak", "HH_eLeak", "Leak_gLeak", "Leak_eLeak", "radius"),
                point.stream().map(FreeParameter::key).toList());
        assertEquals(0.12 / 20, point.get(0).lower(), 1e-15);
        assertEquals(0.12 * 20, point.get(0).upper(), 1e-15);
        List<FreeParameter> traced = FreeParameter.defaults(cell, false);
        assertEquals(point.subList(0, 6), traced, "the size of a morphology is known");
        for (FreeParameter parameter : point) {
            double own = cell.get(parameter.key())[0];
            assertEquals(own, parameter.start(own), 0, parameter.key() + " starts at the model's value");
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

    /** In the middle the slope of a sigmoid is a quarter of its width; of one of the logarithm, times the value. */
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
