package dev.huxley.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Stable sorting by whole numbers. */
final class Order {
    private Order() {}

    /** The positions 0, 1, 2, ... sorted by the first key, ties by the second, and so on. */
    static int[] by(int[]... keys) {
        int[] order = IntStream.range(0, keys[0].length).toArray();
        for (int k = keys.length - 1; k >= 0; k--) {
            order = sorted(order, keys[k]);
        }
        return order;
    }

    /** The values at these positions. */
    static int[] pick(int[] values, int[] positions) {
        return Arrays.stream(positions).map(i -> values[i]).toArray();
    }

    private static int[] sorted(int[] order, int[] key) {
        long[] packed = new long[order.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (long) key[order[i]] << Integer.SIZE | i;
        }
        Arrays.sort(packed);
        return Arrays.stream(packed).mapToInt(each -> order[(int) each]).toArray();
    }
}
