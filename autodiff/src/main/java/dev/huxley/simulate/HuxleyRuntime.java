package dev.huxley.simulate;

import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.TorchRuntime;

/** Starts the native libraries and makes managers of native arrays. */
public final class HuxleyRuntime {
    private HuxleyRuntime() {}

    /**
     * Begins to load the native libraries on other threads, before the first array or simulation needs them. Optional:
     * a program that calls this before it reads its data and describes its model starts sooner.
     */
    public static void prepare() {
        TorchRuntime.preload();
        Engines.preload();
    }

    /**
     * A new manager of native arrays; close it to free them. Prefer it to {@code NDManager.newBaseManager()}: it makes
     * sure, before DJL loads, that nothing is fetched over the network, that PyTorch runs on one thread, and that
     * Java's garbage collector frees nothing that a gradient needs: numbers such as that of {@code x.mul(1.1)}, and
     * arrays that are closed before the backward pass.
     */
    public static NDManager newManager() {
        Engines.preload();
        return TorchRuntime.newManager();
    }
}
