package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Splits a graph that runs in every time step into the values that depend on constant inputs only, which are prepared
 * once per run, and the rest.
 *
 * <p>A prepared value saves operations in every step but is one more value to read, unless an input need not be read
 * any more. One reading counts as two cheap operations, a costly operation as sixteen; {@link Rematerialization} finds
 * the cheapest choice. So {@code gLeak * eLeak} is prepared if eLeak is not needed otherwise, and {@code -eLeak} is not
 * prepared if eLeak is needed. Values are bit for bit those of the whole graph.
 *
 * <p>The gradient flows through both: that of the remaining graph by a prepared value, summed over all steps, is the
 * cotangent of that output of the prepared graph. Prepared values that only conditions use stop derivatives.
 *
 * @param prepared from constant inputs to the outputs {@link #prepared} 0, 1, 2, ...
 * @param remaining has the outputs of the graph; as inputs the prepared values and those of the graph that it still
 *     needs
 * @param values the number of prepared values; if 0, {@code remaining} is the graph itself
 */
public record Hoisting(Graph prepared, Graph remaining, int values) {

    private static final String PREFIX = "prepared ";
    private static final int READING = 2;
    private static final int CHEAP_OPERATION = 1;
    private static final int COSTLY_OPERATION = 16;

    /** The name of a prepared value: output of the prepared graph and input of the remaining one. */
    public static String prepared(int number) {
        return PREFIX + number;
    }

    /**
     * Splits a graph.
     *
     * @param isConstant whether the input of a name is the same in all steps
     * @throws IllegalArgumentException if an input has the name of a prepared value
     */
    public static Hoisting split(Graph graph, Predicate<String> isConstant) {
        for (String name : graph.inputs()) {
            if (name.startsWith(PREFIX)) {
                throw new IllegalArgumentException("the input '" + name
                        + "' has the name of a prepared value; give it one that does not begin with 'prepared'");
            }
        }
        Collection<Integer> wanted = wanted(graph, constantNodes(graph, isConstant));
        Rematerialization stored = new Rematerialization(graph, wanted, prices(wanted));
        boolean[] passed = passedByDerivatives(graph);
        GraphBuilder before = GraphBuilder.literal();
        int[] copies = before.copy(graph, Map.of());
        GraphBuilder after = GraphBuilder.literal();
        int[] here = new int[copies.length];
        int values = 0;
        for (Graph.Node node : graph.nodes()) {
            int own = node.index();
            if (stored.isStored(own)) {
                int copy = copies[own];
                before.output(prepared(values), passed[own] ? copy : before.apply(Operation.STOP_GRADIENT, copy));
                here[own] = after.input(prepared(values));
                values++;
            } else {
                here[own] = after.copy(node, here, Map.of());
            }
        }
        graph.outputs().forEach((name, index) -> after.output(name, here[index]));
        return new Hoisting(usedInputs(before.build()), values == 0 ? graph : usedInputs(after.build()), values);
    }

    /** Marks the nodes that depend on constant inputs and on nothing else; numbers are not among them. */
    private static boolean[] constantNodes(Graph graph, Predicate<String> isConstant) {
        boolean[] constant = new boolean[graph.nodes().size()];
        for (Graph.Node node : graph.nodes()) {
            boolean some = node.operation() == Operation.INPUT && isConstant.test(node.name());
            boolean all = node.operation() != Operation.INPUT;
            for (int k = 0; k < node.operation().arity(); k++) {
                int argument = node.argument(k);
                some |= constant[argument];
                all &= constant[argument] || graph.nodes().get(argument).operation() == Operation.CONSTANT;
            }
            constant[node.index()] = node.operation() == Operation.INPUT ? some : some && all;
        }
        return constant;
    }

    /** The constant values that changing values or outputs use. */
    private static Collection<Integer> wanted(Graph graph, boolean[] constant) {
        Collection<Integer> wanted = new TreeSet<>();
        for (Graph.Node node : graph.nodes()) {
            for (int k = 0; k < node.operation().arity() && !constant[node.index()]; k++) {
                if (constant[node.argument(k)]) {
                    wanted.add(node.argument(k));
                }
            }
        }
        graph.outputs().values().stream().filter(index -> constant[index]).forEach(wanted::add);
        return wanted;
    }

    /** Marks the nodes to which a derivative of an output may pass. */
    private static boolean[] passedByDerivatives(Graph graph) {
        boolean[] passed = new boolean[graph.nodes().size()];
        graph.outputs().values().forEach(index -> passed[index] = true);
        for (int i = passed.length - 1; i >= 0; i--) {
            Graph.Node node = graph.nodes().get(i);
            for (int k = 0; k < node.operation().arity() && passed[i]; k++) {
                passed[node.argument(k)] |= !node.operation().blocksDerivatives();
            }
        }
        return passed;
    }

    private static Rematerialization.Prices prices(Collection<Integer> wanted) {
        return new Rematerialization.Prices() {
            @Override
            public int reading(Graph.Node node) {
                // An input that changing values use is read in any case.
                boolean isRead = node.operation() == Operation.INPUT && wanted.contains(node.index());
                return isRead ? 0 : READING;
            }

            @Override
            public int computing(Graph.Node node) {
                return node.operation().isCostly() ? COSTLY_OPERATION : CHEAP_OPERATION;
            }
        };
    }

    /** The graph without the inputs that it does not use. */
    private static Graph usedInputs(Graph graph) {
        List<String> used = new ArrayList<>();
        graph.nodes().stream()
                .filter(node -> node.operation() == Operation.INPUT)
                .forEach(node -> used.add(node.name()));
        return new Graph(graph.nodes(), used, graph.outputs());
    }
}
