package dev.huxley.simulate;

import dev.huxley.engine.torch.TorchRuntime;
import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Domain;
import dev.huxley.model.Model;
import dev.huxley.model.NumberColumn;
import dev.huxley.program.Lowering;
import dev.huxley.tree.ElementName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
            String key = ElementName.key(name);
            boolean isGlobal = model.globals().names().contains(key);
            double[] values = new double[rows.length];
            if (isGlobal || model.nodes().contains(key)) {
                NumberColumn column =
                        model.columns(isGlobal ? Domain.GLOBALS : Domain.NODES).numbers(key);
                int element = ElementName.number(name, column.rowShape());
                Arrays.setAll(values, i -> column.value(isGlobal ? 0 : rows[i], element));
            } else {
                requireUnused(mechanism, graph, name);
            }
            inputs.put(name, values);
        }
        Map<String, double[]> results = Evaluation.arrays(graph, inputs);
        for (String key : new LinkedHashSet<>(
                results.keySet().stream().map(ElementName::key).toList())) {
            List<String> elements =
                    ElementName.all(key, model.nodes().numbers(key).rowShape());
            double[] values = new double[rows.length * elements.size()];
            for (int element = 0; element < elements.size(); element++) {
                double[] here = results.get(elements.get(element));
                for (int i = 0; i < rows.length; i++) {
                    values[i * elements.size() + element] = here[i];
                }
            }
            model.select(rows).set(key, values);
        }
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
