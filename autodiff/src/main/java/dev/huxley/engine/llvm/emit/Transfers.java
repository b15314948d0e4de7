package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.jit.NativeFunction;
import dev.huxley.engine.llvm.jit.NativeMemory;

/**
 * Copies numbers between the memory of blocks and arrays of float64, both given by their addresses. A block has (steps,
 * lanes) or (slots, lanes) in the kernel's precision; an array has rows of consecutive numbers. Only memory within the
 * arguments is touched; nothing is checked. For use by one thread at a time.
 */
public final class Transfers implements AutoCloseable {
    /**
     * The part of an array for the lanes of a block.
     *
     * @param address the address of the first lane's row
     * @param stride the numbers from one row to the next; 0 if all lanes share one row
     * @param count the number of rows, at least 1: the first lanes of the block. Other lanes are surplus
     */
    public record Rows(long address, long stride, int count) {
        /** The same rows from an element on. */
        public Rows from(long element) {
            return new Rows(address + element * Double.BYTES, stride, count);
        }
    }

    private final TransferFunctions functions;
    private final NativeMemory words = NativeMemory.ofLongs(TransferWord.values().length);

    public Transfers(TransferFunctions functions) {
        this.functions = functions;
    }

    /**
     * Copies steps of a block to rows, times a factor.
     *
     * @param stride the floats of the block from one step to the next
     */
    public void stepsToRows(long block, long stride, int steps, Rows rows, double scale) {
        words.set(TransferWord.LANES.ordinal(), (long) rows.count());
        call(functions.out(), block, stride, steps, rows, scale);
    }

    /**
     * Copies steps of a block to rows of float32.
     *
     * @param stride the floats of the block from one step to the next
     * @param rows with a stride in float32 numbers
     */
    public void stepsToNarrowRows(long block, long stride, int steps, Rows rows) {
        words.set(TransferWord.LANES.ordinal(), (long) rows.count());
        call(functions.outNarrow(), block, stride, steps, rows, 1);
    }

    /** Copies rows to steps of a block, times a factor; surplus lanes become zero. */
    public void rowsToSteps(Rows rows, long block, long stride, int lanes, int steps, double scale) {
        words.set(TransferWord.REPEAT.ordinal(), 0L);
        words.set(TransferWord.LANES.ordinal(), (long) lanes);
        call(functions.in(), block, stride, steps, rows, scale);
    }

    /** Copies rows to steps of a block, times a factor; surplus lanes repeat the last row. */
    public void rowsToAllSteps(Rows rows, long block, long stride, int lanes, int steps, double scale) {
        words.set(TransferWord.REPEAT.ordinal(), 1L);
        words.set(TransferWord.LANES.ordinal(), (long) lanes);
        call(rows.stride() == 0 ? functions.spread() : functions.in(), block, stride, steps, rows, scale);
    }

    /** Adds to the one row that the lanes share the sums over the lanes that have one, times a factor. */
    public void addSumOfSteps(long block, long stride, int steps, Rows shared, double scale) {
        call(functions.sum(), block, stride, steps, shared, scale);
    }

    /**
     * Copies elements of rows to slots of a block, times a factor; surplus lanes repeat the last row.
     *
     * @param table the address of the element of every slot: 64-bit integers
     * @param slots how many
     */
    public void rowsToSlots(Rows rows, long table, int slots, long block, int lanes, double scale) {
        words.set(TransferWord.LANES.ordinal(), (long) lanes);
        words.set(TransferWord.TABLE.ordinal(), table);
        call(functions.slotsIn(), block, lanes, slots, rows, scale);
    }

    /**
     * Copies elements of rows, times a factor, to their slots in a block; surplus lanes repeat the last row.
     *
     * @param table the address of the slot of every element: 64-bit integers
     * @param elements how many
     */
    public void elementsToSlots(Rows rows, long table, int elements, long block, int lanes, double scale) {
        words.set(TransferWord.LANES.ordinal(), (long) lanes);
        words.set(TransferWord.TABLE.ordinal(), table);
        call(functions.elementsIn(), block, lanes, elements, rows, scale);
    }

    /**
     * Adds slots of a block, times a factor, to the elements of rows; to a row that the lanes share, the sums over the
     * lanes that have one.
     *
     * @param table the address of the slot of every element: 64-bit integers
     * @param elements how many
     */
    public void addSlotsToRows(long block, int lanes, Rows rows, long table, int elements, double scale) {
        words.set(TransferWord.LANES.ordinal(), (long) lanes);
        words.set(TransferWord.TABLE.ordinal(), table);
        call(rows.stride() == 0 ? functions.slotsSum() : functions.slotsAdd(), block, lanes, elements, rows, scale);
    }

    private void call(NativeFunction function, long block, long stride, int length, Rows rows, double scale) {
        words.set(TransferWord.BLOCK.ordinal(), block);
        words.set(TransferWord.BLOCK_STRIDE.ordinal(), stride);
        words.set(TransferWord.LENGTH.ordinal(), (long) length);
        words.set(TransferWord.ROWS.ordinal(), rows.address());
        words.set(TransferWord.ROW_STRIDE.ordinal(), rows.stride());
        words.set(TransferWord.COUNT.ordinal(), (long) rows.count());
        words.set(TransferWord.SCALE.ordinal(), Double.doubleToRawLongBits(scale));
        function.call(words);
    }

    @Override
    public void close() {
        words.close();
    }
}
