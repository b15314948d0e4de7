package dev.huxley.tree;

import dev.huxley.text.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Errors about the paths of trees, which list the known paths and the name that was probably meant. */
final class TreeErrors {
    private static final int MOST_PATHS = 30;

    private TreeErrors() {}

    /** The error about a path that would lead through a leaf, or replace one by a folder. */
    static IllegalArgumentException leafIsNoFolder(String path) {
        return new IllegalArgumentException(
                "\"" + path + "\" is an array and cannot hold names; remove it first or choose another name");
    }

    /**
     * The error about an unknown path.
     *
     * @param what the missing thing: {@code "no array"}
     */
    static IllegalArgumentException missing(ArrayTree tree, String what, String path) {
        List<String> candidates = new ArrayList<>(tree.paths());
        addFolders(tree, "", candidates);
        String nearest = NearestName.of(path, candidates)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
        String there = tree.isEmpty() ? "the tree is empty" : "there are " + shortened(tree.paths());
        return new IllegalArgumentException(what + " at \"" + path + "\": " + there + nearest);
    }

    private static void addFolders(ArrayTree tree, String prefix, List<String> folders) {
        tree.children().forEach((name, child) -> {
            if (child instanceof ArrayTree folder) {
                String path = TreePath.join(prefix, name);
                folders.add(path);
                addFolders(folder, path, folders);
            }
        });
    }

    /** Throws an error, which names the paths that differ, unless both trees have the same ones in any order. */
    static void requireSamePaths(ArrayTree first, ArrayTree second) {
        Set<String> here = new LinkedHashSet<>(first.paths());
        Set<String> there = new LinkedHashSet<>(second.paths());
        if (here.equals(there)) {
            return;
        }
        List<String> onlyHere =
                here.stream().filter(path -> !there.contains(path)).toList();
        List<String> onlyThere =
                there.stream().filter(path -> !here.contains(path)).toList();
        throw new IllegalArgumentException("the trees have different paths: "
                + (onlyHere.isEmpty() ? "" : "only the first has " + shortened(onlyHere))
                + (onlyHere.isEmpty() || onlyThere.isEmpty() ? "" : ", ")
                + (onlyThere.isEmpty() ? "" : "only the second has " + shortened(onlyThere)));
    }

    /** The paths as text; of many only the first ones. */
    static String shortened(List<String> paths) {
        return paths.size() <= MOST_PATHS
                ? paths.toString()
                : paths.subList(0, MOST_PATHS) + " and " + (paths.size() - MOST_PATHS) + " more";
    }
}
