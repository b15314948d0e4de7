package dev.huxley.neuron;

import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.model.Edges;
import dev.huxley.model.NeuronModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The synapses of a network that NEURON has itself, as a table of a program in Python. */
final class SynapseTable {
    private final NeuronModel model;
    private final SectionTable sections;
    private final ProtocolTables places;
    private final List<String> rows = new ArrayList<>();

    SynapseTable(NeuronModel model, SectionTable sections, ProtocolTables places, List<String> problems) {
        this.model = model;
        this.sections = sections;
        this.places = places;
        List<Synapse> types = List.copyOf(model.synapseTypes());
        Set<String> refused = new TreeSet<>();
        for (int row = 0; row < model.edges().rows(); row++) {
            Synapse type = types.get(model.edges().indices(Edges.TYPE).value(row));
            if (!type.constants().isEmpty()) {
                refused.add(
                        "the synapses of type " + type.name() + " are driven by spikes that are given, which have no"
                                + " voltage; drive them by a threshold");
            } else if (type instanceof ExpSyn) {
                add(type, row, "ExpSyn", "tau", "e");
            } else if (type instanceof Exp2Syn) {
                add(type, row, "Exp2Syn", "tau1", "tau2", "e");
            } else {
                refused.add("the synapses of type " + type.name() + " have no form in NEURON; ExpSyn and Exp2Syn have");
            }
        }
        problems.addAll(refused);
    }

    List<String> rows() {
        return rows;
    }

    private void add(Synapse type, int row, String process, String... parameters) {
        int pre = model.edges().indices(Edges.PRE).value(row);
        int post = model.edges().indices(Edges.POST).value(row);
        List<String> values = new ArrayList<>();
        for (String parameter : parameters) {
            values.add(PythonLiteral.text(parameter) + ": " + NmodlNumber.text(value(type, parameter, row)));
        }
        rows.add("{\"name\": " + PythonLiteral.text(process) + ", \"values\": {" + String.join(", ", values)
                + "}, \"section\": " + sections.section(post) + ", \"x\": " + places.x(post) + ", \"source\": "
                + sections.section(pre) + ", \"source_x\": " + places.x(pre) + ", \"threshold\": "
                + NmodlNumber.text(value(type, "threshold", row)) + ", \"delay\": "
                + NmodlNumber.text(model.edges().numbers(Edges.DELAY).value(row)) + ", \"weight\": "
                + NmodlNumber.text(value(type, "weight", row)) + "}");
    }

    private double value(Synapse type, String parameter, int row) {
        return model.edges().numbers(type.key(parameter)).value(row);
    }
}
