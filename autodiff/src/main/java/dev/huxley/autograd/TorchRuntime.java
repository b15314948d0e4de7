package dev.huxley.autograd;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.huxley.library.LibraryLoading;
import dev.huxley.library.NativeLibraryException;
import dev.huxley.library.UnpackedLibrary;
import dev.huxley.library.UserFolders;

/**
 * Settings of DJL and PyTorch, made before they load: arrays own their memory ({@link DjlMending}), nothing is fetched
 * over the network at run time (neither libraries nor telemetry), and PyTorch uses one thread, since more cost more
 * than they gain on arrays of the size of a neuron. Values that the user has set stay.
 */
public final class TorchRuntime {
    private static final String ENGINE = "PyTorch";

    private TorchRuntime() {}

    /** Makes the settings; to be called before the first use of DJL. */
    public static void prepare() {
        DjlMending.prepare();
        set("ai.djl.offline", "true");
        set("OPT_OUT_TRACKING", "true");
        set("ai.djl.pytorch.num_threads", "1");
        set("ai.djl.pytorch.num_interop_threads", "1");
    }

    /**
     * Makes sure that PyTorch owns the memory of all arrays, without which gradients would be wrong.
     *
     * @throws IllegalStateException if it does not
     */
    public static void requireOwnedMemory() {
        prepare();
        DjlMending.require();
    }

    /** A new manager of native arrays, with the settings made. */
    public static NDManager newManager() {
        prepare();
        Loaded.await();
        if (Loaded.FAILURE != null) {
            throw new NativeLibraryException(Loaded.FAILURE);
        }
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

    /** The loading itself, by class initialization: a second thread waits for the first. */
    private static final class Loaded {
        /** The reason why PyTorch cannot be used; null if it can, or if DJL will report it. */
        static final NativeLibraryException FAILURE;

        static {
            FAILURE = load();
        }

        private static NativeLibraryException load() {
            UnpackedLibrary library = null;
            try {
                library = TorchLibrary.find(UserFolders.ofProcess());
                library.makeWhole();
                LargePages.request();
                Engine.getEngine(ENGINE);
                return null;
            } catch (NativeLibraryException e) {
                return e;
            } catch (RuntimeException | LinkageError e) {
                return library == null ? null : library.notLoaded(e).orElse(null);
            }
        }

        /** Returns when the library has loaded, or failed to load. */
        static void await() {}
    }
}
