package dev.huxley.engine.llvm;

import dev.huxley.array.Precision;
import dev.huxley.engine.Engine;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.llvm.jit.CodeKey;
import dev.huxley.engine.llvm.jit.LlvmLibrary;
import dev.huxley.engine.llvm.jit.SharedCode;
import dev.huxley.library.LibraryLoading;
import dev.huxley.library.Resources;
import dev.huxley.program.Program;

/** Compiles programs to machine code for the processor at hand. */
public final class LlvmEngine implements Engine {
    /** The name by which a user chooses this engine. */
    public static final String NAME = "llvm";

    /**
     * The reason why this machine cannot run the engine, in one line; null if it can. LLVM's library for Linux
     * needs glibc 2.34 and the C++ library of gcc 12.
     */
    public static String failure() {
        return LlvmLibrary.failure();
    }

    /** Begins to load LLVM on another thread. */
    public static void preload() {
        LibraryLoading.inBackground("LLVM", () -> {
            if (LlvmLibrary.failure() == null) {
                // The first use of each takes tens of milliseconds too.
                SharedCode.ofProcess();
                CodeKey.of("", LlvmLibrary.host());
            }
        });
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String library() {
        return "LLVM " + LlvmLibrary.version();
    }

    @Override
    public Kernel compile(Program program, Precision precision, Resources resources) {
        return new LlvmKernel(program, precision, resources, LlvmLibrary.host());
    }
}
