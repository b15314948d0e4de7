package dev.huxley.tree;

import dev.huxley.text.Brief;
import java.util.List;

/**
 * The paths of a trainable in trees of parameters and gradients, so that no path need be written by hand: {@code
 * makeTrainable} returns one, and {@code parameters.get(handle)} and {@code gradients.get(handle)} find its array. For
 * a quantity that is itself a tree, {@link #paths} holds all leaves.
 */
public record Handle(List<String> paths) {
    public Handle {
        paths = List.copyOf(paths);
    }

    /**
     * The path of the only leaf.
     *
     * @throws IllegalArgumentException if there are several
     */
    public String path() {
        if (paths.size() != 1) {
            throw new IllegalArgumentException(
                    "the handle names " + paths.size() + " arrays, " + paths + "; ask for one of these paths");
        }
        return paths.get(0);
    }

    @Override
    public String toString() {
        return "Handle[" + Brief.list(paths) + "]";
    }
}
