package dev.huxley.tree;

import java.util.Arrays;

/** The syntax of paths: names joined by "/", none of them empty. */
final class TreePath {
    static final String SEPARATOR = "/";

    private TreePath() {}

    /** The names of {@code path} from the outermost folder to the leaf. */
    static String[] names(String path) {
        if (path == null) {
            throw new IllegalArgumentException(
                    "a path in a tree is null; give names joined by \"/\", like soma/HH_gNa");
        }
        String[] names = path.split(SEPARATOR, -1);
        for (String name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("bad path \"" + path + "\" in a tree: "
                        + (path.isBlank() ? "it is empty" : "a name between, before or after \"/\" is empty")
                        + "; give names joined by \"/\", like soma/HH_gNa");
            }
        }
        return names;
    }

    static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + SEPARATOR + name;
    }

    /** The first {@code count} names as a path. */
    static String head(String[] names, int count) {
        return String.join(SEPARATOR, Arrays.copyOf(names, count));
    }
}
