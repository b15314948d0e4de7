package dev.huxley.graph.differentiate;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.graph.optimize.Rematerialization;
import java.util.Collection;
import java.util.Set;

/**
 * The prices that an adjoint pass pays for its values. Writing a value to the tape and reading it again through the
 * second-level cache takes the time of about six cheap operations. Costly operations are never done twice.
 */
final class TapePrices implements Rematerialization.Prices {
    private static final int TAPED_VALUE = 6;
    /** The price of a constant input, which exists anyway and is only read. */
    private static final int CONSTANT_INPUT = 3;

    private static final int CHEAP_OPERATION = 1;

    private final boolean[] isForward;
    private final Set<String> constants;

    /**
     * @param present the nodes that the forward pass computes in any case; the adjoint may compute others
     * @param constants the inputs that the adjoint finds without the tape
     */
    TapePrices(Graph graph, Collection<Integer> present, Set<String> constants) {
        isForward = Rematerialization.upstream(graph, present, null);
        this.constants = constants;
    }

    @Override
    public int reading(Graph.Node node) {
        boolean isConstant = node.operation() == Operation.INPUT && constants.contains(node.name());
        return isConstant ? CONSTANT_INPUT : TAPED_VALUE;
    }

    @Override
    public int computing(Graph.Node node) {
        if (node.operation().isCostly()) {
            return Rematerialization.FORBIDDEN;
        }
        return isForward[node.index()] ? CHEAP_OPERATION : 0;
    }
}
