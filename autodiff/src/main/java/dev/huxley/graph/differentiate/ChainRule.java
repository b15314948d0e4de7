package dev.huxley.graph.differentiate;

import static dev.huxley.graph.Operation.INPUT;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.Shares;
import java.util.Set;

/**
 * The chain rule for one operation: the shares of its cotangent that its arguments get. With the cotangent 1 these are
 * the partial derivatives. The conventions at kinks are those of {@link ReverseMode}.
 */
final class ChainRule {

    /** Receives the share of an argument. */
    interface Receiver {
        /**
         * @param argument the index of the argument in the graph
         * @param share its share of the cotangent, a node of the builder; an argument that occurs twice gets two
         */
        void contribute(int argument, int share);
    }

    private final GraphBuilder builder;
    /** The builder's node for every node of the graph. */
    private final int[] values;
    /** True for the nodes by which derivatives are needed; others get none, or one that nobody uses. */
    private final boolean[] active;

    private final Receiver receiver;

    ChainRule(GraphBuilder builder, int[] values, boolean[] active, Receiver receiver) {
        this.builder = builder;
        this.values = values;
        this.active = active;
        this.receiver = receiver;
    }

    /** Marks the nodes that depend, differentiably, on one of these inputs. */
    static boolean[] active(Graph graph, Set<String> inputs) {
        boolean[] active = new boolean[graph.nodes().size()];
        for (Graph.Node node : graph.nodes()) {
            boolean any = node.operation() == INPUT && inputs.contains(node.name());
            for (int k = 0; k < node.operation().arity() && !node.operation().blocksDerivatives(); k++) {
                any |= active[node.argument(k)];
            }
            active[node.index()] = any;
        }
        return active;
    }

    /**
     * Gives the arguments of a node their shares.
     *
     * @param g the node's cotangent
     */
    void propagate(Graph.Node node, int g) {
        node.operation().differentiate(new SharesOf(node, g));
    }

    private final class SharesOf implements Shares {
        private final Graph.Node node;
        private final int cotangent;

        SharesOf(Graph.Node node, int cotangent) {
            this.node = node;
            this.cotangent = cotangent;
        }

        @Override
        public int cotangent() {
            return cotangent;
        }

        @Override
        public int value() {
            return values[node.index()];
        }

        @Override
        public int argument(int number) {
            return values[node.argument(number)];
        }

        @Override
        public boolean isWanted(int number) {
            return active[node.argument(number)];
        }

        @Override
        public void give(int number, int share) {
            if (isWanted(number)) {
                receiver.contribute(node.argument(number), share);
            }
        }

        @Override
        public int apply(Operation operation, int... arguments) {
            return builder.apply(operation, arguments);
        }

        @Override
        public int constant(double value) {
            return builder.constant(value);
        }
    }
}
