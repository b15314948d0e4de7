package dev.huxley.graph.differentiate;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.optimize.Rematerialization;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** Writes the adjoint graph of a {@link TapedGradient}: sums of coefficients from the tape times cotangents. */
final class AdjointPass {

    private final GraphBuilder builder = new GraphBuilder();
    /** The builder's node for every value that the adjoint needs; -1 for the others. */
    private final int[] here;

    private final int[] cotangents;

    /**
     * @param values the forward pass and the coefficients
     * @param outputs the outputs of the graph that is differentiated
     */
    AdjointPass(Graph values, Rematerialization stored, Set<String> outputs) {
        cotangents = outputs.stream()
                .mapToInt(name -> builder.input(ReverseMode.cotangent(name)))
                .toArray();
        here = new int[values.nodes().size()];
        Arrays.fill(here, -1);
        int taped = 0;
        for (Graph.Node node : values.nodes()) {
            int own = node.index();
            if (stored.isStored(own)) {
                here[own] = builder.input(TapedGradient.taped(taped++));
            } else if (stored.isNeeded(own)) {
                here[own] = builder.copy(node, here, Map.of());
            }
        }
    }

    /**
     * The adjoint graph.
     *
     * @param graph the graph that is differentiated
     * @param value gives the value of a coefficient of the linearization
     */
    Graph gradients(Graph graph, Linearization linearization, IntUnaryOperator value, List<String> withRespectTo) {
        int[] sums = new int[graph.nodes().size() + cotangents.length];
        Arrays.fill(sums, -1);
        System.arraycopy(cotangents, 0, sums, graph.nodes().size(), cotangents.length);
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            int sum = -1;
            for (Map.Entry<Integer, Integer> edge : linearization.successors(i).entrySet()) {
                int term = times(here[value.applyAsInt(edge.getValue())], sums[edge.getKey()]);
                sum = sum < 0 ? term : builder.apply(Operation.ADD, sum, term);
            }
            sums[i] = sum;
        }
        Map<String, Integer> gradients = new HashMap<>();
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == Operation.INPUT && sums[node.index()] >= 0) {
                gradients.put(node.name(), sums[node.index()]);
            }
        }
        for (String name : withRespectTo) {
            Integer gradient = gradients.get(name);
            builder.output(ReverseMode.gradient(name), gradient == null ? builder.constant(0) : gradient);
        }
        return builder.build();
    }

    /**
     * The product of a coefficient and a cotangent; a coefficient that is a choice between 1 and 0 becomes a choice
     * between the cotangent and nothing.
     */
    private int times(int coefficient, int cotangent) {
        Graph.Node node = builder.node(coefficient);
        if (node.operation() == Operation.WHERE) {
            int zero = builder.constant(0);
            if (isConstant(node.argument(1), 1) && isConstant(node.argument(2), 0)) {
                return builder.apply(Operation.WHERE, node.argument(0), cotangent, zero);
            }
            if (isConstant(node.argument(1), 0) && isConstant(node.argument(2), 1)) {
                return builder.apply(Operation.WHERE, node.argument(0), zero, cotangent);
            }
        }
        return builder.apply(Operation.MUL, coefficient, cotangent);
    }

    private boolean isConstant(int index, double value) {
        return builder.isConstant(index) && builder.node(index).constant() == value;
    }
}
