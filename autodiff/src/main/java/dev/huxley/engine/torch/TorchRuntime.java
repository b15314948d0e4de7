package dev.huxley.engine.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import dev.huxley.engine.LibraryLoading;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Settings of DJL and PyTorch, made before they load: nothing is fetched over the network at run time (neither libraries
 * nor telemetry), and one thread, since PyTorch's threads cost more than they gain on arrays of the size of a neuron.
 * Values that the user has set stay.
 */
public final class TorchRuntime {
    private static final String ENGINE = "PyTorch";

    private TorchRuntime() {}

    /** Makes the settings; to be called before the first use of DJL. */
    public static void prepare() {
        set("ai.djl.offline", "true");
        set("OPT_OUT_TRACKING", "true");
        set("ai.djl.pytorch.num_threads", "1");
        set("ai.djl.pytorch.num_interop_threads", "1");
    }

    /** A new manager of native arrays, with the settings made. */
    public static NDManager newManager() {
        prepare();
        Loaded.await();
        return NDManager.newBaseManager(ENGINE);
    }

    /** Begins to load PyTorch on another thread, with the settings made. */
    public static void preload() {
        prepare();
        LibraryLoading.inBackground(ENGINE, Loaded::await);
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Whoever comes second waits for the first. */
    private static final class Loaded {
        static {
            LargePages.request();
            try {
                Path folder = Utils.getEngineCacheDir("pytorch");
                if (Files.isDirectory(folder)) {
                    Engine.getEngine(ENGINE);
                } else {
                    LibraryLoading.unpacking(ENGINE, folder, () -> Engine.getEngine(ENGINE));
                }
            } catch (RuntimeException | LinkageError e) {
                // Making a manager fails with the same error, and says so.
            }
        }

        /** Returns when the library is loaded, or has failed to. */
        static void await() {}
    }
}
