package dev.huxley.engine.llvm;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.graph.TapedGradient;
import dev.huxley.program.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A sweep with its adjoint, and what the one leaves on the tape for the other.
 *
 * @param sweep what is differentiated
 * @param forward the sweep's graph, with taped values as further outputs
 * @param adjoint the derivatives; its inputs are cotangents, taped values, and inputs of the sweep
 * @param kept the names of what stands on the tape for every row: further outputs of {@code forward}, and inputs of the
 *     sweep that change in time
 * @param active the inputs whose derivatives are computed
 */
record TapedSweep(Sweep sweep, Graph forward, Graph adjoint, List<String> kept, List<String> active) {
    /**
     * Differentiates a sweep.
     *
     * @param isWanted whether the derivative by an input that does not change in time is wanted
     */
    static TapedSweep of(Sweep sweep, Program program, Predicate<String> isWanted) {
        Graph graph = sweep.graph();
        List<String> active = new ArrayList<>();
        for (String input : used(graph)) {
            if (Sweep.changesInTime(program, sweep.array(input)) || isWanted.test(sweep.array(input))) {
                active.add(input);
            }
        }
        Set<String> constants = new HashSet<>(graph.inputs());
        constants.removeIf(input -> Sweep.changesInTime(program, sweep.array(input)));
        TapedGradient gradient = TapedGradient.differentiate(graph, active, constants);
        List<String> kept = new ArrayList<>();
        for (String input : used(gradient.adjoint())) {
            if (Sweep.changesInTime(program, sweep.array(input))) {
                kept.add(input);
            }
        }
        for (int i = 0; i < gradient.taped(); i++) {
            kept.add(TapedGradient.taped(i));
        }
        return new TapedSweep(sweep, gradient.forward(), gradient.adjoint(), kept, active);
    }

    /** The variables whose cotangents the adjoint consumes, since the sweep (or the solve after it) replaces them. */
    boolean replaces(String name) {
        return sweep.graph().outputs().containsKey(name);
    }

    /** The inputs that an output depends on. */
    static List<String> used(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.operation() == Operation.INPUT)
                .map(Graph.Node::name)
                .toList();
    }
}
