package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The table from which the time loop calls loops: for each the address of its function, the number of its rows, then
 * its numbers (see {@link FusedLoopEmitter}), as 64-bit numbers.
 */
public final class FusedLoopTable {
    /** The position of the number of rows in the entry of a loop; the address of its function stands before it. */
    public static final int ROWS = 1;
    /** The length of an entry before the loop's numbers. */
    static final int HEAD = 2;

    /**
     * The product of rows and operations from which sharing the rows between threads pays: some 5 microseconds on one
     * thread.
     */
    private static final long LARGE = 50_000;

    private final List<Long> words = new ArrayList<>();
    private final Set<Integer> large = new HashSet<>();

    /**
     * Adds a loop, whose function is yet to be linked.
     *
     * @param rows the rows of its class, without padding
     * @param operations the approximate number of its operations per row
     * @return its place in the table
     */
    public int add(int rows, int operations, long[] numbers) {
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

    /** The rows of a loop. */
    public long rows(int place) {
        return words.get(place + ROWS);
    }

    /** Leaves a loop out, unless a copy of the table gives it its rows back. */
    public void leaveOut(int place) {
        words.set(place + ROWS, 0L);
    }

    /** Gives the address of a loop's function. */
    public void link(int place, long function) {
        words.set(place, function);
    }

    public long[] words() {
        return words.stream().mapToLong(Long::longValue).toArray();
    }

    /** Tells whether it pays to share the rows of the loop at a place between threads. */
    boolean isLarge(int place) {
        return large.contains(place);
    }

    /** Tells whether it pays to share the rows of any loop between threads. */
    boolean hasLarge() {
        return !large.isEmpty();
    }

    /** Calls the loop at a place of the table on all of its rows. */
    static void call(IrFunction function, int place, String tapeLayout) {
        String entry = function.wordAt(KernelArgument.LOOPS.value(), Integer.toString(place));
        String callee = function.value("load ptr, ptr " + entry + ", align 8");
        String rows = function.loadWord(KernelArgument.LOOPS.value(), Integer.toString(place + ROWS));
        String numbers = function.wordAt(KernelArgument.LOOPS.value(), Integer.toString(place + HEAD));
        function.line("call void " + callee + "(ptr " + KernelArgument.ARENA.value() + ", ptr " + tapeLayout + ", ptr "
                + numbers + ", i64 0, i64 " + rows + ")");
    }
}
