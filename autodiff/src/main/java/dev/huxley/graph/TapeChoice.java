package dev.huxley.graph;

import static dev.huxley.graph.Operation.*;

import java.util.Collection;
import java.util.Set;

/**
 * Chooses which values a forward pass leaves for a later pass that needs some of them.
 *
 * <p>The later pass can read a value from the tape, read an input of the graph anew, or compute a value again from others
 * that it has; costly operations are never computed again. Each has a price, and the cheapest way to have all that
 * is needed is a minimum cut: a value is a pair of vertices, "its arguments are at hand" and "it is at hand". The edge
 * between them costs a place on the tape, the edge from the source to the first costs the operation, edges from the
 * arguments' second vertices to it are infinite; what is needed is tied to the sink. Exact, in a few milliseconds for
 * a thousand nodes. Min-cut rematerialisation as such is known from automatic differentiation on GPUs (W. Moses et al.,
 * "Reverse-mode automatic differentiation and optimization of GPU kernels via Enzyme", 2021).
 *
 * <p>Prices are in cheap operations on a vector: about six are done in the time of writing a value and reading it again
 * through the second-level cache. Of equal choices the one with less to compute is taken. Booleans are never on the tape.
 */
final class TapeChoice {
    private static final int TAPED_VALUE = 6;
    /** An input that stays the same is there anyway: it is only read. */
    private static final int CONSTANT_INPUT = 3;

    private static final int CHEAP_OPERATION = 1;

    private final Graph graph;
    private final boolean[] needed;
    private final boolean[] recomputed;

    /**
     * @param graph all values, the later pass's too
     * @param present the nodes that the forward pass computes in any case
     * @param wanted the nodes that the later pass uses
     * @param constants the inputs that are there without being on the tape
     */
    TapeChoice(Graph graph, Collection<Integer> present, Collection<Integer> wanted, Set<String> constants) {
        this.graph = graph;
        int size = graph.nodes().size();
        recomputed = new boolean[size];
        boolean[] cone = upstream(graph, wanted, null);
        boolean[] forward = upstream(graph, present, null);
        MinimumCut network = new MinimumCut(2 + 2 * size);
        for (Graph.Node node : graph.nodes()) {
            if (cone[node.index()] && node.operation() != CONSTANT) {
                add(network, graph, node, forward[node.index()], constants);
            }
        }
        for (int index : wanted) {
            if (graph.nodes().get(index).operation() != CONSTANT) {
                network.edge(available(index), MinimumCut.SINK, MinimumCut.INFINITE);
            }
        }
        boolean[] sinkSide = network.sinkSide();
        for (int i = 0; i < size; i++) {
            recomputed[i] = sinkSide[computable(i)];
        }
        needed = upstream(graph, wanted, recomputed);
    }

    /** Whether the later pass needs a node in any way: computes it, reads it, or knows it as a constant. */
    boolean isNeeded(int index) {
        return needed[index];
    }

    /** Whether the later pass takes a node from the tape. */
    boolean isTaped(int index) {
        return needed[index]
                && !recomputed[index]
                && graph.nodes().get(index).operation().arity() > 0;
    }

    private static void add(
            MinimumCut network, Graph graph, Graph.Node node, boolean isForward, Set<String> constants) {
        int own = node.index();
        if (node.operation() == INPUT) {
            int price = constants.contains(node.name()) ? CONSTANT_INPUT : TAPED_VALUE;
            network.edge(MinimumCut.SOURCE, available(own), price);
            return;
        }
        boolean canBeTaped = !node.operation().yieldsBoolean();
        network.edge(computable(own), available(own), canBeTaped ? TAPED_VALUE : MinimumCut.INFINITE);
        if (node.operation().isCostly()) {
            network.edge(MinimumCut.SOURCE, computable(own), MinimumCut.INFINITE);
        } else if (isForward) {
            network.edge(MinimumCut.SOURCE, computable(own), CHEAP_OPERATION);
        }
        for (int k = 0; k < node.operation().arity(); k++) {
            if (graph.nodes().get(node.argument(k)).operation() != CONSTANT) {
                network.edge(available(node.argument(k)), computable(own), MinimumCut.INFINITE);
            }
        }
    }

    /** What these nodes are made of, through nodes that are passable, or through all. */
    private static boolean[] upstream(Graph graph, Collection<Integer> roots, boolean[] passable) {
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
