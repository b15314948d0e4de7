package dev.huxley.engine.llvm;

/**
 * The division of a batch into blocks of as many rows as a layout has lanes, and of the blocks into tasks, runs of
 * consecutive blocks. A task is the work of one thread; gradients by arguments that all rows share are summed within a
 * task, in the order of its blocks, and then over the tasks in order. The division depends on the batch alone, so
 * results do not depend on the number of threads.
 *
 * @param batch the number of rows
 * @param lanes the number of rows of a block
 */
record BatchBlocks(int batch, int lanes) {
    /**
     * The largest number of tasks: enough to occupy any number of processors; the sums of all tasks take memory at the
     * same time.
     */
    private static final int MOST_TASKS = 64;

    /** The number of blocks. */
    int blocks() {
        return (int) (((long) batch + lanes - 1) / lanes);
    }

    /** The number of tasks. */
    int tasks() {
        return Math.min(MOST_TASKS, blocks());
    }

    /** The first block of a task. After the last task, the number of blocks. */
    int firstBlock(int task) {
        return (int) ((long) blocks() * task / tasks());
    }

    /** The first row of a block. */
    int firstRow(int block) {
        return block * lanes;
    }

    /** The number of rows of a block; fewer than lanes in the last one. */
    int rows(int block) {
        return Math.min(lanes, batch - firstRow(block));
    }
}
