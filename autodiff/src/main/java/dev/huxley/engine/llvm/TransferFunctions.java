package dev.huxley.engine.llvm;

import dev.huxley.engine.Precision;

/**
 * The compiled transfers between blocks of one precision and arrays of float64; see {@link Transfers}. May be used by
 * several threads at once.
 */
record TransferFunctions(
        CompiledModule module,
        NativeFunction out,
        NativeFunction in,
        NativeFunction spread,
        NativeFunction sum,
        NativeFunction slotsIn,
        NativeFunction elementsIn,
        NativeFunction slotsAdd,
        NativeFunction slotsSum)
        implements AutoCloseable {
    static TransferFunctions compile(Target target, Precision block) {
        IrModule text = new IrModule(target, Precision.FLOAT64);
        new TransferCode(text, block).defineAll();
        new SlotTransferCode(text, block).defineAll();
        CompiledModule module = CompiledModule.unchecked(text.text(), target);
        // Shared by all modules of this text, and kept on disk.
        return new TransferFunctions(
                module,
                module.function(TransferCode.OUT),
                module.function(TransferCode.IN),
                module.function(TransferCode.SPREAD),
                module.function(TransferCode.SUM),
                module.function(SlotTransferCode.IN),
                module.function(SlotTransferCode.ELEMENTS_IN),
                module.function(SlotTransferCode.ADD),
                module.function(SlotTransferCode.SUM));
    }

    @Override
    public void close() {
        module.close();
    }
}
