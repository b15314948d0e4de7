package dev.huxley.engine.llvm.jit;

import org.junit.jupiter.api.Assumptions;

/** Skips tests, visibly, where LLVM's library does not load and Huxley runs with torch alone. */
public final class NativeLibrary {
    private NativeLibrary() {}

    public static void require() {
        String failure = LlvmLibrary.failure();
        Assumptions.assumeTrue(failure == null, "skipped: LLVM's library does not load here: " + failure);
    }
}
