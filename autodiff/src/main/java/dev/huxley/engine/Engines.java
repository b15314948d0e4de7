package dev.huxley.engine;

import dev.huxley.engine.torch.TorchEngine;
import java.util.List;

/** The engines by name. */
public final class Engines {
    private Engines() {}

    /** The names of the engines, the default first. */
    public static List<String> names() {
        return List.of(TorchEngine.NAME);
    }

    /** The engine of this name. */
    public static Engine named(String name) {
        if (name.equals(TorchEngine.NAME)) {
            return new TorchEngine();
        }
        throw new IllegalArgumentException("there is no engine '" + name + "'; engines are " + names());
    }
}
