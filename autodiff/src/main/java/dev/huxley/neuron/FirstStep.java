package dev.huxley.neuron;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.NeuronModel;
import dev.huxley.text.ElementName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of the states with which a run in NEURON begins.
 *
 * <p>Huxley advances the states at the beginning of a step, at the old voltage; NEURON at its end, at the new one. A run
 * in NEURON has the same voltages if its states begin where those of Huxley are after their first update, at the initial
 * voltage. Concentrations that pumps change begin where they are, since channels see them one step later.
 */
final class FirstStep {
    private final NeuronModel model;
    private final double timeStep;
    private final Map<String, MechanismTrace> traces;
    private final Map<String, double[]> values = new HashMap<>();
    private final Map<String, double[]> pumped = new LinkedHashMap<>();
    private final Set<String> updated = new TreeSet<>();
    private final Map<String, double[]> currents = new HashMap<>();

    /**
     * @param traces the functions of all mechanisms by their names
     * @param timeStep the time step of the run in ms
     */
    FirstStep(NeuronModel model, Map<String, MechanismTrace> traces, double timeStep) {
        this.model = model;
        this.traces = traces;
        this.timeStep = timeStep;
        for (MembraneMechanism mechanism : ModelMechanisms.written(model)) {
            mechanism
                    .currentNames()
                    .forEach(name -> currents.put(name, new double[model.nodes().rows()]));
        }
        for (MembraneMechanism mechanism : ModelMechanisms.written(model)) {
            addCurrents(mechanism);
        }
        ModelMechanisms.written(model).forEach(this::update);
    }

    /** The keys of all states, or elements of states, that mechanisms change. */
    Set<String> updated() {
        return updated;
    }

    /** The value of a state in a compartment when NEURON's run begins. */
    double value(String key, int row) {
        return values.containsKey(key) ? values.get(key)[row] : present(key, row);
    }

    /** The concentration that a pump leaves after its first step. */
    double follower(String key, int row) {
        return pumped.get(key)[row];
    }

    /** The steady states of a mechanism in its compartments, by key, at the values with which NEURON's run begins. */
    Map<String, double[]> steadyStates(MembraneMechanism mechanism) {
        MechanismTrace trace = traces.get(mechanism.name());
        int[] rows = rows(mechanism);
        Map<String, double[]> found = new LinkedHashMap<>();
        double[][] all = evaluate(trace.graph(), rows);
        trace.steadyStates().forEach((key, node) -> found.put(key, all[node]));
        return found;
    }

    private void addCurrents(MembraneMechanism mechanism) {
        MechanismTrace trace = traces.get(mechanism.name());
        int[] rows = rows(mechanism);
        double[][] all = evaluate(trace.graph(), rows);
        trace.currents().forEach((name, node) -> {
            double[] sum = currents.get(name);
            for (int i = 0; i < rows.length; i++) {
                sum[rows[i]] += all[node][i];
            }
        });
    }

    private void update(MembraneMechanism mechanism) {
        MechanismTrace trace = traces.get(mechanism.name());
        int[] rows = rows(mechanism);
        double[][] all = evaluate(trace.graph(), rows);
        String ion = mechanism instanceof IonPump pump ? pump.key(pump.ion()) : "";
        trace.updates().forEach((key, node) -> {
            updated.add(key);
            Map<String, double[]> target = key.equals(ion) ? pumped : values;
            double[] column = target.computeIfAbsent(key, this::column);
            for (int i = 0; i < rows.length; i++) {
                column[rows[i]] = all[node][i];
            }
        });
    }

    private double[] column(String key) {
        double[] column = new double[model.nodes().rows()];
        Arrays.setAll(column, row -> present(key, row));
        return column;
    }

    private double present(String key, int row) {
        String quantity = ElementName.key(key);
        int[] shape;
        if (model.globals().names().contains(quantity)) {
            shape = model.globals().columns().numbers(quantity).rowShape();
            return model.globals().columns().numbers(quantity).value(0, element(key, shape));
        }
        shape = model.nodes().numbers(quantity).rowShape();
        return model.nodes().numbers(quantity).value(row, element(key, shape));
    }

    private static int element(String key, int[] shape) {
        return shape.length == 0
                ? 0
                : ElementName.all(ElementName.key(key), shape).indexOf(key);
    }

    private int[] rows(MembraneMechanism mechanism) {
        return model.nodes().flags(mechanism.name()).present();
    }

    /** The values of all nodes of a graph in the rows. */
    private double[][] evaluate(Graph graph, int[] rows) {
        double[][] all = new double[graph.nodes().size()][rows.length];
        for (Graph.Node node : graph.nodes()) {
            for (int i = 0; i < rows.length; i++) {
                all[node.index()][i] = node.operation() == Operation.CONSTANT
                        ? node.constant()
                        : node.operation() == Operation.INPUT ? input(node.name(), rows[i]) : value(node, all, i);
            }
        }
        return all;
    }

    private static double value(Graph.Node node, double[][] all, int i) {
        double[] arguments = new double[3];
        for (int k = 0; k < node.operation().arity(); k++) {
            arguments[k] = all[node.argument(k)][i];
        }
        return Evaluation.apply(node.operation(), arguments[0], arguments[1], arguments[2]);
    }

    private double input(String name, int row) {
        if (name.equals(TimeStepTracing.TIME_STEP)) {
            return timeStep;
        }
        return currents.containsKey(name) ? currents.get(name)[row] : value(name, row);
    }
}
