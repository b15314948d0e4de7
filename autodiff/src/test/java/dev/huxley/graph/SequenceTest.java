package dev.huxley.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.differentiate.ReverseMode;
import dev.huxley.graph.optimize.Renaming;
import dev.huxley.graph.optimize.SafeWhere;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SequenceTest {

    private static final List<String> NAMES = List.of("x", "y", "z");

    @Test
    void composedGraphsGiveWhatTheyGiveOneAfterTheOther() {
        Random random = new Random(1);
        for (int seed = 0; seed < 300; seed++) {
            List<Graph> graphs = randomGraphs(seed, random);
            Graph composed = Sequence.compose(graphs);
            for (int k = 0; k < 5; k++) {
                Map<String, Double> point = randomPoint(random);
                Map<String, Double> values = new HashMap<>(point);
                Map<String, Double> expected = new LinkedHashMap<>();
                for (Graph graph : graphs) {
                    Map<String, Double> outputs = Evaluation.scalars(graph, values);
                    values.putAll(outputs);
                    expected.putAll(outputs);
                }
                assertEquals(expected, Evaluation.scalars(composed, point), () -> "at " + point + " of\n" + composed);
            }
        }
    }

    @Test
    void gradientOfTheCompositionIsTheChainRule() {
        Random random = new Random(2);
        int compared = 0;
        for (int seed = 0; seed < 600; seed++) {
            List<Graph> graphs = randomGraphs(seed, random);
            Graph composed = SafeWhere.guard(Sequence.compose(graphs));
            Map<String, Double> point = randomPoint(random);
            Map<String, Double> cotangents = new HashMap<>();
            composed.outputs().keySet().forEach(name -> cotangents.put(name, random.nextGaussian()));
            Map<String, Double> expected = chainRule(graphs, point, cotangents);
            Map<String, Double> given = new HashMap<>(point);
            cotangents.forEach((name, value) -> given.put(ReverseMode.cotangent(name), value));
            Map<String, Double> actual = Evaluation.scalars(ReverseMode.differentiate(composed, NAMES), given);
            for (String name : NAMES) {
                double wanted = expected.get(name);
                if (Double.isFinite(wanted) && Math.abs(wanted) < 1e6) {
                    double got = actual.get(ReverseMode.gradient(name));
                    assertEquals(
                            wanted,
                            got,
                            1e-9 * (1 + Math.abs(wanted)),
                            () -> name + " at " + point + " of\n" + composed);
                    compared += wanted == 0 ? 0 : 1;
                }
            }
        }
        assertTrue(compared > 300, "only " + compared + " derivatives could be compared");
    }

    /** The graphs' own gradients, last graph first. */
    private static Map<String, Double> chainRule(
            List<Graph> graphs, Map<String, Double> point, Map<String, Double> cotangents) {
        List<Map<String, Double>> before = new ArrayList<>();
        Map<String, Double> values = new HashMap<>(point);
        for (Graph graph : graphs) {
            before.add(new HashMap<>(values));
            values.putAll(Evaluation.scalars(graph, values));
        }
        Map<String, Double> open = new HashMap<>(cotangents);
        for (int i = graphs.size() - 1; i >= 0; i--) {
            Graph graph = graphs.get(i);
            Map<String, Double> given = new HashMap<>(before.get(i));
            graph.outputs().keySet().forEach(name -> {
                Double cotangent = open.remove(name);
                given.put(ReverseMode.cotangent(name), cotangent == null ? 0 : cotangent);
            });
            Graph gradient = ReverseMode.differentiate(SafeWhere.guard(graph), NAMES);
            Map<String, Double> gradients = Evaluation.scalars(gradient, given);
            NAMES.forEach(name -> open.merge(name, gradients.get(ReverseMode.gradient(name)), Double::sum));
        }
        return open;
    }

    @Test
    void summedOutputsAreAddedAndReadFromOutside() {
        Graph first = graph("x", 2, "slope");
        Graph second = graph("slope", 10, "slope");
        Graph third = graph("y", 100, "slope");
        Graph composed = Sequence.compose(List.of(first, second, third), Set.of("slope"));
        assertEquals(List.of("x", "slope", "y"), composed.inputs());
        assertEquals(
                Map.of("slope", 2.0 * 3 + 10 * 5 + 100 * 7),
                Evaluation.scalars(composed, Map.of("x", 3.0, "slope", 5.0, "y", 7.0)));
    }

    @Test
    void aGraphSeesTheValuesBeforeItsOwnOutputs() {
        GraphBuilder swap = new GraphBuilder();
        swap.output("x", swap.input("y"));
        swap.output("y", swap.input("x"));
        Graph once = swap.build();
        assertEquals(
                Map.of("x", 2.0, "y", 1.0),
                Evaluation.scalars(Sequence.compose(List.of(once)), Map.of("x", 1.0, "y", 2.0)));
        Graph twice = Sequence.compose(List.of(once, once));
        assertEquals(Map.of("x", 1.0, "y", 2.0), Evaluation.scalars(twice, Map.of("x", 1.0, "y", 2.0)));
    }

    @Test
    void commonExpressionsAreComputedOnce() {
        GraphBuilder first = new GraphBuilder();
        first.output("a", first.apply(Operation.EXP, first.input("v")));
        GraphBuilder second = new GraphBuilder();
        second.output("b", second.apply(Operation.SQUARE, second.apply(Operation.EXP, second.input("v"))));
        Graph composed = Sequence.compose(List.of(first.build(), second.build()));
        assertEquals(3, composed.nodes().size(), composed.toString());
    }

    @Test
    void renamingMergesInputsAndDropsOutputs() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        int y = builder.input("y");
        builder.output("sum", builder.apply(Operation.ADD, x, y));
        builder.output("product", builder.apply(Operation.MUL, x, y));
        Graph renamed = Renaming.rename(builder.build(), name -> "v", Map.of("product", "square"));
        assertEquals(List.of("v"), renamed.inputs());
        assertEquals(Map.of("square", 9.0), Evaluation.scalars(renamed, Map.of("v", 3.0)));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Renaming.rename(renamed, UnaryOperator.identity(), Map.of("sum", "total")))
                .getMessage();
        assertTrue(message.contains("'sum'") && message.contains("[square]"), message);
    }

    private static Graph graph(String input, double factor, String output) {
        GraphBuilder builder = new GraphBuilder();
        builder.output(output, builder.apply(Operation.MUL, builder.constant(factor), builder.input(input)));
        return builder.build();
    }

    /** Three graphs that replace x, y, z or make something new. */
    private static List<Graph> randomGraphs(int seed, Random random) {
        List<String> results = List.of("x", "y", "z", "w");
        List<Graph> graphs = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            Graph graph = new RandomExpression(1000 * k + seed, 6, RandomExpression.mostlySmoothOperations())
                    .build(new GraphBuilder());
            String result = results.get(random.nextInt(results.size()));
            graphs.add(Renaming.rename(graph, UnaryOperator.identity(), Map.of("out", result)));
        }
        return graphs;
    }

    private static Map<String, Double> randomPoint(Random random) {
        Map<String, Double> point = new HashMap<>();
        NAMES.forEach(name -> point.put(name, 1.5 * random.nextGaussian()));
        return point;
    }
}
