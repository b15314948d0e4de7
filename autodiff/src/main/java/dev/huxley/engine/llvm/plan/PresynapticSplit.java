package dev.huxley.engine.llvm.plan;

import dev.huxley.engine.llvm.plan.FusedLoop.Reach;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.optimize.GraphSplit;
import dev.huxley.graph.optimize.Renaming;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.model.Domain;
import dev.huxley.program.Program;
import dev.huxley.program.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The loop of a type of synapse in two parts: the values that depend only on the presynaptic compartment and on
 * parameters, such as an activation and its rate, and the rest. If all synapses from a compartment have equal
 * parameters there, which is known when a run begins, the first part is computed once per compartment instead of once
 * per synapse, with the same operations on the same numbers. In a network of ten synapses per neuron that saves nine of
 * ten exponentials.
 *
 * @param copies loops over compartments that copy parameters from a synapse of each, once per run
 * @param compartments loops over compartments that compute the first part, in every step
 * @param synapses the loop over synapses that computes the rest
 * @param parameters the variables that must be equal in all synapses from a compartment
 * @param leaders for every synapse of the class the first one from the same compartment, both by their number in the
 *     class
 * @param arrays the names of the arrays over compartments that the loops write and read
 */
public record PresynapticSplit(
        List<FusedLoop> copies,
        List<FusedLoop> compartments,
        FusedLoop synapses,
        List<Integer> parameters,
        int[] leaders,
        Set<String> arrays) {
    /** The least number of synapses per compartment for which computing the first part in all compartments pays. */
    private static final int WORTHWHILE = 2;

    /** The split of a loop over synapses; null if there is no costly first part or too few synapses. */
    static PresynapticSplit of(Program program, RowClasses classes, FusedLoop whole) {
        Splitting splitting = new Splitting(program, classes, whole);
        return splitting.isPossible() ? splitting.split() : null;
    }

    /** The same split with another loop over synapses. */
    PresynapticSplit withSynapses(FusedLoop other) {
        return new PresynapticSplit(copies, compartments, other, parameters, leaders, arrays);
    }

    private static final class Splitting {
        private final Program program;
        private final RowClasses classes;
        private final FusedLoop whole;
        private final Graph graph;
        /** The inputs that are read from presynaptic compartments. */
        private final Set<String> presynaptic = new TreeSet<>();
        /** The presynaptic compartments of the class; null if there are none, or not the same for all inputs. */
        private int[] from;

        private final GraphSplit part;

        Splitting(Program program, RowClasses classes, FusedLoop whole) {
            this.program = program;
            this.classes = classes;
            this.whole = whole;
            graph = whole.graph();
            findCompartments();
            part = GraphSplit.split(graph, presynaptic::contains, this::isParameter);
        }

        boolean isPossible() {
            if (part.values() == 0) {
                return false;
            }
            int treated = treatedClasses().stream()
                    .mapToInt(number -> classes.members(number).length)
                    .sum();
            return from.length >= WORTHWHILE * treated;
        }

        private void findCompartments() {
            for (String name : TapedLoop.used(graph)) {
                Reach reach = whole.reaches().get(name);
                if (reach == null || !name.startsWith(SynapseContext.preKey(""))) {
                    continue;
                }
                int[] rows = program.variables().get(reach.variable()).rows();
                int[] found = Arrays.stream(reach.rows()).map(row -> rows[row]).toArray();
                if (from != null && !Arrays.equals(from, found)) {
                    throw new IllegalStateException("a synapse has two presynaptic compartments");
                }
                from = found;
                presynaptic.add(name);
            }
        }

        private boolean isParameter(String name) {
            int variable = program.variable(name);
            return !whole.reaches().containsKey(name)
                    && variable >= 0
                    && program.variables().get(variable).domain() == Domain.EDGES
                    && !program.changesInTime(variable);
        }

        private Set<Integer> treatedClasses() {
            Set<Integer> treated = new TreeSet<>();
            Arrays.stream(from).forEach(compartment -> treated.add(classes.of(compartment)));
            return treated;
        }

        private PresynapticSplit split() {
            Map<String, String> values = new LinkedHashMap<>();
            Map<String, Reach> reaches = new LinkedHashMap<>(whole.reaches());
            for (int i = 0; i < part.values(); i++) {
                String array = FusedLoop.presynaptic(whole.rowClass(), GraphSplit.value(i));
                values.put(GraphSplit.value(i), array);
                reaches.put(array, new Reach(array, Program.VOLTAGE, from));
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String name : TapedLoop.used(part.first())) {
                if (!presynaptic.contains(name)) {
                    parameters.put(name, FusedLoop.presynaptic(whole.rowClass(), name));
                }
            }
            Set<String> arrays = new TreeSet<>(values.values());
            arrays.addAll(parameters.values());
            List<FusedLoop> copies = new ArrayList<>();
            List<FusedLoop> compartments = new ArrayList<>();
            for (int number : treatedClasses()) {
                if (!parameters.isEmpty()) {
                    copies.add(copy(number, parameters));
                }
                compartments.add(new FusedLoop(number, ofCompartments(values, parameters)));
            }
            return new PresynapticSplit(
                    copies,
                    compartments,
                    new FusedLoop(whole.rowClass(), ofSynapses(values), Map.copyOf(reaches)),
                    parameters.keySet().stream().map(program::variable).toList(),
                    leaders(),
                    arrays);
        }

        private Graph ofCompartments(Map<String, String> values, Map<String, String> parameters) {
            return Renaming.rename(
                    part.first(),
                    name -> presynaptic.contains(name) ? whole.array(name) : parameters.getOrDefault(name, name),
                    values);
        }

        private Graph ofSynapses(Map<String, String> values) {
            Map<String, String> outputs = new LinkedHashMap<>();
            graph.outputs().keySet().forEach(name -> outputs.put(name, name));
            return Renaming.rename(part.rest(), name -> values.getOrDefault(name, name), outputs);
        }

        /**
         * The loop that gives every compartment the parameters of a synapse from it, or of any synapse if it has none.
         */
        private FusedLoop copy(int number, Map<String, String> parameters) {
            int[] members = classes.members(whole.rowClass());
            Map<Integer, Integer> synapseFrom = new HashMap<>();
            for (int i = 0; i < from.length; i++) {
                synapseFrom.putIfAbsent(from[i], members[i]);
            }
            GraphBuilder builder = new GraphBuilder();
            Map<String, Reach> reaches = new LinkedHashMap<>();
            parameters.forEach((name, array) -> {
                builder.output(array, builder.input(name));
                int variable = program.variable(name);
                Map<Integer, Integer> rowOfSynapse = rows(program.variables().get(variable));
                int[] rows = Arrays.stream(classes.members(number))
                        .map(compartment -> rowOfSynapse.get(synapseFrom.getOrDefault(compartment, members[0])))
                        .toArray();
                reaches.put(name, new Reach(name, variable, rows));
            });
            return new FusedLoop(number, builder.build(), Map.copyOf(reaches));
        }

        /** The row of every synapse of a variable. */
        private static Map<Integer, Integer> rows(Variable variable) {
            int[] synapses = variable.rows();
            Map<Integer, Integer> rows = new HashMap<>();
            for (int row = 0; row < synapses.length; row++) {
                rows.put(synapses[row], row);
            }
            return rows;
        }

        private int[] leaders() {
            Map<Integer, Integer> leader = new HashMap<>();
            int[] leaders = new int[from.length];
            for (int i = 0; i < from.length; i++) {
                leader.putIfAbsent(from[i], i);
                leaders[i] = leader.get(from[i]);
            }
            return leaders;
        }
    }
}
