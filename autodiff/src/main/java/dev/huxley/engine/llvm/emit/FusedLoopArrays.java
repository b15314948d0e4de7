package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.FusedLoop;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The arrays on which a loop's function works: their starts, and the reading of and adding to their values at a row, or
 * at the rows that a row reaches. The function gets all of this in its numbers: the number of floats before each array,
 * then tables of positions.
 */
final class FusedLoopArrays {
    private final MemoryPlan plan;
    private final FusedLoop loop;
    private final List<Long> numbers = new ArrayList<>();
    /** The tables of positions behind the numbers. */
    private final List<long[]> tables = new ArrayList<>();
    /** For every number the table whose place it is; -1 for other numbers. */
    private final List<Integer> tableOfNumber = new ArrayList<>();
    /** The table of every input and output that reaches other rows. */
    private final Map<String, String> reached = new LinkedHashMap<>();
    /** The table of runs of every such input and output, where vectors hold rows. */
    private final Map<String, String> runs = new LinkedHashMap<>();
    /** The start of every array that the function uses. */
    private final Map<String, Start> arrays = new LinkedHashMap<>();
    /** True if there are more arrays than registers, so that starts are computed wherever they are needed. */
    private boolean isLarge;

    FusedLoopArrays(MemoryPlan plan, FusedLoop loop) {
        this.plan = plan;
        this.loop = loop;
    }

    /** Sets, before any array is named, whether the function is too large to keep their starts in registers. */
    void setLarge(boolean large) {
        isLarge = large;
    }

    /** The numbers to give to the loop's function: the floats before each array, then the tables of positions. */
    long[] numbers() {
        long[] starts = new long[tables.size()];
        long next = numbers.size();
        for (int i = 0; i < starts.length; i++) {
            starts[i] = next;
            next += tables.get(i).length;
        }
        LongStream own = IntStream.range(0, numbers.size())
                .mapToLong(i -> tableOfNumber.get(i) < 0 ? numbers.get(i) : starts[tableOfNumber.get(i)]);
        return LongStream.concat(own, tables.stream().flatMapToLong(Arrays::stream))
                .toArray();
    }

    /** Tells whether an input or output whose array has been named reaches other rows. */
    boolean isReached(String name) {
        return reached.containsKey(name);
    }

    /** The value in an array at a row of the loop, or at the row that it reaches. */
    String load(Arithmetic vector, String name, String array, String row, String index) {
        IrFunction function = vector.function();
        if (!reached.containsKey(name)) {
            return vector.load(at(function, array, index));
        }
        String table = reached.get(name);
        if (plan.layout().rowsPerVector() == 1) {
            return vector.load(at(function, array, function.loadWord(table, row)));
        }
        String start = startOfRun(function, name, row);
        return function.choose(
                isRun(function, start),
                vector.type(),
                () -> vector.loadAnywhere(at(function, array, start)),
                () -> gather(vector, array, table, row));
    }

    /** The first position that a vector of rows reaches, if the others are consecutive; else a negative number. */
    private String startOfRun(IrFunction function, String name, String row) {
        String number = function.value("udiv i64 " + row + ", " + plan.layout().rowsPerVector());
        return function.loadWord(runs.get(name), number);
    }

    private static String isRun(IrFunction function, String start) {
        return function.value("icmp sge i64 " + start + ", 0");
    }

    /** Gathers element by element, since processors' gather instructions are slower. */
    private String gather(Arithmetic vector, String array, String table, String row) {
        IrFunction function = vector.function();
        Arithmetic one = function.arithmetic(1);
        String gathered = "poison";
        for (int i = 0; i < vector.width(); i++) {
            String position = function.loadWord(table, function.add(row, i));
            String element = one.load(at(function, array, position));
            gathered = function.value("insertelement " + vector.type() + " " + gathered + ", " + function.scalar() + " "
                    + element + ", i64 " + i);
        }
        return gathered;
    }

    /** Adds to the rows that a row of the loop reaches. Rows of a vector with the same target are all added. */
    void add(Arithmetic vector, String value, String name, String array, String row) {
        IrFunction function = vector.function();
        String table = reached.get(name);
        int rows = plan.layout().rowsPerVector();
        if (rows == 1) {
            vector.accumulate(value, at(function, array, function.loadWord(table, row)));
            return;
        }
        String start = startOfRun(function, name, row);
        function.choose(
                isRun(function, start),
                () -> {
                    String address = at(function, array, start);
                    vector.storeAnywhere(vector.add(vector.loadAnywhere(address), value), address);
                },
                () -> {
                    Arithmetic one = function.arithmetic(1);
                    for (int i = 0; i < rows; i++) {
                        String element = function.value("extractelement " + vector.type() + " " + value + ", i64 " + i);
                        String position = function.loadWord(table, function.add(row, i));
                        one.accumulate(element, at(function, array, position));
                    }
                });
    }

    /** Names an array of the arena, or, with the shift to the mirror, the array of its cotangents. */
    void arena(IrFunction function, String name, int shift) {
        String key = shift == 0 ? name : mirrored(name);
        FusedLoop.Reach reach = loop.reaches().get(name);
        if (reach == null) {
            array(function, key, "%arena", (long) plan.field(name).offset(loop.rowClass(), plan.layout()) + shift);
            return;
        }
        array(function, key, "%arena", (long) plan.field(reach.array()).offset() + shift);
        if (!reached.containsKey(name)) {
            long[] positions = plan.positions(reach);
            reached.put(name, tableOf(function, positions));
            if (plan.layout().rowsPerVector() > 1) {
                runs.put(name, tableOf(function, runs(positions)));
            }
        }
    }

    /** The first position of every vector of rows, if the others are consecutive; else -1. */
    private long[] runs(long[] positions) {
        int rows = plan.layout().rowsPerVector();
        long[] starts = new long[positions.length / rows];
        for (int vector = 0; vector < starts.length; vector++) {
            long start = positions[vector * rows];
            starts[vector] = start;
            for (int i = 1; i < rows; i++) {
                if (positions[vector * rows + i] != start + i) {
                    starts[vector] = -1;
                }
            }
        }
        return starts;
    }

    private String tableOf(IrFunction function, long[] words) {
        String start = function.loadWord("%numbers", Integer.toString(numbers.size()));
        numbers.add(0L);
        tableOfNumber.add(table(words));
        return function.wordAt("%numbers", start);
    }

    /** The number of a table, the same for equal ones. */
    private int table(long[] positions) {
        for (int i = 0; i < tables.size(); i++) {
            if (Arrays.equals(tables.get(i), positions)) {
                return i;
            }
        }
        tables.add(positions);
        return tables.size() - 1;
    }

    /** Names an array of the tape. */
    void tape(IrFunction function, String name, int offset) {
        array(function, onTape(name), "%tapeLayout", offset);
    }

    private void array(IrFunction function, String key, String memory, long offset) {
        if (!arrays.containsKey(key)) {
            Start start = new Start(memory, numbers.size(), null);
            arrays.put(key, isLarge ? start : new Start(memory, numbers.size(), start.pointer(function)));
            numbers.add(offset);
            tableOfNumber.add(-1);
        }
    }

    /** The memory that a named array lies in: the arena or the tape. */
    String memory(String array) {
        return arrays.get(array).memory();
    }

    /** The number of floats before a named array in its memory. */
    long offset(String array) {
        return numbers.get(arrays.get(array).number());
    }

    /** The address of 64-bit integers that the function gets with its numbers. */
    String words(IrFunction function, long[] words) {
        return tableOf(function, words);
    }

    /** The address of a float in a named array. */
    String at(IrFunction function, String array, String index) {
        return function.floatAt(arrays.get(array).pointer(function), index);
    }

    /**
     * The start of an array.
     *
     * @param number the number of the floats before it, among the function's numbers
     * @param known its address where it stays in a register; null if not
     */
    private record Start(String memory, int number, String known) {
        String pointer(IrFunction function) {
            if (known != null) {
                return known;
            }
            return function.floatAt(memory, function.loadWord("%numbers", Integer.toString(number)));
        }
    }

    /** The name of the array of a quantity's cotangents. */
    static String mirrored(String name) {
        return "d/" + name;
    }

    /** The name of a quantity's array on the tape. */
    static String onTape(String name) {
        return "tape/" + name;
    }
}
