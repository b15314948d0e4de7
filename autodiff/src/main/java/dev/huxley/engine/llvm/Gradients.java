package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.emit.Transfers.Rows;
import dev.huxley.engine.llvm.jit.NativeMemory;

/**
 * The gradients of a run by its arguments, which several threads fill. Arguments with a row for every row of the batch
 * are filled in place. For arguments that all rows share, every task of the batch has a sum of its own; at the end
 * these are added in the order of the tasks.
 */
final class Gradients implements AutoCloseable {
    private final RunValues values;
    private final NDArray[] results;
    private final long[] addresses;
    /** The positions of shared arguments in the sums. */
    private final int[] places;

    private final int sumsSize;
    private final NativeMemory[] sums;
    private final NDManager scratch;

    Gradients(NDManager owner, RunValues values, boolean[] wanted, int tasks) {
        this.values = values;
        results = new NDArray[wanted.length];
        addresses = new long[wanted.length];
        places = new int[wanted.length];
        sums = new NativeMemory[tasks];
        scratch = owner.newSubManager();
        int size = 0;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                results[i] = ArrayMemory.zeros(owner, values.shape(i));
                addresses[i] = ArrayMemory.address(results[i], scratch);
                places[i] = size;
                size += values.isShared(i) ? Math.toIntExact(values.shape(i).size()) : 0;
            }
        }
        sumsSize = size;
    }

    boolean isWanted(int argument) {
        return results[argument] != null;
    }

    /** Makes the sums of a task. */
    void begin(int task) {
        sums[task] = NativeMemory.ofNumbers(sumsSize, Precision.FLOAT64);
    }

    /** The memory for the gradients of rows of the batch; for a shared argument, the task's sum. */
    Rows rows(int argument, int task, int first, int count) {
        long address = values.isShared(argument)
                ? sums[task].address() + (long) places[argument] * Double.BYTES
                : addresses[argument];
        return values.rows(argument, address, first, count);
    }

    /** The gradients, after all tasks; null for arguments whose gradient is not needed. */
    NDList finish() {
        for (int task = 1; task < sums.length; task++) {
            for (int i = 0; i < sumsSize; i++) {
                sums[0].set(i, sums[0].get(i) + sums[task].get(i));
            }
        }
        NDList list = new NDList(results.length);
        for (int i = 0; i < results.length; i++) {
            if (isWanted(i) && values.isShared(i)) {
                long from = sums[0].address() + (long) places[i] * Double.BYTES;
                NativeMemory.copy(from, addresses[i], values.shape(i).size() * Double.BYTES);
            }
            list.add(results[i]);
        }
        return list;
    }

    /** Frees the sums; the gradients belong to their owner. */
    @Override
    public void close() {
        for (NativeMemory sum : sums) {
            if (sum != null) {
                sum.close();
            }
        }
        scratch.close();
    }
}
