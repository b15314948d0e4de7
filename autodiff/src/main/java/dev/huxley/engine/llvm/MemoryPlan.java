package dev.huxley.engine.llvm;

import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import dev.huxley.program.Variable;
import dev.huxley.program.Variable.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the numbers of a run lie.
 *
 * <p>One block of memory, the arena, holds for {@link Layout#lanes} rows of the batch: what changes in time (voltage
 * first, with the branch points behind the compartments), then parameters and couplings, then scratch arrays, then a
 * mirror of the first two parts with the cotangents of everything. Each array is (slots, lanes). The slots of a variable
 * are its rows in the order of the tree's elimination. Where vectors hold rows, the slots are padded to whole vectors, and
 * a spare vector follows for the surplus elements of tables; padding holds copies of the first row and is never read as a
 * result. So nothing outside of the arena is ever touched.
 *
 * <p>Tables of slots, one per set of rows that is not a whole variable, are 64-bit numbers of floats (slot times lanes).
 */
final class MemoryPlan {
    /** Arrays begin at multiples of 64 bytes in both precisions. */
    private static final int ALIGNMENT = 16;

    private final Program program;
    private final Layout layout;
    private final TreeOrder order;
    private final List<TreeOrder.Elimination> eliminations;
    private final int[] rank;
    private final int[][] rowAt;
    private final int[] offsets;
    private final int[] slots;
    private final int changing;
    private final int couplings;
    private final int mirror;
    private final int excess;
    private final int right;
    private final int slopes;
    private final int constants;
    private final int inverses;
    private final Map<Integer, Integer> nextCurrents = new TreeMap<>();
    private final int floats;
    private final List<long[]> tables = new ArrayList<>();
    private final Map<List<Long>, Integer> tableOffsets = new HashMap<>();
    private int tableWords;
    private int end;

    MemoryPlan(Program program, Layout layout) {
        this.program = program;
        this.layout = layout;
        order = new TreeOrder(program.cable());
        eliminations = order.eliminations();
        int compartments = program.compartments();
        rank = new int[compartments];
        int next = 0;
        for (int node : order.breadthFirst()) {
            if (node < compartments) {
                rank[node] = next++;
            }
        }
        int variables = program.variables().size();
        rowAt = new int[variables][];
        offsets = new int[variables];
        slots = new int[variables];
        for (int i = 0; i < variables; i++) {
            rowAt[i] = rowsInOrder(program.variables().get(i).rows());
            slots[i] = padded(rowAt[i].length) + (layout.rowsPerVector() > 1 ? layout.rowsPerVector() : 0);
        }
        if (rowAt[Program.VOLTAGE].length != compartments) {
            throw new IllegalArgumentException("the voltage is defined in " + rowAt[Program.VOLTAGE].length + " of "
                    + compartments + " compartments");
        }
        int nodes = nodeSlots();
        offsets[Program.VOLTAGE] = reserve(nodes);
        for (int i = 1; i < variables; i++) {
            if (program.changesInTime(i)) {
                offsets[i] = reserve(slots[i]);
            }
        }
        changing = end;
        for (int i = 0; i < variables; i++) {
            if (!program.changesInTime(i)) {
                offsets[i] = reserve(slots[i]);
            }
        }
        couplings = reserve(eliminations.size());
        mirror = end;
        end *= 2;
        excess = reserve(nodes);
        right = reserve(nodes);
        slopes = reserve(slots[Program.VOLTAGE]);
        constants = reserve(slots[Program.VOLTAGE]);
        inverses = reserve(eliminations.size() + order.roots().size());
        for (int i = 0; i < variables; i++) {
            if (program.variables().get(i).kind() == Kind.CURRENT) {
                nextCurrents.put(i, reserve(slots[i]));
            }
        }
        floats = end;
    }

    Program program() {
        return program;
    }

    Layout layout() {
        return layout;
    }

    TreeOrder order() {
        return order;
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

    int offset(int variable) {
        return offsets[variable];
    }

    int slots(int variable) {
        return slots[variable];
    }

    /** The variable's row (its position in {@link Variable#rows}) at every slot but those of the padding. */
    int[] rowAt(int variable) {
        return rowAt[variable];
    }

    /** The number of floats before a row of a variable, in the variable's array. */
    long position(int variable, int row) {
        int compartment = program.variables().get(variable).rows()[row];
        return (long) slotOf(variable, compartment) * layout.lanes();
    }

    /** The number of floats before a node in arrays over nodes. */
    long nodePosition(int node) {
        int compartments = program.compartments();
        int slot = node < compartments ? rank[node] : slots[Program.VOLTAGE] + node - compartments;
        return (long) slot * layout.lanes();
    }

    /** The slots of arrays over nodes. */
    int nodeSlots() {
        return slots[Program.VOLTAGE] + padded(program.cable().branchPoints());
    }

    int couplings() {
        return couplings;
    }

    /** What to add to the place of a variable or coupling to get that of its cotangent. */
    int mirror() {
        return mirror;
    }

    /** Scratch over nodes: the excess of the diagonal. */
    int excess() {
        return excess;
    }

    /** Scratch over nodes: the right-hand side; in the adjoint, the adjoint solution. */
    int right() {
        return right;
    }

    /** Scratch over compartments: summed slopes; in the adjoint, their cotangents. */
    int slopes() {
        return slopes;
    }

    /** Scratch over compartments: summed constant parts; in the adjoint, their cotangents. */
    int constants() {
        return constants;
    }

    /** Scratch over eliminations, then roots: inverse pivots. */
    int inverses() {
        return inverses;
    }

    /** For every current variable scratch for its next value; in the adjoint, for its cotangent. */
    Map<Integer, Integer> nextCurrents() {
        return nextCurrents;
    }

    /** Rows rounded up to whole vectors. */
    int padded(int rows) {
        int v = layout.rowsPerVector();
        return (rows + v - 1) / v * v;
    }

    /** The compartments of a mechanism's rows, in the order in which its vectors hold them. */
    int[] compartments(Binding binding) {
        int[] rows = program.variables().get(binding.variable()).rows();
        int[] compartments = binding.isWhole()
                ? rows
                : Arrays.stream(binding.positions()).map(row -> rows[row]).toArray();
        return inOrder(compartments);
    }

    /** These compartments in the order in which vectors hold them. */
    int[] inOrder(int[] compartments) {
        return Arrays.stream(compartments)
                .boxed()
                .sorted((a, b) -> Integer.compare(rank[a], rank[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Where these compartments, all in order, lie in a variable. */
    Rows rows(int variable, int[] compartments) {
        if (compartments.length == rowAt[variable].length) {
            return Rows.WHOLE;
        }
        int spare = padded(rowAt[variable].length);
        long[] table = new long[padded(compartments.length)];
        for (int i = 0; i < table.length; i++) {
            int slot = i < compartments.length ? slotOf(variable, compartments[i]) : spare;
            table[i] = (long) slot * layout.lanes();
        }
        return new Rows(table(table));
    }

    /** The place of a table in the memory of tables, which it joins unless an equal one is there. */
    int table(long[] values) {
        List<Long> key = Arrays.stream(values).boxed().toList();
        return tableOffsets.computeIfAbsent(key, absent -> {
            int offset = tableWords;
            tables.add(values);
            tableWords += (values.length + 7) / 8 * 8;
            return offset;
        });
    }

    /** All tables that were asked for so far, each at its place. */
    long[] tables() {
        long[] all = new long[tableWords];
        int offset = 0;
        for (long[] table : tables) {
            System.arraycopy(table, 0, all, offset, table.length);
            offset += (table.length + 7) / 8 * 8;
        }
        return all;
    }

    private int slotOf(int variable, int compartment) {
        int[] rows = program.variables().get(variable).rows();
        int low = 0;
        int high = rowAt[variable].length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compare(rank[rows[rowAt[variable][middle]]], rank[compartment]);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order > 0 ? middle - 1 : high;
        }
        throw new IllegalArgumentException("compartment " + compartment + " has no "
                + program.variables().get(variable).name());
    }

    private int[] rowsInOrder(int[] compartments) {
        Map<Integer, Integer> rowOf = new HashMap<>();
        for (int row = 0; row < compartments.length; row++) {
            rowOf.put(compartments[row], row);
        }
        return Arrays.stream(inOrder(compartments)).map(rowOf::get).toArray();
    }

    private int reserve(int rows) {
        int offset = end;
        long size = (long) rows * layout.lanes();
        end = Math.toIntExact(offset + (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        return offset;
    }
}
