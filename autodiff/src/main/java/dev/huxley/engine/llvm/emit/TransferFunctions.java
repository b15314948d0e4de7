package dev.huxley.engine.llvm.emit;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.ir.IrModule;
import dev.huxley.engine.llvm.jit.CompiledModule;
import dev.huxley.engine.llvm.jit.NativeFunction;
import dev.huxley.engine.llvm.jit.Target;

/**
 * The compiled transfers between blocks of one precision and arrays of float64; see {@link Transfers}. May be used by
 * several threads at once.
 */
public record TransferFunctions(
        CompiledModule module,
        CompiledModule narrow,
        NativeFunction out,
        NativeFunction outNarrow,
        NativeFunction in,
        NativeFunction spread,
        NativeFunction sum,
        NativeFunction slotsIn,
        NativeFunction elementsIn,
        NativeFunction slotsAdd,
        NativeFunction slotsSum)
        implements AutoCloseable {
    public static TransferFunctions compile(Target target, Precision block) {
        IrModule text = new IrModule(target, Precision.FLOAT64);
        new TransferEmitter(text, block).defineAll();
        new SlotTransferEmitter(text, block).defineAll();
        IrModule narrowText = new IrModule(target, block);
        new TransferEmitter(narrowText, block).defineNarrow();
        CompiledModule narrow = CompiledModule.unchecked(narrowText.text(), target);
        CompiledModule module = CompiledModule.unchecked(text.text(), target);
        // Shared by all modules of this text, and kept on disk.
        return new TransferFunctions(
                module,
                narrow,
                module.function(TransferEmitter.OUT),
                narrow.function(TransferEmitter.OUT_NARROW),
                module.function(TransferEmitter.IN),
                module.function(TransferEmitter.SPREAD),
                module.function(TransferEmitter.SUM),
                module.function(SlotTransferEmitter.IN),
                module.function(SlotTransferEmitter.ELEMENTS_IN),
                module.function(SlotTransferEmitter.ADD),
                module.function(SlotTransferEmitter.SUM));
    }

    @Override
    public void close() {
        module.close();
        narrow.close();
    }
}
