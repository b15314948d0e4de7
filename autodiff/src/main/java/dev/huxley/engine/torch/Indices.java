package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Makes index arrays for gathering along the last axis, and zeros, in the memory of one manager. */
final class Indices {
    private final NDManager manager;
    private final DataType floatType;

    Indices(NDManager manager, DataType floatType) {
        this.manager = manager;
        this.floatType = floatType;
    }

    /** Numbers repeated over leading axes: (leading..., numbers). */
    NDArray of(int[] numbers, long... leading) {
        long[] values = new long[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[i];
        }
        long[] narrow = new long[leading.length + 1];
        Arrays.fill(narrow, 1);
        narrow[leading.length] = values.length;
        long[] wide = Arrays.copyOf(leading, leading.length + 1);
        wide[leading.length] = values.length;
        return kept(manager.create(values, new Shape(narrow)).broadcast(new Shape(wide)));
    }

    /** One row of numbers per row of the batch. */
    NDArray of(int[][] rows) {
        long[] values = new long[rows.length * rows[0].length];
        int at = 0;
        for (int[] row : rows) {
            for (int number : row) {
                values[at++] = number;
            }
        }
        return kept(manager.create(values, new Shape(rows.length, rows[0].length)));
    }

    NDArray zeros(Shape shape) {
        return kept(manager.zeros(shape, floatType));
    }

    /** Detaches an array from a caller's NDScope. */
    private static NDArray kept(NDArray array) {
        NDScope.unregister(array);
        return array;
    }
}
