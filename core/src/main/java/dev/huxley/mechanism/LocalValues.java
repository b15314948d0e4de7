package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;

/** The values that a mechanism's functions can read, by the names that the mechanism declared. */
public interface LocalValues {
    /** A parameter or state by its name in the mechanism's code. */
    NDArray get(String name);

    /** Tells whether there is a value of this name, for those that a model need not have. */
    boolean has(String name);
}
