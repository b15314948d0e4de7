package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adds up arrays that live on different rows, such as the contributions of several mechanisms to the compartments they
 * share. Parts that cover all rows are added directly; the others are laid side by side, with a zero behind, and every
 * row gathers its elements (PyTorch's scatter-add is not reachable from DJL).
 */
final class RowSum {
    private final int batch;
    private final boolean[] whole;
    private final List<NDArray> gathers = new ArrayList<>();
    private final NDArray zero;

    /**
     * @param parts for every part its rows; a row may occur several times
     * @param rows the number of rows of the sum
     */
    RowSum(List<int[]> parts, int rows, int batch, Indices indices) {
        this.batch = batch;
        whole = new boolean[parts.size()];
        zero = indices.zeros(new Shape(batch, 1));
        int total = 0;
        for (int i = 0; i < whole.length; i++) {
            whole[i] = isAll(parts.get(i), rows);
            total += whole[i] ? 0 : parts.get(i).length;
        }
        List<int[]> lists = new ArrayList<>();
        int[] count = new int[rows];
        int position = 0;
        for (int i = 0; i < whole.length; i++) {
            if (whole[i]) {
                continue;
            }
            for (int row : parts.get(i)) {
                if (count[row] == lists.size()) {
                    int[] none = new int[rows];
                    Arrays.fill(none, total);
                    lists.add(none);
                }
                lists.get(count[row]++)[row] = position++;
            }
        }
        lists.forEach(list -> gathers.add(indices.of(list, batch)));
    }

    private static boolean isAll(int[] part, int rows) {
        return part.length == rows && IntStream.range(0, rows).allMatch(i -> part[i] == i);
    }

    /** The sum over the parts, (batch, rows); null when there are none. */
    NDArray of(List<NDArray> parts) {
        NDArray sum = null;
        NDList partial = new NDList();
        for (int i = 0; i < whole.length; i++) {
            if (whole[i]) {
                sum = sum == null ? parts.get(i) : sum.add(parts.get(i));
            } else {
                partial.add(parts.get(i));
            }
        }
        if (!partial.isEmpty()) {
            partial.add(zero);
            NDArray beside = Concatenation.of(partial, 1);
            for (NDArray gather : gathers) {
                NDArray part = beside.gather(gather, 1);
                sum = sum == null ? part : sum.add(part);
            }
        }
        return sum;
    }
}
