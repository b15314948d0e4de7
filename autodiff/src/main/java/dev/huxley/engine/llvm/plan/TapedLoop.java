package dev.huxley.engine.llvm.plan;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.graph.differentiate.TapedGradient;
import dev.huxley.program.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A loop with its adjoint, and the values that the loop leaves on the tape for the adjoint.
 *
 * @param loop the loop that is differentiated
 * @param forward the loop's graph, with taped values as further outputs
 * @param adjoint the derivatives; its inputs are cotangents, taped values, and inputs of the loop
 * @param kept the names of the values on the tape for every row: further outputs of {@code forward}, and inputs of the
 *     loop that change in time
 * @param active the inputs whose derivatives are computed
 */
public record TapedLoop(FusedLoop loop, Graph forward, Graph adjoint, List<String> kept, List<String> active) {
    /**
     * Differentiates a loop.
     *
     * @param isWanted whether the derivative by an input that does not change in time is needed
     */
    public static TapedLoop of(FusedLoop loop, Program program, Predicate<String> isWanted) {
        Graph graph = loop.graph();
        List<String> active = new ArrayList<>();
        for (String input : used(graph)) {
            if (FusedLoop.changesInTime(program, loop.array(input)) || isWanted.test(loop.array(input))) {
                active.add(input);
            }
        }
        Set<String> constants = new HashSet<>(graph.inputs());
        constants.removeIf(input -> FusedLoop.changesInTime(program, loop.array(input)));
        TapedGradient gradient = TapedGradient.differentiate(graph, active, constants);
        List<String> kept = new ArrayList<>();
        for (String input : used(gradient.adjoint())) {
            if (FusedLoop.changesInTime(program, loop.array(input))) {
                kept.add(input);
            }
        }
        for (int i = 0; i < gradient.taped(); i++) {
            kept.add(TapedGradient.taped(i));
        }
        return new TapedLoop(loop, gradient.forward(), gradient.adjoint(), kept, active);
    }

    /** The variables whose cotangents the adjoint consumes, since the loop (or the solve after it) replaces them. */
    boolean replaces(String name) {
        return loop.graph().outputs().containsKey(name);
    }

    /** The inputs that an output depends on. */
    public static List<String> used(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.operation() == Operation.INPUT)
                .map(Graph.Node::name)
                .toList();
    }
}
