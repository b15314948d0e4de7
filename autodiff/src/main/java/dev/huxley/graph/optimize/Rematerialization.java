package dev.huxley.graph.optimize;

import static dev.huxley.graph.Operation.*;

import dev.huxley.graph.Graph;
import java.util.Collection;

/**
 * Chooses the values that one pass over a row stores for a later pass that needs some of them.
 *
 * <p>The later pass can read a value that was stored, read an input of the graph, or compute a value again from others
 * that it has. Each has a price, and the cheapest way to provide all needed values is a minimum cut: a value is a pair
 * of vertices, "its arguments are at hand" and "it is at hand". The edge between them costs the reading, the edge from
 * the source to the first costs the operation, and edges from the arguments' second vertices to it are infinite; needed
 * values are tied to the sink. Exact, in a few milliseconds for a thousand nodes. Among equal choices the one with less
 * computing is taken. Booleans are never stored. Min-cut rematerialization as such is known from automatic
 * differentiation on GPUs (W. Moses et al., "Reverse-mode automatic differentiation and optimization of GPU kernels via
 * Enzyme", 2021).
 */
public final class Rematerialization {

    /** A price that is never worth paying. */
    public static final int FORBIDDEN = MinimumCut.INFINITE;

    /** The prices that the later pass pays, in cheap operations on a vector. */
    public interface Prices {
        /** Reading a value, stored or an input. */
        int reading(Graph.Node node);

        /** Computing a value from its arguments. */
        int computing(Graph.Node node);
    }

    private final Graph graph;
    private final boolean[] needed;
    private final boolean[] computed;

    /**
     * @param graph all values
     * @param wanted the nodes that the later pass needs
     */
    public Rematerialization(Graph graph, Collection<Integer> wanted, Prices prices) {
        this.graph = graph;
        int size = graph.nodes().size();
        computed = new boolean[size];
        boolean[] cone = upstream(graph, wanted, null);
        MinimumCut network = new MinimumCut(2 + 2 * size);
        for (Graph.Node node : graph.nodes()) {
            if (cone[node.index()] && node.operation() != CONSTANT) {
                add(network, graph, node, prices);
            }
        }
        for (int index : wanted) {
            if (graph.nodes().get(index).operation() != CONSTANT) {
                network.edge(available(index), MinimumCut.SINK, MinimumCut.INFINITE);
            }
        }
        boolean[] sinkSide = network.sinkSide();
        for (int i = 0; i < size; i++) {
            computed[i] = sinkSide[computable(i)];
        }
        needed = upstream(graph, wanted, computed);
    }

    /** Tells whether the later pass needs a node in any way: computes it, reads it, or knows it as a constant. */
    public boolean isNeeded(int index) {
        return needed[index];
    }

    /** Tells whether a node is stored for the later pass. */
    public boolean isStored(int index) {
        return needed[index]
                && !computed[index]
                && graph.nodes().get(index).operation().arity() > 0;
    }

    private static void add(MinimumCut network, Graph graph, Graph.Node node, Prices prices) {
        int own = node.index();
        if (node.operation() == INPUT) {
            network.edge(MinimumCut.SOURCE, available(own), prices.reading(node));
            return;
        }
        boolean canBeStored = !node.operation().yieldsBoolean();
        network.edge(computable(own), available(own), canBeStored ? prices.reading(node) : FORBIDDEN);
        if (prices.computing(node) > 0) {
            network.edge(MinimumCut.SOURCE, computable(own), prices.computing(node));
        }
        for (int k = 0; k < node.operation().arity(); k++) {
            if (graph.nodes().get(node.argument(k)).operation() != CONSTANT) {
                network.edge(available(node.argument(k)), computable(own), MinimumCut.INFINITE);
            }
        }
    }

    /**
     * Marks these nodes and all nodes that they depend on through {@code passable} nodes, or through any node if that
     * is null.
     */
    public static boolean[] upstream(Graph graph, Collection<Integer> roots, boolean[] passable) {
        boolean[] reached = new boolean[graph.nodes().size()];
        roots.forEach(root -> reached[root] = true);
        for (int i = reached.length - 1; i >= 0; i--) {
            if (reached[i] && (passable == null || passable[i])) {
                Graph.Node node = graph.nodes().get(i);
                for (int k = 0; k < node.operation().arity(); k++) {
                    reached[node.argument(k)] = true;
                }
            }
        }
        return reached;
    }

    private static int computable(int index) {
        return 2 + 2 * index;
    }

    private static int available(int index) {
        return 3 + 2 * index;
    }
}
