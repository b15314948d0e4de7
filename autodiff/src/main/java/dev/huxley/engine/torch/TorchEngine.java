package dev.huxley.engine.torch;

import dev.huxley.array.Precision;
import dev.huxley.autograd.TorchRuntime;
import dev.huxley.engine.Engine;
import dev.huxley.engine.Kernel;
import dev.huxley.library.Resources;
import dev.huxley.program.Program;

/**
 * Replays programs on DJL NDArrays, one PyTorch operation per node; PyTorch's autograd gives the gradient. The llvm
 * engine is tested against it.
 */
public final class TorchEngine implements Engine {
    /** The name by which a user chooses this engine. */
    public static final String NAME = "torch";

    public TorchEngine() {
        TorchRuntime.prepare();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String library() {
        return "PyTorch " + ai.djl.engine.Engine.getEngine("PyTorch").getVersion();
    }

    @Override
    public Kernel compile(Program program, Precision precision, Resources resources) {
        return new TorchKernel(program, precision);
    }
}
