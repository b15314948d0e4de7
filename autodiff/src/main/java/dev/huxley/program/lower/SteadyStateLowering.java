package dev.huxley.program.lower;

import dev.huxley.graph.Graph;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Binding;
import dev.huxley.program.Cable;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.Variable.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Lowers a model to a program whose single step sets every state that has a steady state to it, at given voltages and
 * other states, which stay constant: channels, then pumps, each in the order of insertion, then synapses. A mechanism
 * sees the new states of those before it. All rows of these states are recorded, state after state.
 */
public final class SteadyStateLowering {
    /** The time step in ms; no steady state depends on it. */
    private static final double TIME_STEP = 0.025;

    private SteadyStateLowering() {}

    /** The program; it records nothing if no mechanism has a steady state. */
    public static Program lower(NeuronModel model) {
        ModelVariables variables = new ModelVariables(model);
        MechanismTracing tracing = new MechanismTracing(model, variables, TIME_STEP);
        variables.variable("v", Kind.STATE);
        int area = variables.variable("area", Kind.PARAMETER);
        List<Stage> stages = new ArrayList<>();
        for (MembraneMechanism mechanism : variables.mechanisms()) {
            Graph graph = tracing.trace(mechanism, "steady state", false, mechanism::steadyState);
            if (!graph.outputs().isEmpty()) {
                requireNoCurrents(mechanism, graph, variables.currentNames());
                int[] rows = variables.rows(mechanism);
                stages.add(new UpdateStates(
                        mechanism.name(), graph, variables.inputs(rows, graph), variables.outputs(rows, graph)));
            }
        }
        stages.addAll(new SynapseLowering(variables, tracing, model, TIME_STEP).steadyStages());
        int[] states = stages.stream()
                .flatMap(stage -> stage.outputs().stream())
                .mapToInt(Binding::variable)
                .distinct()
                .toArray();
        int[] recordings = IntStream.of(states)
                .flatMap(state -> IntStream.generate(() -> state)
                        .limit(variables.variable(state).size()))
                .toArray();
        return new Program(
                TIME_STEP, variables.all(), stages, Cable.of(model.structure()), area, 0, List.of(), recordings);
    }

    private static void requireNoCurrents(MembraneMechanism mechanism, Graph graph, Set<String> currents) {
        for (String name : ModelVariables.usedInputs(graph)) {
            if (currents.contains(name)) {
                throw new IllegalArgumentException("the steady state of mechanism " + mechanism.name()
                        + " reads the membrane current '" + name + "', which has no value before a run");
            }
        }
    }
}
