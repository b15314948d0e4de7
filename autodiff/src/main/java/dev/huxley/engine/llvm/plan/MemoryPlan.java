package dev.huxley.engine.llvm.plan;

import dev.huxley.model.Domain;
import dev.huxley.program.DelayLine;
import dev.huxley.program.Program;
import dev.huxley.program.Variable;
import dev.huxley.program.WriteClamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The plan of the memory of a run: the place of every number.
 *
 * <p>One block of memory, the arena, holds for {@link KernelLayout#lanes} rows of the batch: the values that change in
 * time (the voltage first, with the branch points behind the compartments; the delay lines last), so that a checkpoint
 * is one copy; then parameters, prepared values and couplings; then a mirror of all that with the cotangents, at a
 * constant distance; then scratch arrays. Each array is a {@link Field}. Where vectors hold rows, padding holds copies
 * of the first row of its class and is never read as a result. So nothing outside the arena is ever touched. {@link
 * KernelLayout} chooses the lanes so that the arena fits the cache.
 *
 * <p>Tables of node positions for the tree's elimination are 64-bit numbers of floats (slot times lanes).
 */
public final class MemoryPlan {
    /** The alignment in floats: arrays begin at multiples of 64 bytes in both precisions. */
    private static final int ALIGNMENT = 16;

    private final FusedLoopPlan loops;
    private final Program program;
    private final KernelLayout layout;
    private final List<EliminationOrder.Elimination> eliminations;
    private final Map<String, Field> fields = new HashMap<>();
    private final int[][] slotOfRow;
    private final int changing;
    private final List<Integer> delayLines = new ArrayList<>();
    private final Map<Integer, Integer> couplings = new HashMap<>();
    private final Map<Integer, Integer> propagators = new HashMap<>();
    private final Map<Integer, Integer> transposedPropagators = new HashMap<>();
    /** The edges between branch points and compartments. */
    private final List<EliminationOrder.Elimination> pointEdges;

    private final int mirror;
    private final int inverses;
    private final int solution;
    private final int product;
    private final int floats;
    private int end;

    public MemoryPlan(FusedLoopPlan loops, KernelLayout layout) {
        this.loops = loops;
        this.layout = layout;
        program = loops.program();
        eliminations = loops.order().eliminations();
        List<Variable> variables = program.variables();
        if (variables.get(Program.VOLTAGE).size() != program.compartments()) {
            throw new IllegalArgumentException("the voltage is defined in "
                    + variables.get(Program.VOLTAGE).size() + " of " + program.compartments() + " compartments");
        }
        int[] all = variables.get(Program.VOLTAGE).rows();
        slotOfRow = new int[variables.size()][];
        pointEdges = eliminations.stream()
                .filter(edge -> !program.cable().isCompartment(edge.node())
                        || !program.cable().isCompartment(edge.parent()))
                .toList();
        for (int i = 0; i < variables.size(); i++) {
            if (program.changesInTime(i)) {
                addField(
                        variables.get(i).name(),
                        variables.get(i).domain(),
                        variables.get(i).rows(),
                        extraSlots(i));
            }
        }
        for (DelayLine line : program.delayLines()) {
            delayLines.add(reserve(DelayRing.slots(line)));
        }
        changing = end;
        for (int i = 0; i < variables.size(); i++) {
            if (!program.changesInTime(i)) {
                addField(
                        variables.get(i).name(),
                        variables.get(i).domain(),
                        variables.get(i).rows(),
                        0);
            }
        }
        loops.prepared()
                .forEach((name, number) ->
                        addField(name, classes().domain(number), classes().members(number), 0));
        for (CableSystem system : loops.systems()) {
            couplings.put(system.variable(), reserve(eliminations.size()));
        }
        for (WriteClamp stage : loops.stateClamps()) {
            Variable held = variables.get(stage.variable());
            addField(FusedLoop.held(held.name()), held.domain(), held.rows(), 0);
            addField(FusedLoop.heldAt(held.name()), held.domain(), held.rows(), 0);
        }
        program.propagated().forEach(equation -> propagators.put(equation.variable(), reserveMatrix()));
        if (loops.readsInjected()) {
            addField(FusedLoop.INJECTED, Domain.NODES, all, 0);
        }
        if (loops.hasSynapses()) {
            // Padding of synapses adds to the slot behind the compartments, which nobody reads.
            for (String sum : synapticSums()) {
                addField(sum, Domain.NODES, all, padded(1));
            }
            for (int number = 0; loops.isParted() && number < classes().ofCompartments(); number++) {
                for (int variable : loops.termsOf(number)) {
                    String name = variables.get(variable).name();
                    if (!fields.containsKey(FusedLoop.slope(name))) {
                        addField(FusedLoop.slope(name), Domain.NODES, all, 0);
                        addField(FusedLoop.constant(name), Domain.NODES, all, 0);
                    }
                }
            }
        }
        for (DelayLine line : program.delayLines()) {
            int rowClass = classes().ofSynapse(line.synapse());
            addField(line.name(), Domain.EDGES, classes().members(rowClass), 0);
        }
        mirror = end;
        end = Math.multiplyExact(end, 2);
        for (CableSystem system : loops.systems()) {
            addField(system.excess(), Domain.NODES, all, branchPointSlots());
            addField(system.right(), Domain.NODES, all, branchPointSlots());
        }
        for (PresynapticSplit split : loops.splits().values()) {
            split.arrays().forEach(name -> addField(name, Domain.NODES, all, 0));
        }
        program.propagated().forEach(equation -> transposedPropagators.put(equation.variable(), reserveMatrix()));
        inverses = reserve(eliminations.size() + order().roots().size());
        solution = reserve(nodeSlots());
        product = reserve(nodeSlots());
        floats = end;
    }

    public Program program() {
        return program;
    }

    public FusedLoopPlan loops() {
        return loops;
    }

    public KernelLayout layout() {
        return layout;
    }

    public EliminationOrder order() {
        return loops.order();
    }

    public RowClasses classes() {
        return loops.classes();
    }

    /** The eliminations of the tree, in order. Couplings lie in this order. */
    public List<EliminationOrder.Elimination> eliminations() {
        return eliminations;
    }

    /** The size of the arena in floats. */
    public int floats() {
        return floats;
    }

    /** The number of floats at the start of the arena that change in time, which a checkpoint holds. */
    public int changingFloats() {
        return changing;
    }

    /** The array of a variable, of prepared values, of a system's excess or right-hand side, or of injected charges. */
    public Field field(String name) {
        return fields.get(name);
    }

    public Field field(int variable) {
        return fields.get(program.variables().get(variable).name());
    }

    /** The row (the position in {@link Variable#rows}) of every slot of a variable; padding has a row of its class. */
    public int[] rowAtSlot(int variable) {
        int[] slots = slotOfRow(variable);
        int[] rows = new int[field(variable).slots() - extraSlots(variable)];
        Arrays.fill(rows, -1);
        for (int row = 0; row < slots.length; row++) {
            rows[slots[row]] = row;
        }
        for (int slot = 1; slot < rows.length; slot++) {
            rows[slot] = rows[slot] < 0 ? rows[slot - 1] : rows[slot];
        }
        return rows;
    }

    /** The slot of every row of a variable; not to be changed. */
    public int[] slotOfRow(int variable) {
        if (slotOfRow[variable] == null) {
            Variable of = program.variables().get(variable);
            slotOfRow[variable] = slotsOf(of.domain(), of.rows());
        }
        return slotOfRow[variable];
    }

    /** The number of floats before a row of a variable, in the variable's array. */
    public long position(int variable, int row) {
        return (long) slotOfRow(variable)[row] * layout.lanes();
    }

    /** The number of floats before a node in arrays over nodes. */
    public long nodePosition(int node) {
        int compartments = program.compartments();
        int slot = node < compartments ? slotOfRow(Program.VOLTAGE)[node] : compartmentSlots() + node - compartments;
        return (long) slot * layout.lanes();
    }

    /** The slots of arrays over nodes. */
    public int nodeSlots() {
        return field(Program.VOLTAGE).slots();
    }

    /** The slots of arrays over all compartments. */
    public int compartmentSlots() {
        return nodeSlots() - extraSlots(Program.VOLTAGE);
    }

    /** The couplings of a variable, in the order of the eliminations. */
    public int couplings(int variable) {
        return couplings.get(variable);
    }

    /** The propagator of a variable, see {@code PropagatorEmitter}. */
    public int propagator(int variable) {
        return propagators.get(variable);
    }

    public int transposedPropagator(int variable) {
        return transposedPropagators.get(variable);
    }

    /** The content of a delay line, see {@link DelayRing}. */
    public int delayLine(int line) {
        return delayLines.get(line);
    }

    /** The floats from the place of a variable, prepared value, coupling or propagator to that of its cotangent. */
    public int mirror() {
        return mirror;
    }

    /** Scratch over eliminations, then roots: inverse pivots. */
    public int inverses() {
        return inverses;
    }

    /** Scratch over nodes: the solution of a system that does not replace its quantity. */
    public int solution() {
        return solution;
    }

    /** Scratch over compartments: the product with a propagator. */
    public int product() {
        return product;
    }

    /**
     * The positions (see {@link #nodePosition}) of the nodes of all eliminations, then of their parents, then of the
     * roots; then of every edge at a branch point the floats before its coupling and the positions of the branch point
     * and of the compartment; then for every delay line the floats in the arena before the elements that it keeps.
     */
    public long[] tables() {
        List<Long> words = new ArrayList<>();
        eliminations.forEach(elimination -> words.add(nodePosition(elimination.node())));
        eliminations.forEach(elimination -> words.add(nodePosition(elimination.parent())));
        order().roots().forEach(root -> words.add(nodePosition(root)));
        for (EliminationOrder.Elimination edge : pointEdges) {
            boolean childIsPoint = !program.cable().isCompartment(edge.node());
            words.add((long) eliminations.indexOf(edge) * layout.lanes());
            words.add(nodePosition(childIsPoint ? edge.node() : edge.parent()));
            words.add(nodePosition(childIsPoint ? edge.parent() : edge.node()));
        }
        for (DelayLine line : program.delayLines()) {
            for (int position : line.positions()) {
                words.add(field(line.variable()).offset() + position(line.variable(), position));
            }
        }
        return words.stream().mapToLong(Long::longValue).toArray();
    }

    /** The number of edges at branch points. */
    public int pointEdges() {
        return pointEdges.size();
    }

    /** The number of 64-bit numbers before the edges at branch points in the tables. */
    public int pointEdgeTable() {
        return 2 * eliminations.size() + order().roots().size();
    }

    /** The number of 64-bit numbers before the elements of a delay line in the tables. */
    public int delayLineTable(int line) {
        int words = pointEdgeTable() + 3 * pointEdges.size();
        for (int before = 0; before < line; before++) {
            words += program.delayLines().get(before).width();
        }
        return words;
    }

    /** Rows rounded up to whole vectors. */
    public int padded(int rows) {
        int v = layout.rowsPerVector();
        return (rows + v - 1) / v * v;
    }

    /** The slots behind the rows of a variable; variables with a system are arrays over nodes. */
    private int extraSlots(int variable) {
        boolean isOverNodes = variable == Program.VOLTAGE
                || loops.systems().stream().anyMatch(system -> system.variable() == variable);
        return isOverNodes ? branchPointSlots() : 0;
    }

    private int branchPointSlots() {
        return padded(program.cable().branchPoints());
    }

    private int reserveMatrix() {
        return reserve(Math.multiplyExact(compartmentSlots(), compartmentSlots()));
    }

    /** The arrays of compartments to which synapses add: their terms of the voltage, and ion currents. */
    public List<String> synapticSums() {
        List<String> sums = new ArrayList<>(List.of(FusedLoop.SYNAPTIC_SLOPE, FusedLoop.SYNAPTIC_CONSTANT));
        Program program = loops.program();
        program.ionCurrentsOfSynapses()
                .forEach(current -> sums.add(FusedLoop.synapticConstant(
                        program.variables().get(current).name())));
        return sums;
    }

    /**
     * The number of floats before the rows that a loop reaches, in their array, for every slot of the loop's class.
     * Padding reads the source of the last row, and adds to a slot that nobody reads.
     */
    public long[] positions(FusedLoop.Reach reach) {
        long[] positions = new long[padded(reach.rows().length)];
        for (int i = 0; i < positions.length; i++) {
            int row = reach.rows()[Math.min(i, reach.rows().length - 1)];
            if (reach.variable() >= 0) {
                positions[i] = position(reach.variable(), row);
            } else {
                boolean isPadding = i >= reach.rows().length;
                positions[i] = isPadding ? (long) compartmentSlots() * layout.lanes() : nodePosition(row);
            }
        }
        return positions;
    }

    /** The slots of these rows, which are whole classes, in an array of these rows only. */
    private int[] slotsOf(Domain domain, int[] rows) {
        Map<Integer, Integer> slots = new HashMap<>();
        int next = 0;
        for (int number = 0; number < classes().size(); number++) {
            if (classes().areAmong(number, domain, rows)) {
                int[] members = classes().members(number);
                for (int i = 0; i < members.length; i++) {
                    slots.put(members[i], next + i);
                }
                next += padded(members.length);
            }
        }
        return Arrays.stream(rows).map(slots::get).toArray();
    }

    private void addField(String name, Domain domain, int[] rows, int extra) {
        int[] sorted = rows.clone();
        Arrays.sort(sorted);
        int[] starts = new int[classes().size()];
        int next = 0;
        for (int number = 0; number < starts.length; number++) {
            starts[number] = -1;
            if (classes().areAmong(number, domain, sorted)) {
                starts[number] = next;
                next += padded(classes().members(number).length);
            }
        }
        fields.put(name, new Field(reserve(next + extra), next + extra, starts));
    }

    private int reserve(int rows) {
        int offset = end;
        long size = (long) rows * layout.lanes();
        end = Math.toIntExact(offset + (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        return offset;
    }
}
