package dev.huxley.engine.llvm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The table from which the time loop calls sweeps: for each the address of its function, the number of its rows, then
 * its numbers (see {@link SweepCode}), as 64-bit words.
 */
final class SweepTable {
    /** The position of the number of rows in the entry of a sweep; the address of its function stands before it. */
    static final int ROWS = 1;
    /** The words before a sweep's numbers. */
    static final int HEAD = 2;

    /** Rows times operations from which sharing out the rows pays: some 5 microseconds on one thread. */
    private static final long LARGE = 50_000;

    private final List<Long> words = new ArrayList<>();
    private final Set<Integer> large = new HashSet<>();

    /**
     * Adds a sweep, whose function is yet to be linked.
     *
     * @param rows the rows of its class, without padding
     * @param operations how many operations it has per row, about
     * @return its place in the table
     */
    int add(int rows, int operations, long[] numbers) {
        int place = words.size();
        if ((long) rows * operations >= LARGE) {
            large.add(place);
        }
        words.add(0L);
        words.add((long) rows);
        for (long number : numbers) {
            words.add(number);
        }
        return place;
    }

    /** The rows of a sweep. */
    long rows(int place) {
        return words.get(place + ROWS);
    }

    /** Leaves a sweep out, unless a copy of the table gives it its rows back. */
    void leaveOut(int place) {
        words.set(place + ROWS, 0L);
    }

    /** Gives the address of a sweep's function. */
    void link(int place, long function) {
        words.set(place, function);
    }

    long[] words() {
        return words.stream().mapToLong(Long::longValue).toArray();
    }

    /** Returns true if it pays to share out the rows of the sweep at a place. */
    boolean isLarge(int place) {
        return large.contains(place);
    }

    /** Returns true if it pays to share out the rows of any sweep. */
    boolean hasLarge() {
        return !large.isEmpty();
    }

    /** Calls the sweep at a place of the table on all of its rows. */
    static void call(IrFunction function, int place, String frame) {
        String entry = function.wordAt(Word.SWEEPS.value(), Integer.toString(place));
        String callee = function.value("load ptr, ptr " + entry + ", align 8");
        String rows = function.loadWord(Word.SWEEPS.value(), Integer.toString(place + ROWS));
        String numbers = function.wordAt(Word.SWEEPS.value(), Integer.toString(place + HEAD));
        function.line("call void " + callee + "(ptr " + Word.ARENA.value() + ", ptr " + frame + ", ptr " + numbers
                + ", i64 0, i64 " + rows + ")");
    }
}
