package dev.huxley.graph.differentiate;

import static dev.huxley.graph.Operation.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.HodgkinHuxleyStep;
import dev.huxley.graph.Operation;
import dev.huxley.graph.RandomExpression;
import dev.huxley.graph.optimize.Renaming;
import dev.huxley.graph.optimize.SafeWhere;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TapedGradientTest {

    private static final List<String> NAMES = List.of("x", "y", "z");

    @Test
    void gradientEqualsThatOfReverseMode() {
        Random random = new Random(5);
        int compared = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Graph graph = SafeWhere.guard(new RandomExpression(seed, 14, RandomExpression.mostlySmoothOperations())
                    .build(new GraphBuilder()));
            Graph reverse = ReverseMode.differentiate(graph, NAMES);
            TapedGradient taped = TapedGradient.differentiate(graph, NAMES);
            for (int k = 0; k < 4; k++) {
                Map<String, Double> point = randomPoint(random);
                Map<String, Double> given = new HashMap<>(point);
                given.put("d/out", 1.7);
                Map<String, Double> expected = Evaluation.scalars(reverse, given);
                Map<String, Double> actual = gradient(taped, point, Map.of("d/out", 1.7));
                double scale = largest(reverse, given);
                for (String name : expected.keySet()) {
                    if (scale < 1e6) {
                        assertEquals(
                                expected.get(name),
                                actual.get(name),
                                1e-13 * (1 + scale * scale),
                                () -> name + " at " + point + " of\n" + graph + "\n" + taped);
                        compared += expected.get(name) == 0 ? 0 : 1;
                    }
                }
            }
        }
        assertTrue(compared > 1500, "only " + compared + " partial derivatives could be compared");
    }

    @Test
    void gradientEqualsCentralDifference() {
        Graph graph = HodgkinHuxleyStep.graph();
        TapedGradient taped = TapedGradient.differentiate(graph, HodgkinHuxleyStep.inputs());
        Random random = new Random(6);
        for (int k = 0; k < 200; k++) {
            Map<String, Double> point = HodgkinHuxleyStep.randomPoint(random);
            // The slope, a difference over 1e-3 mV itself, has too much noise to be differenced again.
            Map<String, Double> cotangents =
                    Map.of("d/HH_m", 1.0, "d/HH_h", -2.0, "d/HH_n", 0.7, "d/slope", 0.0, "d/constant", 0.0);
            Map<String, Double> gradients = gradient(taped, point, cotangents);
            for (String name : HodgkinHuxleyStep.STATES) {
                double step = name.equals("v") ? 1e-3 : 1e-5;
                double difference =
                        (total(graph, point, cotangents, name, step) - total(graph, point, cotangents, name, -step))
                                / (2 * step);
                assertEquals(
                        difference,
                        gradients.get("d/" + name),
                        1e-7 * (1 + Math.abs(difference)),
                        () -> name + " at " + point);
            }
        }
    }

    private static double total(
            Graph graph, Map<String, Double> point, Map<String, Double> weights, String name, double step) {
        Map<String, Double> moved = new HashMap<>(point);
        moved.merge(name, step, Double::sum);
        return Evaluation.scalars(graph, moved).entrySet().stream()
                .mapToDouble(output -> output.getValue() * weights.get("d/" + output.getKey()))
                .sum();
    }

    @Test
    void theAdjointComputesNothingCostly() {
        for (int seed = 0; seed < 300; seed++) {
            Graph graph = SafeWhere.guard(
                    new RandomExpression(seed, 14, RandomExpression.operationsWithout()).build(new GraphBuilder()));
            TapedGradient taped = TapedGradient.differentiate(graph, NAMES);
            assertTrue(
                    taped.adjoint().nodes().stream()
                            .noneMatch(node -> node.operation().isCostly()),
                    taped.toString());
        }
    }

    @Test
    void theForwardPassGivesTheOutputsWithinTwoRoundings() {
        Random random = new Random(7);
        List<Operation> smooth = List.of(ADD, MUL, EXP, TANH, SIGMOID, SQUARE, ATAN);
        for (int seed = 0; seed < 300; seed++) {
            GraphBuilder builder = new GraphBuilder();
            int[] parts = builder.copy(new RandomExpression(seed, 6, smooth).build(new GraphBuilder()), Map.of());
            builder.output("quotient", builder.apply(DIV, builder.input("x"), parts[parts.length - 1]));
            Graph graph = builder.build();
            TapedGradient taped = TapedGradient.differentiate(graph, NAMES);
            Map<String, Double> point = randomPoint(random);
            double expected = Evaluation.scalars(graph, point).get("quotient");
            double actual = Evaluation.scalars(taped.forward(), point).get("quotient");
            if (Math.abs(expected) > 1e-300 && Math.abs(expected) < 1e300) {
                assertEquals(expected, actual, 2 * Math.ulp(expected), () -> point + "\n" + graph);
            }
        }
    }

    @Test
    void aRunWithoutTheTapeComputesTheSame() {
        Graph graph = HodgkinHuxleyStep.graph();
        TapedGradient taped = TapedGradient.differentiate(graph, HodgkinHuxleyStep.inputs());
        Map<String, String> outputs = new HashMap<>();
        graph.outputs().keySet().forEach(name -> outputs.put(name, name));
        Graph plain = Renaming.rename(taped.forward(), name -> name, outputs);
        Map<String, Double> point = HodgkinHuxleyStep.randomPoint(new Random(8));
        Map<String, Double> with = Evaluation.scalars(taped.forward(), point);
        Evaluation.scalars(plain, point).forEach((name, value) -> assertEquals(with.get(name), value, name));
        assertEquals(outputs.size() + taped.taped(), with.size());
    }

    @Test
    void theTapeOfHodgkinAndHuxleyIsShort() {
        TapedGradient taped = TapedGradient.differentiate(
                HodgkinHuxleyStep.graph(), HodgkinHuxleyStep.inputs(), new HashSet<>(HodgkinHuxleyStep.PARAMETERS));
        // Per gate the gate after the step and its derivatives by the gate before and by the voltage, and one for the
        // slope.
        assertTrue(taped.taped() <= 10, taped.toString());
        List<String> read = taped.adjoint().nodes().stream()
                .filter(node -> node.operation() == INPUT)
                .map(Graph.Node::name)
                .filter(HodgkinHuxleyStep.STATES::contains)
                .toList();
        assertEquals(List.of("v"), read);
    }

    @Test
    void whatOneProductGivesIsNotTapedToo() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        int y = builder.input("y");
        // Needed are 1/y, x/y and x: two of them make the third.
        int quotient = builder.apply(DIV, x, y);
        builder.output("quotient", quotient);
        builder.output("product", builder.apply(MUL, x, builder.input("z")));
        TapedGradient taped = TapedGradient.differentiate(builder.build(), NAMES);
        List<String> known = taped.adjoint().nodes().stream()
                .filter(node -> node.operation() == INPUT && !node.name().startsWith("d/"))
                .map(Graph.Node::name)
                .toList();
        assertEquals(Set.of("x", "z", "taped 0"), Set.copyOf(known), taped.toString());
    }

    @Test
    void aSingularityInADiscardedBranchLeavesTheGradientFinite() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        int one = builder.constant(1);
        int quotient = builder.apply(DIV, x, builder.apply(SUB, builder.apply(EXP, x), one));
        int series = builder.apply(SUB, one, builder.apply(MUL, x, builder.constant(0.5)));
        int small = builder.apply(LT, builder.apply(ABS, x), builder.constant(1e-4));
        builder.output("rate", builder.apply(WHERE, small, series, quotient));
        TapedGradient taped = TapedGradient.differentiate(SafeWhere.guard(builder.build()), List.of("x"));
        assertEquals(
                -0.5, gradient(taped, Map.of("x", 0.0), Map.of("d/rate", 1.0)).get("d/x"));
    }

    @Test
    void whatDependsOnNothingHasAGradientOfZero() {
        GraphBuilder builder = new GraphBuilder();
        builder.input("y");
        builder.output("x", builder.input("x"));
        TapedGradient taped = TapedGradient.differentiate(builder.build(), List.of("y", "x"));
        assertEquals(0, taped.taped());
        assertEquals(Map.of("d/y", 0.0, "d/x", 3.0), gradient(taped, Map.of("x", 5.0, "y", 1.0), Map.of("d/x", 3.0)));
    }

    @Test
    void namesOfTheTapeAreReserved() {
        GraphBuilder builder = new GraphBuilder();
        builder.output("out", builder.input("taped 0"));
        Graph graph = builder.build();
        String message = assertThrows(
                        IllegalArgumentException.class, () -> TapedGradient.differentiate(graph, List.of("taped 0")))
                .getMessage();
        assertTrue(message.contains("'taped 0'"), message);
        assertFalse(message.contains("coefficient"), message);
    }

    /** The gradients by both passes. */
    private static Map<String, Double> gradient(
            TapedGradient taped, Map<String, Double> point, Map<String, Double> cotangents) {
        Map<String, Double> given = new HashMap<>(point);
        Evaluation.scalars(taped.forward(), point).forEach((name, value) -> {
            if (name.startsWith("taped ")) {
                given.put(name, value);
            }
        });
        given.putAll(cotangents);
        return Evaluation.scalars(taped.adjoint(), given);
    }

    private static Map<String, Double> randomPoint(Random random) {
        Map<String, Double> point = new HashMap<>();
        NAMES.forEach(name -> point.put(name, 1.5 * random.nextGaussian()));
        return point;
    }

    /** The largest value of any node: what rounding errors are relative to. NaN and infinity come out as infinity. */
    private static double largest(Graph graph, Map<String, Double> point) {
        GraphBuilder builder = GraphBuilder.literal();
        int[] nodes = builder.copy(graph, Map.of());
        for (int i = 0; i < nodes.length; i++) {
            builder.output("value " + i, nodes[i]);
        }
        return Evaluation.scalars(builder.build(), point).values().stream()
                .mapToDouble(value -> Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.abs(value))
                .max()
                .orElse(0);
    }
}
