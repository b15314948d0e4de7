package dev.huxley.graph.differentiate;

import static dev.huxley.graph.Operation.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.RandomExpression;
import dev.huxley.graph.optimize.SafeWhere;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReverseModeTest {

    @Test
    void gradientEqualsCentralDifferences() {
        Random random = new Random(3);
        int compared = 0;
        for (int seed = 0; seed < 500; seed++) {
            Graph graph =
                    new RandomExpression(seed, 12, RandomExpression.mostlySmoothOperations()).build(new GraphBuilder());
            Graph gradient = ReverseMode.differentiate(SafeWhere.guard(graph), List.of("x", "y", "z"));
            for (int k = 0; k < 16; k++) {
                compared += compare(graph, gradient, random);
            }
        }
        assertTrue(compared > 2000, "only " + compared + " partial derivatives could be compared");
    }

    /** Gives the number of partial derivatives compared. Skips points near kinks and singularities: there the differences for two steps do not agree. */
    private static int compare(Graph graph, Graph gradient, Random random) {
        Map<String, Double> point = new HashMap<>();
        List.of("x", "y", "z").forEach(name -> point.put(name, 1.5 * random.nextGaussian()));
        Map<String, Double> withCotangent = new HashMap<>(point);
        withCotangent.put(ReverseMode.cotangent("out"), 1.7);
        Map<String, Double> derivatives = Evaluation.scalars(gradient, withCotangent);
        int compared = 0;
        if (!allValuesAreFinite(gradient, withCotangent)) {
            return 0;
        }
        for (String name : point.keySet()) {
            double coarse = 1.7 * difference(graph, point, name, 2e-5);
            double fine = 1.7 * difference(graph, point, name, 1e-5);
            double actual = derivatives.get(ReverseMode.gradient(name));
            double value = Math.abs(Evaluation.scalars(graph, point).get("out"));
            boolean smooth = Math.abs(coarse - fine) <= 1e-6 * (1 + Math.abs(fine));
            if (smooth && value < 1e3 && Math.abs(fine) < 1e3) {
                assertEquals(fine, actual, 1e-5 * (1 + Math.abs(fine)), () -> name + " at " + point + " of\n" + graph);
                compared += fine == 0 ? 0 : 1;
            }
        }
        return compared;
    }

    /** An infinite value or slope in between, as in 1 / (1 + exp(1000)), leaves no gradient in any engine. */
    private static boolean allValuesAreFinite(Graph graph, Map<String, Double> point) {
        GraphBuilder builder = new GraphBuilder();
        int[] nodes = builder.copy(graph, Map.of());
        for (int i = 0; i < nodes.length; i++) {
            builder.output("value " + i, nodes[i]);
        }
        return Evaluation.scalars(builder.build(), point).values().stream().allMatch(Double::isFinite);
    }

    private static double difference(Graph graph, Map<String, Double> point, String name, double step) {
        Map<String, Double> moved = new HashMap<>(point);
        moved.put(name, point.get(name) + step);
        double above = Evaluation.scalars(graph, moved).get("out");
        moved.put(name, point.get(name) - step);
        return (above - Evaluation.scalars(graph, moved).get("out")) / (2 * step);
    }

    @Test
    void cotangentsOfAllOutputsAreSummed() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        builder.input("independent");
        builder.output("x", builder.apply(SQUARE, x));
        builder.output("y", builder.apply(MUL, builder.constant(3), x));
        Graph gradient = ReverseMode.differentiate(builder.build(), List.of("independent", "x"));
        assertEquals(List.of("x", "independent", "d/x", "d/y"), gradient.inputs());
        Map<String, Double> result =
                Evaluation.scalars(gradient, Map.of("x", 5.0, "independent", 0.0, "d/x", 2.0, "d/y", 7.0));
        assertEquals(Map.of("d/independent", 0.0, "d/x", 2 * 10.0 + 7 * 3.0), result);
        assertEquals(
                List.of("d/independent", "d/x"), List.copyOf(gradient.outputs().keySet()));
    }

    @Test
    void stopGradientStops() {
        assertEquals(0.0, slope(STOP_GRADIENT, 2.0));
        for (Operation flat : List.of(SIGN, FLOOR, CEIL, ROUND)) {
            assertEquals(0.0, slope(flat, 0.3), flat.toString());
        }
    }

    @Test
    void powersOfZeroHaveFiniteSlopes() {
        GraphBuilder builder = new GraphBuilder();
        builder.output("out", builder.apply(POW, builder.input("x"), builder.input("y")));
        Graph gradient = ReverseMode.differentiate(builder.build(), List.of("x", "y"));
        Map<String, Double> atZero = Evaluation.scalars(gradient, Map.of("x", 0.0, "y", 2.0, "d/out", 1.0));
        assertEquals(Map.of("d/x", 0.0, "d/y", 0.0), atZero);
        Map<String, Double> zeroth = Evaluation.scalars(gradient, Map.of("x", 0.0, "y", 0.0, "d/out", 1.0));
        assertEquals(Map.of("d/x", 0.0, "d/y", 0.0), zeroth);
    }

    @Test
    void aNegativeBaseWithConstantExponentNeedsNoLogarithm() {
        GraphBuilder builder = new GraphBuilder();
        builder.output("out", builder.apply(POW, builder.input("x"), builder.constant(5)));
        Graph gradient = ReverseMode.differentiate(builder.build(), List.of("x"));
        assertTrue(gradient.nodes().stream().noneMatch(node -> node.operation() == LOG), gradient.toString());
        assertEquals(
                80.0,
                Evaluation.scalars(gradient, Map.of("x", -2.0, "d/out", 1.0)).get("d/x"),
                1e-12);
    }

    @Test
    void unknownNamesAreNamed() {
        GraphBuilder builder = new GraphBuilder();
        builder.output("out", builder.input("d/out"));
        Graph graph = builder.build();
        String unknown = assertThrows(
                        IllegalArgumentException.class, () -> ReverseMode.differentiate(graph, List.of("gNa")))
                .getMessage();
        assertTrue(unknown.contains("'gNa'") && unknown.contains("[d/out]"), unknown);
        String clash = assertThrows(
                        IllegalArgumentException.class, () -> ReverseMode.differentiate(graph, List.of("d/out")))
                .getMessage();
        assertTrue(clash.contains("rename"), clash);
    }

    private static double slope(Operation operation, double x) {
        GraphBuilder builder = new GraphBuilder();
        builder.output("out", builder.apply(operation, builder.input("x")));
        Graph gradient = ReverseMode.differentiate(builder.build(), List.of("x"));
        return Evaluation.scalars(gradient, Map.of("x", x, "d/out", 1.0)).get("d/x");
    }
}
