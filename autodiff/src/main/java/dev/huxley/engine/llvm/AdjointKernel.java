package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.jit.NativeFunction;

/**
 * The compiled functions of a gradient: the forward ones that write the tape, and their adjoints; see
 * {@code AdjointEmitter}.
 *
 * @param startFloats the size of the tape of the start and of the preparation
 * @param stepFloats the size of a step's part of the tape
 */
record AdjointKernel(
        NativeFunction prepareAdjoint,
        NativeFunction startAdjoint,
        NativeFunction stepsAdjoint,
        int startFloats,
        int stepFloats,
        ForwardKernel taped)
        implements AutoCloseable {
    @Override
    public void close() {
        taped.close();
    }
}
