package dev.huxley.engine.llvm;

import dev.huxley.program.Program;
import dev.huxley.program.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the numbers of a run lie.
 *
 * <p>One block of memory, the arena, holds for {@link Layout#lanes} rows of the batch: what changes in time (voltage
 * first, with the branch points behind the compartments), then parameters, prepared values and couplings, then a mirror
 * of all that with the cotangents, then scratch arrays. Each array is a {@link Field}. Where vectors hold rows, padding
 * holds copies of the first row of its class and is never read as a result. So nothing outside of the arena is ever
 * touched.
 *
 * <p>Tables of node positions for the tree's elimination are 64-bit numbers of floats (slot times lanes).
 */
final class MemoryPlan {
    /** Arrays begin at multiples of 64 bytes in both precisions. */
    private static final int ALIGNMENT = 16;

    private final SweepPlan sweeps;
    private final Program program;
    private final Layout layout;
    private final List<TreeOrder.Elimination> eliminations;
    private final Map<String, Field> fields = new HashMap<>();
    private final int[][] slotOfRow;
    private final int changing;
    private final int couplings;
    private final int mirror;
    private final int inverses;
    private final int floats;
    private int end;

    MemoryPlan(SweepPlan sweeps, Layout layout) {
        this.sweeps = sweeps;
        this.layout = layout;
        program = sweeps.program();
        eliminations = sweeps.order().eliminations();
        List<Variable> variables = program.variables();
        if (variables.get(Program.VOLTAGE).size() != program.compartments()) {
            throw new IllegalArgumentException("the voltage is defined in "
                    + variables.get(Program.VOLTAGE).size() + " of " + program.compartments() + " compartments");
        }
        int[] all = variables.get(Program.VOLTAGE).rows();
        slotOfRow = new int[variables.size()][];
        int branchPoints = padded(program.cable().branchPoints());
        addField(variables.get(Program.VOLTAGE).name(), all, branchPoints);
        for (int i = 1; i < variables.size(); i++) {
            if (program.changesInTime(i)) {
                addField(variables.get(i).name(), variables.get(i).rows(), 0);
            }
        }
        changing = end;
        for (int i = 0; i < variables.size(); i++) {
            if (!program.changesInTime(i)) {
                addField(variables.get(i).name(), variables.get(i).rows(), 0);
            }
        }
        sweeps.prepared().forEach((name, number) -> addField(name, classes().compartments(number), 0));
        couplings = reserve(eliminations.size());
        mirror = end;
        end *= 2;
        addField(Sweep.EXCESS, all, branchPoints);
        addField(Sweep.RIGHT, all, branchPoints);
        inverses = reserve(eliminations.size() + order().roots().size());
        floats = end;
    }

    Program program() {
        return program;
    }

    SweepPlan sweeps() {
        return sweeps;
    }

    Layout layout() {
        return layout;
    }

    TreeOrder order() {
        return sweeps.order();
    }

    RowClasses classes() {
        return sweeps.classes();
    }

    /** The eliminations of the tree, in order. Couplings lie in this order. */
    List<TreeOrder.Elimination> eliminations() {
        return eliminations;
    }

    /** The size of the arena in floats. */
    int floats() {
        return floats;
    }

    /** The floats at the start of the arena that change in time: what a checkpoint holds. */
    int changingFloats() {
        return changing;
    }

    /** The array of a variable, of prepared values, or of the tree's excess or right-hand side. */
    Field field(String name) {
        return fields.get(name);
    }

    Field field(int variable) {
        return fields.get(program.variables().get(variable).name());
    }

    /** For every slot of a variable its row (the position in {@link Variable#rows}); padding has a row of its class. */
    int[] rowAtSlot(int variable) {
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
    int[] slotOfRow(int variable) {
        if (slotOfRow[variable] == null) {
            slotOfRow[variable] = slotsOf(program.variables().get(variable).rows());
        }
        return slotOfRow[variable];
    }

    /** The number of floats before a row of a variable, in the variable's array. */
    long position(int variable, int row) {
        return (long) slotOfRow(variable)[row] * layout.lanes();
    }

    /** The number of floats before a node in arrays over nodes. */
    long nodePosition(int node) {
        int compartments = program.compartments();
        int slot = node < compartments ? slotOfRow(Program.VOLTAGE)[node] : compartmentSlots() + node - compartments;
        return (long) slot * layout.lanes();
    }

    /** The slots of arrays over nodes. */
    int nodeSlots() {
        return field(Program.VOLTAGE).slots();
    }

    int couplings() {
        return couplings;
    }

    /** What to add to the place of a variable, prepared value or coupling to get that of its cotangent. */
    int mirror() {
        return mirror;
    }

    /** Scratch over eliminations, then roots: inverse pivots. */
    int inverses() {
        return inverses;
    }

    /**
     * The positions (see {@link #nodePosition}) of the nodes of all eliminations, then of their parents, then of the
     * roots.
     */
    long[] tables() {
        List<Integer> nodes = new ArrayList<>();
        eliminations.forEach(elimination -> nodes.add(elimination.node()));
        eliminations.forEach(elimination -> nodes.add(elimination.parent()));
        nodes.addAll(order().roots());
        return nodes.stream().mapToLong(this::nodePosition).toArray();
    }

    /** Rows rounded up to whole vectors. */
    int padded(int rows) {
        int v = layout.rowsPerVector();
        return (rows + v - 1) / v * v;
    }

    private int compartmentSlots() {
        return nodeSlots() - extraSlots(Program.VOLTAGE);
    }

    private int extraSlots(int variable) {
        return variable == Program.VOLTAGE ? padded(program.cable().branchPoints()) : 0;
    }

    /** The slots of these compartments, which are whole classes, in an array that holds just them. */
    private int[] slotsOf(int[] compartments) {
        Map<Integer, Integer> slots = new HashMap<>();
        int next = 0;
        for (int number = 0; number < classes().size(); number++) {
            if (classes().areAmong(number, compartments)) {
                int[] members = classes().compartments(number);
                for (int i = 0; i < members.length; i++) {
                    slots.put(members[i], next + i);
                }
                next += padded(members.length);
            }
        }
        return Arrays.stream(compartments).map(slots::get).toArray();
    }

    private void addField(String name, int[] compartments, int extra) {
        int[] sorted = compartments.clone();
        Arrays.sort(sorted);
        int[] starts = new int[classes().size()];
        int next = 0;
        for (int number = 0; number < starts.length; number++) {
            starts[number] = -1;
            if (classes().areAmong(number, sorted)) {
                starts[number] = next;
                next += padded(classes().compartments(number).length);
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
