package dev.huxley.simulate;

import dev.huxley.engine.Engine;
import dev.huxley.engine.llvm.LlvmEngine;
import dev.huxley.engine.torch.TorchEngine;
import java.util.List;

/** The engines by name. */
public final class Engines {
    /** The engine that compiles models to machine code; the default. */
    public static final String LLVM = LlvmEngine.NAME;
    /** The engine that replays models on arrays of PyTorch; the reference for the other. */
    public static final String TORCH = TorchEngine.NAME;

    private Engines() {}

    /** The names of the engines. */
    public static List<String> names() {
        return List.of(LlvmEngine.NAME, TorchEngine.NAME);
    }

    /** The engine of simulations that name none: llvm, or what the system property {@code huxley.engine} says. */
    public static String defaultName() {
        return System.getProperty("huxley.engine", LlvmEngine.NAME);
    }

    /**
     * Begins to load what the engine of simulations that name none will need, on another thread; does nothing from the
     * second time on.
     */
    static void preload() {
        Preloading.begin();
    }

    /**
     * The engine of this name; the torch engine for one that this machine cannot run, which is said on standard error.
     */
    static Engine named(String name) {
        if (name.equals(TorchEngine.NAME)) {
            return new TorchEngine();
        }
        if (name.equals(LlvmEngine.NAME)) {
            return llvmOrTorch();
        }
        throw new IllegalArgumentException("there is no engine '" + name + "'; engines are " + names());
    }

    /**
     * The name of the engine that runs where one of this name is asked for: torch for one that this machine cannot run.
     *
     * @throws IllegalArgumentException if there is no engine of this name; the message lists them
     */
    public static String usable(String name) {
        return named(name).name();
    }

    /** The engine that runs for this name, and the library it runs on, such as {@code "llvm (LLVM 20.1.7)"}. */
    public static String description(String name) {
        Engine engine = named(name);
        return engine.name() + " (" + engine.library() + ")";
    }

    private static Engine llvmOrTorch() {
        return LlvmFailure.REASON == null ? new LlvmEngine() : new TorchEngine();
    }

    private static final class Preloading {
        static {
            if (defaultName().equals(LlvmEngine.NAME)) {
                LlvmEngine.preload();
            }
        }

        /** Has begun when this returns. */
        static void begin() {}
    }

    /** Looked for once per process, so that it is said once. */
    private static final class LlvmFailure {
        static final String REASON = LlvmEngine.failure();

        static {
            if (REASON != null) {
                System.err.println("huxley: the llvm engine cannot be used here, torch runs instead (" + REASON + ")");
            }
        }
    }
}
