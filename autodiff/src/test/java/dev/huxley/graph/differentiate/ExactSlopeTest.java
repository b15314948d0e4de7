package dev.huxley.graph.differentiate;

import static dev.huxley.graph.Operation.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
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

class ExactSlopeTest {

    private static final double STEP = 1e-3;

    @Test
    void slopeEqualsTheDifferenceQuotient() {
        Random random = new Random(1);
        int found = 0;
        for (int seed = 0; seed < 2000; seed++) {
            Graph graph = linearized(seed);
            Graph exact = find(graph);
            Map<String, Double> point = randomPoint(random);
            Map<String, Double> expected = Evaluation.scalars(graph, point);
            Map<String, Double> actual = Evaluation.scalars(exact, point);
            double value = expected.get("value");
            if (exact != graph && Double.isFinite(value) && Math.abs(value) < 1e6) {
                double scale = 1 + Math.abs(value) + Math.abs(expected.get("slope"));
                assertEquals(value, actual.get("value"), "the value stays as it is");
                assertEquals(expected.get("slope"), actual.get("slope"), 1e-10 * scale, () -> point + "\n" + graph);
                assertEquals(
                        actual.get("slope") * point.get("x") - value,
                        actual.get("constant"),
                        1e-12 * scale * scale,
                        () -> point + "\n" + graph);
                found++;
            }
        }
        assertTrue(found > 300, "only " + found + " values were linear");
    }

    @Test
    void gradientEqualsCentralDifference() {
        Random random = new Random(2);
        int compared = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Graph graph = linearized(seed);
            Graph exact = find(graph);
            Map<String, Double> point = randomPoint(random);
            double size = Evaluation.scalars(exact, point).values().stream()
                    .mapToDouble(Math::abs)
                    .sum();
            if (exact != graph && size < 1e3) {
                Graph gradient = ReverseMode.differentiate(SafeWhere.guard(exact), List.of("x", "y", "z"));
                Map<String, Double> given = new HashMap<>(point);
                given.putAll(Map.of("d/value", 0.0, "d/slope", 1.0, "d/constant", -2.0));
                Map<String, Double> actual = Evaluation.scalars(gradient, given);
                for (String name : point.keySet()) {
                    double coarse = difference(exact, point, name, 2e-5);
                    double fine = difference(exact, point, name, 1e-5);
                    if (Math.abs(coarse - fine) < 1e-7 * (1 + Math.abs(fine)) && Math.abs(fine) < 1e3) {
                        assertEquals(fine, actual.get("d/" + name), 1e-6 * (1 + Math.abs(fine)), exact.toString());
                        compared += fine == 0 ? 0 : 1;
                    }
                }
            }
        }
        assertTrue(compared > 100, "only " + compared + " derivatives could be compared");
    }

    private static double difference(Graph graph, Map<String, Double> point, String name, double step) {
        Map<String, Double> above = new HashMap<>(point);
        above.merge(name, step, Double::sum);
        Map<String, Double> below = new HashMap<>(point);
        below.merge(name, -step, Double::sum);
        Map<String, Double> more = Evaluation.scalars(graph, above);
        Map<String, Double> less = Evaluation.scalars(graph, below);
        double total = more.get("slope") - 2 * more.get("constant") - (less.get("slope") - 2 * less.get("constant"));
        return total / (2 * step);
    }

    @Test
    void anOhmicCurrentNeedsNoSecondEvaluation() {
        GraphBuilder builder = new GraphBuilder();
        int v = builder.input("x");
        int conductance = builder.input("y");
        int reversal = builder.input("z");
        Graph ohmic = linearized(
                shift -> {
                    int voltage = shift == 0 ? v : builder.apply(ADD, v, builder.constant(shift));
                    return builder.apply(MUL, conductance, builder.apply(SUB, voltage, reversal));
                },
                builder);
        Graph exact = find(ohmic);
        assertEquals(exact.outputs().get("slope"), inputs(exact).get("y"), exact.toString());
        assertEquals(6, exact.nodes().size(), exact.toString());
        assertEquals(
                Map.of("value", 6.0, "slope", 2.0, "constant", 14.0),
                Evaluation.scalars(exact, Map.of("x", 10.0, "y", 2.0, "z", 7.0)));
    }

    @Test
    void whatIsNotLinearStaysAsItIs() {
        for (Operation operation : List.of(SQUARE, EXP, ABS)) {
            GraphBuilder builder = new GraphBuilder();
            int v = builder.input("x");
            Graph curved = linearized(
                    shift -> builder.apply(operation, builder.apply(ADD, v, builder.constant(shift))), builder);
            assertSame(curved, find(curved), operation.toString());
        }
    }

    private static Map<String, Integer> inputs(Graph graph) {
        Map<String, Integer> inputs = new HashMap<>();
        graph.nodes().stream()
                .filter(node -> node.operation() == INPUT)
                .forEach(node -> inputs.put(node.name(), node.index()));
        return inputs;
    }

    private interface Value {
        int at(double shift);
    }

    private static Graph linearized(Value function, GraphBuilder builder) {
        int value = function.at(0);
        int slope = builder.apply(DIV, builder.apply(SUB, function.at(STEP), value), builder.constant(STEP));
        builder.output("slope", slope);
        builder.output("constant", builder.apply(SUB, builder.apply(MUL, slope, builder.input("x")), value));
        builder.output("value", value);
        return builder.build();
    }

    /** A random expression, and its difference quotient in x. */
    private static Graph linearized(int seed) {
        Graph expression = new RandomExpression(
                        seed, 6, List.of(ADD, SUB, MUL, DIV, NEG, WHERE, SQUARE, TANH, ADD, SUB, MUL))
                .build(new GraphBuilder());
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        builder.input("y");
        builder.input("z");
        return linearized(
                shift -> {
                    int shifted = shift == 0 ? x : builder.apply(ADD, x, builder.constant(shift));
                    return builder.copy(expression, Map.of("x", shifted))[
                            expression.outputs().get("out")];
                },
                builder);
    }

    private static Graph find(Graph graph) {
        return ExactSlope.find(graph, "x", "value", "slope", "constant");
    }

    private static Map<String, Double> randomPoint(Random random) {
        Map<String, Double> point = new HashMap<>();
        List.of("x", "y", "z").forEach(name -> point.put(name, random.nextGaussian()));
        return point;
    }
}
