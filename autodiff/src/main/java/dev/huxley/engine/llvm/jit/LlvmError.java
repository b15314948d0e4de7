package dev.huxley.engine.llvm.jit;

import static org.bytedeco.llvm.global.LLVM.*;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.llvm.LLVM.LLVMErrorRef;

/** Turns the errors that LLVM's functions return into exceptions. */
final class LlvmError {
    private LlvmError() {}

    /** Throws an error that tells what the generated code cannot do, if there is one. */
    static void check(LLVMErrorRef error, String what) {
        if (error != null && !error.isNull()) {
            BytePointer message = LLVMGetErrorMessage(error);
            String text = message.getString();
            LLVMDisposeErrorMessage(message);
            throw new IllegalStateException("generated code " + what + ": " + text);
        }
    }
}
