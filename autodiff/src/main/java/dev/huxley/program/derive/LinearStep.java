package dev.huxley.program.derive;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.differentiate.ReverseMode;
import dev.huxley.program.LocalStep;
import dev.huxley.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The condition of {@link Tangents} on a local step: for a given sum of slopes a it is linear in the variable x and in
 * the sum of constants b, {@code x' = S(a) x + T(a) b}.
 */
final class LinearStep {
    private LinearStep() {}

    /** Tells whether the step reads the sums of linear terms. */
    static boolean usesTerms(LocalStep step) {
        List<String> inputs = step.graph().inputs();
        return inputs.contains(LocalStep.SLOPE) || inputs.contains(LocalStep.CONSTANT);
    }

    /** Refuses a local step that is not linear in the variable, the sum of constants and the injected current. */
    static void requireLinear(LocalStep step, Program program) {
        Graph graph = step.graph();
        List<String> linear = new ArrayList<>(List.of(LocalStep.VALUE, LocalStep.CONSTANT, LocalStep.INJECTED));
        linear.retainAll(graph.inputs());
        Map<String, Double> nothing = new HashMap<>();
        graph.inputs().forEach(name -> nothing.put(name, linear.contains(name) ? 0.0 : 0.5));
        boolean isLinear = Evaluation.scalars(graph, nothing).get(LocalStep.VALUE) == 0
                && ReverseMode.differentiate(graph, linear).nodes().stream()
                        .noneMatch(node -> node.operation() == Operation.INPUT && linear.contains(node.name()))
                && step.inputs().stream()
                        .allMatch(input ->
                                input.name().equals(LocalStep.VALUE) || !program.changesInTime(input.variable()));
        if (!isLinear) {
            throw new UnsupportedOperationException("the derivative of '" + step.name()
                    + "' is not known: it is not linear in the variable that it advances");
        }
    }

    /** The graph of the step's point, {@code -(dx'/da) / (dx'/db)}, as its value. */
    static Graph point(LocalStep step) {
        Graph gradient = ReverseMode.differentiate(step.graph(), List.of(LocalStep.SLOPE, LocalStep.CONSTANT));
        GraphBuilder builder = new GraphBuilder();
        int[] nodes = builder.copy(gradient, Map.of(ReverseMode.cotangent(LocalStep.VALUE), builder.constant(1)));
        int bySlope = nodes[gradient.outputs().get(ReverseMode.gradient(LocalStep.SLOPE))];
        int byConstant = nodes[gradient.outputs().get(ReverseMode.gradient(LocalStep.CONSTANT))];
        int ratio = builder.apply(Operation.DIV, bySlope, byConstant);
        builder.output(LocalStep.VALUE, builder.apply(Operation.NEG, ratio));
        return builder.build();
    }

    /** The graph of the step when nothing is injected. */
    static Graph withoutInjection(Graph graph) {
        GraphBuilder builder = new GraphBuilder();
        int[] nodes = builder.copy(graph, Map.of(LocalStep.INJECTED, builder.constant(0)));
        builder.output(LocalStep.VALUE, nodes[graph.outputs().get(LocalStep.VALUE)]);
        return builder.build();
    }
}
