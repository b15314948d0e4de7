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
        NativeFunction slotsAdd,
        NativeFunction slotsSum)
        implements AutoCloseable {
    /** Those for the processor that the process runs on: compiled at the first use and kept. */
    static TransferFunctions host(Precision block) {
        return block == Precision.FLOAT64 ? Float64.FUNCTIONS : Float32.FUNCTIONS;
    }

    static TransferFunctions compile(Target target, Precision block) {
        IrModule text = new IrModule(target, Precision.FLOAT64);
        new TransferCode(text, block).defineAll();
        new SlotTransferCode(text, block).defineAll();
        CompiledModule module = new CompiledModule(text.text(), target);
        return new TransferFunctions(
                module,
                module.function(TransferCode.OUT),
                module.function(TransferCode.IN),
                module.function(TransferCode.SPREAD),
                module.function(TransferCode.SUM),
                module.function(SlotTransferCode.IN),
                module.function(SlotTransferCode.ADD),
                module.function(SlotTransferCode.SUM));
    }

    @Override
    public void close() {
        module.close();
    }

    private static final class Float64 {
        static final TransferFunctions FUNCTIONS = compile(LlvmLibrary.host(), Precision.FLOAT64);
    }

    private static final class Float32 {
        static final TransferFunctions FUNCTIONS = compile(LlvmLibrary.host(), Precision.FLOAT32);
    }
}
