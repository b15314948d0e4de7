package dev.huxley.neuron;

import dev.huxley.graph.Evaluation;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.model.Edges;
import dev.huxley.model.NeuronModel;
import dev.huxley.text.ElementName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A type of synapses that read the presynaptic voltage, written as a point process with a POINTER to it.
 *
 * @param type the type
 * @param file the file in NMODL
 * @param trace its functions
 */
record WrittenSynapse(Synapse type, MechanismText file, MechanismTrace trace) {
    /**
     * @throws UnwritableException if the synapse has no form in NMODL
     */
    static WrittenSynapse of(Synapse type, ReadableQuantities readable) {
        if (type.isReciprocal()) {
            throw new UnwritableException("the synapses of type " + type.name()
                    + " carry current both ways; NEURON has point processes on either side for that");
        }
        if (!type.readsPre().isEmpty() || !type.readsPost().isEmpty()) {
            throw new UnwritableException("the synapses of type " + type.name() + " read " + type.readsPre()
                    + type.readsPost() + " of other compartments; written are those that read voltages");
        }
        MechanismTrace trace = MechanismTrace.of(type, readable);
        return new WrittenSynapse(type, MechanismWriter.write(type, trace), trace);
    }

    /** The values of the file's variables for one synapse: parameters, and states that begin at a value that is given. */
    Map<String, Double> values(NeuronModel model, int edge, double timeStep) {
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, Double> first = outputs(model, edge, timeStep);
        file.parameters().forEach((key, name) -> values.put(name, value(model, key, edge)));
        file.starts().forEach((key, name) -> values.put(name, first.get("update of " + key)));
        return values;
    }

    /** The values of states after their first update where INITIAL gives others, by their names. */
    Map<String, Double> starts(NeuronModel model, int edge, double timeStep) {
        Map<String, Double> starts = new LinkedHashMap<>();
        Map<String, Double> first = outputs(model, edge, timeStep);
        file.states().forEach((key, name) -> {
            double begin = first.get("update of " + key);
            Double steady = first.get("steady state of " + key);
            if (steady != null && Math.abs(steady - begin) > 1e-9 * Math.max(1e-3, Math.abs(begin))) {
                starts.put(name, begin);
            }
        });
        return starts;
    }

    private Map<String, Double> outputs(NeuronModel model, int edge, double timeStep) {
        Map<String, Double> inputs = new HashMap<>();
        for (String name : trace.graph().inputs()) {
            inputs.put(name, name.equals(TimeStepTracing.TIME_STEP) ? timeStep : value(model, name, edge));
        }
        return Evaluation.scalars(trace.graph(), inputs);
    }

    private static double value(NeuronModel model, String name, int edge) {
        if (name.equals(SynapseContext.preKey("v"))) {
            return model.nodes()
                    .numbers("v")
                    .value(model.edges().indices(Edges.PRE).value(edge));
        }
        if (name.equals(SynapseContext.postKey("v"))) {
            return model.nodes()
                    .numbers("v")
                    .value(model.edges().indices(Edges.POST).value(edge));
        }
        String key = ElementName.key(name);
        boolean isGlobal = model.globals().names().contains(key);
        var column = (isGlobal ? model.globals().columns() : model.edges()).numbers(key);
        int[] shape = column.rowShape();
        int element = shape.length == 0 ? 0 : ElementName.all(key, shape).indexOf(name);
        return column.value(isGlobal ? 0 : edge, element);
    }
}
