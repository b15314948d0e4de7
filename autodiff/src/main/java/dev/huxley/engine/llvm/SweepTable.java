package dev.huxley.engine.llvm;

import java.util.ArrayList;
import java.util.List;

/**
 * What the time loop needs to call sweeps: for each the address of its function, the number of its rows, then its
 * numbers (see {@link SweepCode}), as 64-bit words in one table.
 */
final class SweepTable {
    /** The words before a sweep's numbers. */
    private static final int HEAD = 2;

    private final List<Long> words = new ArrayList<>();

    /**
     * Adds a sweep.
     *
     * @param rows the rows of its class, without padding
     * @return its place in the table
     */
    int add(long function, int rows, long[] numbers) {
        int place = words.size();
        words.add(function);
        words.add((long) rows);
        for (long number : numbers) {
            words.add(number);
        }
        return place;
    }

    long[] words() {
        return words.stream().mapToLong(Long::longValue).toArray();
    }

    /** Calls the sweep at a place of the table on all of its rows. */
    static void call(IrFunction function, int place, String frame) {
        String entry = function.wordAt(Word.SWEEPS.value(), Integer.toString(place));
        String callee = function.value("load ptr, ptr " + entry + ", align 8");
        String rows = function.loadWord(Word.SWEEPS.value(), Integer.toString(place + 1));
        String numbers = function.wordAt(Word.SWEEPS.value(), Integer.toString(place + HEAD));
        function.line("call void " + callee + "(ptr " + Word.ARENA.value() + ", ptr " + frame + ", ptr " + numbers
                + ", i64 0, i64 " + rows + ")");
    }
}
