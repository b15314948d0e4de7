package dev.huxley.simulate;

import dev.huxley.engine.Engine;
import dev.huxley.engine.llvm.LlvmEngine;
import dev.huxley.engine.torch.TorchEngine;
import java.util.List;

/** The engines by name. */
public final class Engines {
    /** The engine that compiles models to machine code; the default. */
    public static final String LLVM = LlvmEngine.NAME;
    /** The engine that replays models on PyTorch arrays; {@link #LLVM} is tested against it. */
    public static final String TORCH = TorchEngine.NAME;

    private Engines() {}

    /** The names of the engines. */
    public static List<String> names() {
        return List.of(LlvmEngine.NAME, TorchEngine.NAME);
    }

    /**
     * The engine of simulations that name none: llvm, unless the system property {@code huxley.engine} names another.
     */
    public static String defaultName() {
        return System.getProperty("huxley.engine", LlvmEngine.NAME);
    }

    /**
     * Begins to load the libraries of the default engine on another thread; later calls do nothing.
     */
    static void preload() {
        Preloading.begin();
    }

    /**
     * The engine of this name; the torch engine, with a notice on standard error, if this machine cannot run the named
     * one.
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
     * The name of the engine that runs when this one is asked for: torch if this machine cannot run the named one.
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

    /** Determined once per process, so that the notice appears once. */
    private static final class LlvmFailure {
        static final String REASON = LlvmEngine.failure();

        static {
            if (REASON != null) {
                System.err.println("huxley: the llvm engine cannot be used here, torch runs instead (" + REASON + ")");
            }
        }
    }
}
