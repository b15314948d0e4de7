package dev.huxley.engine.llvm.plan;

import dev.huxley.model.Domain;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.SynapticCurrent;
import dev.huxley.program.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The compartments of a program in classes of the same mechanisms and quantities. All compartments of a class are
 * treated by the same code and lie side by side in memory, so vectors across compartments never gather, and a step of a
 * compartment is one expression. A cell has few classes, most often one per kind of neurite.
 *
 * <p>The classes of compartments are followed by one class per type of synapse. The first synapses onto every
 * compartment come first, in the order of the compartments, then the second ones, and so on, and the compartments of a
 * class are ordered by falling numbers of synapses (of the most frequent type): jagged diagonals (Saad 1989, SIAM J.
 * Sci. Stat. Comput. 10:1200). So the synapses of a vector mostly end in consecutive compartments, which are read and
 * added to as vectors, and a sum is not added to again before the processor has completed its last addition.
 */
public final class RowClasses {
    private final List<int[]> members;
    private final int[] classOf;
    private final int ofCompartments;
    private final List<String> synapses = new ArrayList<>();
    /** The synapses of every class of synapses, as numbers within the type. */
    private final List<int[]> orders = new ArrayList<>();

    /**
     * @param program the program whose rows are divided
     * @param breadthFirst the nodes of its cable; the compartments of a class with equally many synapses stand in this
     *     order
     */
    RowClasses(Program program, List<Integer> breadthFirst) {
        int count = program.compartments();
        BitSet[] signatures = new BitSet[count];
        Arrays.setAll(signatures, i -> new BitSet());
        int bit = 0;
        for (Variable variable : program.variables()) {
            if (variable.domain() == Domain.NODES) {
                mark(signatures, variable.rows(), bit++);
            }
        }
        for (Stage stage : program.stages()) {
            mark(signatures, stage.ownCompartments(program), bit++);
        }
        Map<BitSet, List<Integer>> equal = new LinkedHashMap<>();
        for (int node : breadthFirst) {
            if (node < count) {
                equal.computeIfAbsent(signatures[node], absent -> new ArrayList<>())
                        .add(node);
            }
        }
        int[] synapsesOnto = synapsesOnto(program);
        equal.values().forEach(list -> list.sort(Comparator.comparingInt(node -> -synapsesOnto[node])));
        members = new ArrayList<>();
        equal.values()
                .forEach(list ->
                        members.add(list.stream().mapToInt(Integer::intValue).toArray()));
        ofCompartments = members.size();
        classOf = new int[count];
        int[] place = new int[count];
        int next = 0;
        for (int number = 0; number < ofCompartments; number++) {
            for (int compartment : members.get(number)) {
                classOf[compartment] = number;
                place[compartment] = next++;
            }
        }
        for (SynapticCurrent current : program.synapticCurrents()) {
            if (!synapses.contains(current.synapse())) {
                addSynapses(current, place);
            }
        }
    }

    /** The number of synapses of the most frequent type that end in every compartment. */
    private static int[] synapsesOnto(Program program) {
        int[] count = new int[program.compartments()];
        program.synapticCurrents().stream()
                .max(Comparator.comparingInt(current -> current.compartments().length))
                .ifPresent(current -> Arrays.stream(current.compartments()).forEach(node -> count[node]++));
        return count;
    }

    private void addSynapses(SynapticCurrent stage, int[] place) {
        int[] compartments = stage.compartments();
        int[] rank = new int[compartments.length];
        int[] count = new int[place.length];
        Arrays.setAll(rank, i -> count[compartments[i]]++);
        int[] order = IntStream.range(0, compartments.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> rank[i]).thenComparingInt(i -> place[compartments[i]]))
                .mapToInt(Integer::intValue)
                .toArray();
        synapses.add(stage.synapse());
        orders.add(order);
        int[] edges = stage.edges();
        members.add(Arrays.stream(order).map(i -> edges[i]).toArray());
    }

    /** The number of classes. */
    int size() {
        return members.size();
    }

    /** The number of classes of compartments, which are the first. */
    int ofCompartments() {
        return ofCompartments;
    }

    /** The domain of the rows of a class: compartments or synapses. */
    Domain domain(int number) {
        return number < ofCompartments ? Domain.NODES : Domain.EDGES;
    }

    /** The compartments or synapses of a class; not to be changed. */
    public int[] members(int number) {
        return members.get(number);
    }

    /** The type of the synapses of a class. */
    String synapse(int number) {
        return synapses.get(number - ofCompartments);
    }

    /** The class of the synapses of a type. */
    public int ofSynapse(String synapse) {
        return ofCompartments + synapses.indexOf(synapse);
    }

    /** Brings numbers of the synapses of a class from the order of their type to the order of the class. */
    public int[] inOrder(int number, int[] ofType) {
        return Arrays.stream(orders.get(number - ofCompartments))
                .map(i -> ofType[i])
                .toArray();
    }

    /** The number of the class of a compartment. */
    int of(int compartment) {
        return classOf[compartment];
    }

    /** Tells whether all rows of a class, rather than none, are among these ascending compartments or synapses. */
    boolean areAmong(int number, Domain domain, int[] rows) {
        return domain(number) == domain && Arrays.binarySearch(rows, members.get(number)[0]) >= 0;
    }

    private static void mark(BitSet[] signatures, int[] rows, int bit) {
        for (int row : rows) {
            signatures[row].set(bit);
        }
    }
}
