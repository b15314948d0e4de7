package dev.huxley.engine.llvm.jit;

import java.util.concurrent.CompletableFuture;

/**
 * A use of the machine code of an LLVM IR text. The code itself is shared with all other uses of the same text in the
 * process and, through the {@link ObjectCache}, compiled once for all processes.
 */
public final class CompiledModule implements AutoCloseable {
    private final SharedCode shared;
    private final CodeKey key;
    private final LinkedCode code;
    private boolean closed;

    /** Compiles the text, unless it was compiled before, with bounds checks if {@link CheckedCode} is on. */
    public CompiledModule(String text, Target target) {
        this(CheckedCode.IS_WANTED ? CheckedCode.of(text) : text, target, SharedCode.ofProcess());
    }

    /** Compiles the text on another thread; closing the module is up to the caller. */
    public static CompletableFuture<CompiledModule> inBackground(String text, Target target) {
        return CompletableFuture.supplyAsync(() -> new CompiledModule(text, target), SharedCode.compilers());
    }

    /** Compiles the text without bounds checks, for functions whose callers do not declare their memory. */
    public static CompiledModule unchecked(String text, Target target) {
        return new CompiledModule(text, target, SharedCode.ofProcess());
    }

    public CompiledModule(String text, Target target, SharedCode shared) {
        this.shared = shared;
        key = CodeKey.of(text, target);
        code = shared.acquire(key, text, target);
    }

    /** A function {@code void(ptr)} of the module; to be called only while the module is open. */
    public NativeFunction function(String name) {
        return new NativeFunction(address(name));
    }

    /** The address of a function of the module; valid while the module is open. */
    public long address(String name) {
        if (closed) {
            throw new IllegalStateException("the code of " + name + " was freed");
        }
        return code.address(name);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            shared.release(key);
        }
    }
}
