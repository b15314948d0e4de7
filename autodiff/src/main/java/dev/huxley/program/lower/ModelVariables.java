package dev.huxley.program.lower;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Columns;
import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.program.Binding;
import dev.huxley.program.Variable;
import dev.huxley.program.Variable.Kind;
import dev.huxley.text.ElementName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The variables of a model that is being lowered, numbered in the order in which they are first asked for, and the
 * bindings of graphs to them. A variable holds only the rows that have the quantity.
 */
final class ModelVariables {
    private final NeuronModel model;
    private final List<Variable> variables = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    ModelVariables(NeuronModel model) {
        this.model = model;
    }

    /** All mechanisms in the order of their updates. */
    List<MembraneMechanism> mechanisms() {
        List<MembraneMechanism> all = new ArrayList<>(model.channels());
        all.addAll(model.pumps());
        return all;
    }

    Set<String> currentNames() {
        Set<String> names = new LinkedHashSet<>();
        mechanisms().forEach(mechanism -> names.addAll(mechanism.currentNames()));
        model.synapseTypes().forEach(synapse -> names.addAll(synapse.ionCurrentNames()));
        return names;
    }

    /** Tells whether a name is that of a quantity computed in every step from the states of compartments. */
    boolean isCurrent(String name) {
        return currentNames().contains(name) || ClampLowering.CURRENTS.contains(name);
    }

    /** The number of the variable of a quantity of compartments or synapses, whose names all differ. */
    int variable(String name, Kind kind) {
        return numbers.computeIfAbsent(name, key -> {
            Domain domain = isOfSynapses(key) ? Domain.EDGES : Domain.NODES;
            variables.add(new Variable(key, kind, domain, rowsOf(key, kind, domain)));
            return variables.size() - 1;
        });
    }

    private boolean isOfSynapses(String name) {
        String key = ElementName.key(name);
        return !model.nodes().contains(key)
                && !isCurrent(key)
                && !model.globals().names().contains(key);
    }

    /** The rows of all compartments. */
    int[] everywhere() {
        return IntStream.range(0, model.structure().compartments()).toArray();
    }

    private int[] rowsOf(String name, Kind kind, Domain domain) {
        String key = ElementName.key(name);
        if (model.globals().names().contains(key)) {
            return everywhere();
        }
        Columns columns = model.columns(domain);
        IntStream all = IntStream.range(0, columns.rows());
        if (kind == Kind.CURRENT) {
            return domain == Domain.NODES ? all.toArray() : SynapseLowering.edges(model, key);
        }
        NumberColumn column = columns.numbers(key);
        return all.filter(column::isPresent).toArray();
    }

    Variable variable(int number) {
        return variables.get(number);
    }

    /** The number of a variable that was asked for before, else -1. */
    int known(String name) {
        return numbers.getOrDefault(name, -1);
    }

    /** All variables that were asked for, in this order. */
    List<Variable> all() {
        return variables;
    }

    /** The binding of a graph's input or output to a quantity at the given rows, which may repeat. */
    Binding binding(String name, String key, int[] need) {
        int variable = variable(key, kind(key));
        int[] have = variables.get(variable).rows();
        if (Arrays.equals(have, need)) {
            return new Binding(name, variable, null);
        }
        int[] positions = new int[need.length];
        for (int i = 0; i < need.length; i++) {
            positions[i] = Arrays.binarySearch(have, need[i]);
            if (positions[i] < 0) {
                throw new IllegalArgumentException("a mechanism reads '" + key + "' of "
                        + model.place(variables.get(variable).domain(), need[i])
                        + ", which does not have it; insert the mechanism that declares it there");
            }
        }
        return new Binding(name, variable, positions);
    }

    int[] rows(MembraneMechanism mechanism) {
        return model.nodes().flags(mechanism.name()).present();
    }

    /** Registers the currents that a graph reads, so that they are computed. */
    void registerCurrents(Graph graph) {
        usedInputs(graph).stream().filter(currentNames()::contains).forEach(name -> variable(name, Kind.CURRENT));
    }

    List<Binding> inputs(int[] rows, Graph graph) {
        return usedInputs(graph).stream().map(key -> binding(key, key, rows)).toList();
    }

    List<Binding> outputs(int[] rows, Graph graph) {
        return graph.outputs().keySet().stream()
                .map(key -> binding(key, key, rows))
                .toList();
    }

    private Kind kind(String key) {
        if (model.isState(key)) {
            return Kind.STATE;
        }
        return currentNames().contains(key) ? Kind.CURRENT : Kind.PARAMETER;
    }

    static List<String> usedInputs(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.operation() == Operation.INPUT)
                .map(Graph.Node::name)
                .toList();
    }
}
