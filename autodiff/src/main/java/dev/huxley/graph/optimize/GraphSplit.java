package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A graph in two parts: the costly values that depend only on some inputs, the sources, and on parameters; and the
 * rest. The first part has the same values wherever sources and parameters have, so it can be computed once for many
 * rows. Both parts apply the operations of the graph to the same numbers.
 *
 * @param first from sources and parameters to the outputs {@link #value} 0, 1, 2, ...
 * @param rest from those values and the other inputs that it needs to the outputs of the graph
 * @param values the number of values; 0 if no costly value depends on sources and parameters only
 */
public record GraphSplit(Graph first, Graph rest, int values) {
    /** The name of a value: output of the first part and input of the rest. */
    public static String value(int number) {
        return "value " + number;
    }

    /**
     * Splits a graph.
     *
     * @param isSource whether the input of a name is a source
     * @param isParameter whether the input of a name is a parameter
     */
    public static GraphSplit split(Graph graph, Predicate<String> isSource, Predicate<String> isParameter) {
        Set<Integer> needed = needed(graph, isSource, isParameter);
        GraphBuilder before = new GraphBuilder();
        GraphBuilder after = new GraphBuilder();
        int[] copied = before.copy(graph, Map.of());
        int[] here = new int[copied.length];
        int values = 0;
        for (Graph.Node node : graph.nodes()) {
            if (needed.contains(node.index())) {
                before.output(value(values), copied[node.index()]);
                here[node.index()] = after.input(value(values));
                values++;
            } else {
                here[node.index()] = after.copy(node, here, Map.of());
            }
        }
        graph.outputs().forEach((name, index) -> after.output(name, here[index]));
        return new GraphSplit(before.build(), after.build(), values);
    }

    /** The costly values of the first part that the rest or an output uses. */
    private static Set<Integer> needed(Graph graph, Predicate<String> isSource, Predicate<String> isParameter) {
        int count = graph.nodes().size();
        boolean[] alone = new boolean[count];
        boolean[] first = new boolean[count];
        boolean[] costly = new boolean[count];
        for (Graph.Node node : graph.nodes()) {
            int own = node.index();
            boolean isInput = node.operation() == Operation.INPUT;
            boolean fromSource = isInput && isSource.test(node.name());
            boolean independent = !isInput || fromSource || isParameter.test(node.name());
            boolean expensive = node.operation().isCostly();
            for (int argument : node.arguments()) {
                fromSource |= first[argument];
                independent &= alone[argument];
                expensive |= costly[argument];
            }
            alone[own] = independent;
            first[own] = fromSource && independent;
            costly[own] = expensive && first[own];
        }
        Set<Integer> needed = new TreeSet<>();
        for (Graph.Node node : graph.nodes()) {
            for (int argument : node.arguments()) {
                if (!first[node.index()] && costly[argument]) {
                    needed.add(argument);
                }
            }
        }
        graph.outputs().values().stream().filter(index -> costly[index]).forEach(needed::add);
        return needed;
    }
}
