package dev.huxley.simulate;

import dev.huxley.engine.torch.TorchRuntime;
import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Model;
import dev.huxley.model.NumberColumn;
import dev.huxley.program.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sets the states of all mechanisms to their steady state at the model's present voltages. */
public final class SteadyState {
    private SteadyState() {}

    /**
     * Writes the steady states into the model, mechanism by mechanism in the order of insertion. A mechanism sees the
     * states that those before it have got.
     */
    public static void apply(Model model) {
        TorchRuntime.prepare();
        List<MembraneMechanism> mechanisms = new ArrayList<>(model.channels());
        mechanisms.addAll(model.pumps());
        for (MembraneMechanism mechanism : mechanisms) {
            Graph graph = Lowering.steadyState(model, mechanism, 0.025);
            if (!graph.outputs().isEmpty()) {
                apply(model, mechanism, graph);
            }
        }
    }

    private static void apply(Model model, MembraneMechanism mechanism, Graph graph) {
        int[] rows = model.nodes().flags(mechanism.name()).present();
        Map<String, double[]> inputs = new HashMap<>();
        for (String name : graph.inputs()) {
            double[] values = new double[rows.length];
            if (model.nodes().contains(name)) {
                NumberColumn column = model.nodes().numbers(name);
                for (int i = 0; i < rows.length; i++) {
                    values[i] = column.value(rows[i]);
                }
            } else {
                requireUnused(mechanism, graph, name);
            }
            inputs.put(name, values);
        }
        Evaluation.arrays(graph, inputs)
                .forEach((key, values) -> model.select(rows).set(key, values));
    }

    private static void requireUnused(MembraneMechanism mechanism, Graph graph, String name) {
        boolean used = graph.nodes().stream()
                .anyMatch(node ->
                        node.operation() == Operation.INPUT && node.name().equals(name));
        if (used) {
            throw new IllegalArgumentException("the steady state of mechanism " + mechanism.name()
                    + " reads the membrane" + " current '" + name + "', which has no value before a run");
        }
    }
}
