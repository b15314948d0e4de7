package dev.huxley.storage;

import dev.huxley.mechanism.Mechanism;
import java.util.List;

/** Makes a mechanism that a file names. */
@FunctionalInterface
public interface MechanismConstructor {
    /**
     * @param name the name of the mechanism in the model
     * @param constants the result of {@link Mechanism#constants()} when the file was written
     */
    Mechanism create(String name, List<Object> constants);
}
