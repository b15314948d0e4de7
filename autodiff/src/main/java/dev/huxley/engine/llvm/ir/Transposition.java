package dev.huxley.engine.llvm.ir;

/**
 * Writes the transposition of a square of numbers that lies in as many vectors as each has elements, a power of two.
 *
 * <p>Blocks of one element beside the diagonal swap places, then blocks of two, of four, ...: log2(n) rounds of n
 * shuffles, each of two vectors (Eklundh, "A fast computer method for matrix transposing", 1972).
 */
public final class Transposition {
    private Transposition() {}

    /** The vectors of the transposed square. */
    public static String[] write(Arithmetic vector, String[] rows) {
        int n = vector.width();
        String[] now = rows;
        for (int size = 1; size < n; size *= 2) {
            String[] next = new String[n];
            for (int row = 0; row < n; row++) {
                if ((row & size) == 0) {
                    next[row] = vector.shuffle(now[row], now[row + size], elements(n, size, 0));
                    next[row + size] = vector.shuffle(now[row], now[row + size], elements(n, size, size));
                }
            }
            now = next;
        }
        return now;
    }

    /** The elements, of two rows that are {@code size} apart, that the row {@code offset} behind the first gets. */
    private static int[] elements(int n, int size, int offset) {
        int[] elements = new int[n];
        for (int column = 0; column < n; column++) {
            boolean isFirst = (column & size) == 0;
            elements[column] = (isFirst ? column : n + column - size) + offset;
        }
        return elements;
    }
}
