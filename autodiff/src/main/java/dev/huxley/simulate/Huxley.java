package dev.huxley.simulate;

import ai.djl.ndarray.NDManager;
import dev.huxley.engine.torch.TorchRuntime;

/** Where a script begins. */
public final class Huxley {
    private Huxley() {}

    /**
     * A new manager of native arrays; close it to free them. Prefer it to {@code NDManager.newBaseManager()}: it makes
     * sure, before DJL loads, that nothing is fetched over the network and that PyTorch runs on one thread.
     */
    public static NDManager newManager() {
        return TorchRuntime.newManager();
    }
}
