package dev.huxley.table;

import java.util.stream.IntStream;

/**
 * The rows of a long table that are shown: the first and the last ones.
 *
 * @param head the number of first rows
 * @param left the number of rows left out after them
 * @param tail the number of last rows
 */
record Elision(int head, int left, int tail) {
    static Elision of(int rows, int most) {
        if (rows <= Math.max(2, most)) {
            return new Elision(rows, 0, 0);
        }
        int head = (Math.max(2, most) + 1) / 2;
        int tail = Math.max(2, most) / 2;
        return new Elision(head, rows - head - tail, tail);
    }

    /** The places of the rows that are shown. */
    int[] shown() {
        return IntStream.concat(IntStream.range(0, head), IntStream.range(head + left, head + left + tail))
                .toArray();
    }

    String note() {
        return left + (left == 1 ? " row" : " rows") + " not shown";
    }
}
