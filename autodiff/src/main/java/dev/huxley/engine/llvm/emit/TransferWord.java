package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;

/** The arguments of a transfer, 64 bits each; see {@link TransferEmitter} and {@link SlotTransferEmitter}. */
enum TransferWord {
    /** The address of the block's array. */
    BLOCK,
    /** The address of the first row: float64. */
    ROWS,
    /** The address of the element of every slot, or of the slot of every element: 64-bit integers. */
    TABLE,
    /** The floats of the block between one step, or one slot, and the next. */
    BLOCK_STRIDE,
    /** The numbers between one row and the next; 0 if all lanes have the same row. */
    ROW_STRIDE,
    /** The number of steps, or of the table. */
    LENGTH,
    /** The number of lanes of the block. */
    LANES,
    /** The number of rows: the first lanes of the block. */
    COUNT,
    /** 1 if surplus lanes repeat the last row, 0 if they become zero. */
    REPEAT,
    /** The bits of the factor. */
    SCALE;

    /** Loads all arguments; each is then a value of its own name, see {@link #value}. */
    static void loadAll(IrFunction function) {
        for (TransferWord word : values()) {
            String type = word.ordinal() < BLOCK_STRIDE.ordinal() ? "ptr" : word == SCALE ? "double" : "i64";
            String address = function.wordAt("%words", Integer.toString(word.ordinal()));
            function.line(word.value() + " = load " + type + ", ptr " + address + ", align 8");
        }
    }

    /** The name of its value in a function that has loaded all arguments. */
    String value() {
        return switch (this) {
            case BLOCK -> "%block";
            case ROWS -> "%rows";
            case TABLE -> "%table";
            case BLOCK_STRIDE -> "%blockStride";
            case ROW_STRIDE -> "%rowStride";
            case LENGTH -> "%length";
            case LANES -> "%lanes";
            case COUNT -> "%count";
            case REPEAT -> "%repeat";
            case SCALE -> "%scale";
        };
    }
}
