package dev.huxley.tree;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.display.Displayable;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * An immutable, ordered, nested dictionary of arrays (a pytree). A leaf is an {@link NDArray} of any shape and data
 * type; its path is the names from the outermost folder inwards, joined by "/": {@code "soma/HH_gNa"}.
 *
 * <p><b>Ownership.</b> A tree refers to arrays and does not own them: it closes nothing, and an array lives as long as
 * the manager it is attached to. Every method that changes something returns a new tree that shares the other arrays.
 *
 * <p><b>Order.</b> The names of a folder keep the order in which they were first set; a folder's leaves are adjacent,
 * so the order of leaves ({@link #paths}, {@link #flatten}) is depth first. Setting an existing path keeps its place.
 * There are no empty folders: removing the last leaf of a folder removes the folder.
 *
 * <p><b>Equality.</b> Two trees are equal if they have the same paths, in any order (they are dictionaries), and at
 * every path the same data type, shape and bit pattern; any NaN equals any NaN of its type, and -0.0 differs from 0.0.
 * Comparing reads every value. The hash code only uses paths, data types and shapes.
 */
public final class ArrayTree implements Displayable {
    private static final ArrayTree EMPTY = new ArrayTree(Map.of());

    /** Name to {@link NDArray} (a leaf) or {@link ArrayTree} (a folder, never empty). */
    private final Map<String, Object> children;

    /** The data type and the shape of an array, without its values. */
    public record ArrayType(DataType dataType, Shape shape) {
        @Override
        public String toString() {
            return dataType + " " + shape;
        }
    }

    private ArrayTree(Map<String, Object> children) {
        this.children = Collections.unmodifiableMap(children);
    }

    /** The tree without leaves. */
    public static ArrayTree empty() {
        return EMPTY;
    }

    /** A tree of one leaf. */
    public static ArrayTree of(String path, NDArray array) {
        return EMPTY.with(path, array);
    }

    /**
     * Stacks several trees with the same paths and shapes along a new first axis of every array. Gradients pass.
     *
     * @throws IllegalArgumentException if there is no tree, or if paths or shapes differ; the message names those that
     *     do
     */
    public static ArrayTree stack(ArrayTree... trees) {
        if (trees.length == 0) {
            throw new IllegalArgumentException("there is no tree to stack");
        }
        for (ArrayTree tree : trees) {
            TreeErrors.requireSamePaths(trees[0], tree);
        }
        return trees[0].mapWithPath((path, array) -> {
            NDList rows = new NDList();
            for (ArrayTree tree : trees) {
                Shape shape = tree.get(path).getShape();
                if (!shape.equals(array.getShape())) {
                    throw new IllegalArgumentException("\"" + path + "\" has the shape " + array.getShape()
                            + " in one tree and " + shape + " in another; trees to stack have equal shapes");
                }
                rows.add(tree.get(path).expandDims(0));
            }
            return Concatenation.of(rows, 0);
        });
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * A copy with {@code array} at {@code path}: a new leaf, or in place of the present one.
     *
     * @throws IllegalArgumentException if the path is malformed, names a folder or leads through a leaf, or if the
     *     array is null
     */
    public ArrayTree with(String path, NDArray array) {
        if (array == null) {
            throw new IllegalArgumentException("the array for \"" + path + "\" is null");
        }
        return put(TreePath.names(path), 0, array);
    }

    /**
     * A copy with {@code folder} at {@code path}, in place of the present folder (nothing of the old one is kept). An
     * empty folder leaves nothing at the path.
     *
     * @throws IllegalArgumentException if the path is malformed, names a leaf or leads through one
     */
    public ArrayTree with(String path, ArrayTree folder) {
        if (folder == null) {
            throw new IllegalArgumentException(
                    "the tree for \"" + path + "\" is null; ArrayTree.empty() has no leaves");
        }
        String[] names = TreePath.names(path);
        if (folder.isEmpty()) {
            Object there = find(names);
            if (there instanceof NDArray) {
                throw TreeErrors.leafIsNoFolder(path);
            }
            return there == null ? this : without(path);
        }
        return put(names, 0, folder);
    }

    private ArrayTree put(String[] names, int depth, Object value) {
        Object there = children.get(names[depth]);
        Object child = value;
        if (depth < names.length - 1) {
            if (there instanceof NDArray) {
                throw TreeErrors.leafIsNoFolder(TreePath.head(names, depth + 1));
            }
            child = (there == null ? EMPTY : (ArrayTree) there).put(names, depth + 1, value);
        } else if (there instanceof ArrayTree folder && value instanceof NDArray) {
            throw new IllegalArgumentException("\"" + TreePath.head(names, names.length)
                    + "\" is a folder (with " + folder.children.keySet()
                    + ") and cannot become an array; remove it first or choose another name");
        } else if (there instanceof NDArray && value instanceof ArrayTree) {
            throw TreeErrors.leafIsNoFolder(TreePath.head(names, names.length));
        }
        Map<String, Object> copy = new LinkedHashMap<>(children);
        copy.put(names[depth], child);
        return new ArrayTree(copy);
    }

    /** A copy without the leaf or the folder at {@code path}, which must exist. */
    public ArrayTree without(String path) {
        String[] names = TreePath.names(path);
        if (find(names) == null) {
            throw TreeErrors.missing(this, "nothing", path);
        }
        return remove(names, 0);
    }

    private ArrayTree remove(String[] names, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>(children);
        if (depth == names.length - 1) {
            copy.remove(names[depth]);
        } else {
            ArrayTree folder = ((ArrayTree) children.get(names[depth])).remove(names, depth + 1);
            if (folder.isEmpty()) {
                copy.remove(names[depth]);
            } else {
                copy.put(names[depth], folder);
            }
        }
        return copy.isEmpty() ? EMPTY : new ArrayTree(copy);
    }

    /** The array at {@code path}; the error for an unknown path lists the known ones and names the nearest. */
    public NDArray get(String path) {
        Object there = find(TreePath.names(path));
        if (there instanceof ArrayTree folder) {
            throw new IllegalArgumentException("\"" + path + "\" is a folder with " + folder.children.keySet()
                    + ", not an array; ask for one of them or use subtree");
        }
        if (there == null) {
            throw TreeErrors.missing(this, "no array", path);
        }
        return (NDArray) there;
    }

    /**
     * The array of a trainable parameter.
     *
     * @throws IllegalArgumentException if the tree has none, or if the handle names several
     */
    public NDArray get(Handle handle) {
        return get(handle.path());
    }

    /** The folder at {@code path} as a separate tree, with paths relative to it. */
    public ArrayTree subtree(String path) {
        Object there = find(TreePath.names(path));
        if (there instanceof NDArray) {
            throw new IllegalArgumentException("\"" + path + "\" is an array, not a folder; use get");
        }
        if (there == null) {
            throw TreeErrors.missing(this, "no folder", path);
        }
        return (ArrayTree) there;
    }

    /** Tells whether there is a leaf or a folder at {@code path}. */
    public boolean contains(String path) {
        return find(TreePath.names(path)) != null;
    }

    private Object find(String[] names) {
        Object node = this;
        for (String name : names) {
            node = node instanceof ArrayTree folder ? folder.children.get(name) : null;
        }
        return node;
    }

    /** The paths of all leaves, depth first. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        forEach((path, array) -> paths.add(path));
        return List.copyOf(paths);
    }

    /** The names at the top: leaves and folders. */
    public List<String> names() {
        return List.copyOf(children.keySet());
    }

    /** The number of leaves. */
    public int size() {
        int size = 0;
        for (Object child : children.values()) {
            size += child instanceof ArrayTree folder ? folder.size() : 1;
        }
        return size;
    }

    public boolean isEmpty() {
        return children.isEmpty();
    }

    /** A tree of the same paths with {@code function} of each array. */
    public ArrayTree map(UnaryOperator<NDArray> function) {
        return mapWithPath((path, array) -> function.apply(array));
    }

    /** A tree of the same paths with {@code function} of each path and array; called in the order of {@link #paths}. */
    public ArrayTree mapWithPath(BiFunction<String, NDArray, NDArray> function) {
        return isEmpty() ? EMPTY : mapBelow("", function);
    }

    private ArrayTree mapBelow(String prefix, BiFunction<String, NDArray, NDArray> function) {
        Map<String, Object> mapped = new LinkedHashMap<>();
        children.forEach((name, child) -> {
            String path = TreePath.join(prefix, name);
            if (child instanceof ArrayTree folder) {
                mapped.put(name, folder.mapBelow(path, function));
            } else {
                NDArray result = function.apply(path, (NDArray) child);
                if (result == null) {
                    throw new IllegalArgumentException("the mapped array for \"" + path + "\" is null");
                }
                mapped.put(name, result);
            }
        });
        return new ArrayTree(mapped);
    }

    /**
     * {@code function} of this tree's and the other tree's array at each path, in this tree's order.
     *
     * @throws IllegalArgumentException if the trees do not have the same paths; the message names those that differ
     */
    public ArrayTree zip(ArrayTree other, BinaryOperator<NDArray> function) {
        TreeErrors.requireSamePaths(this, other);
        return mapWithPath((path, array) -> function.apply(array, other.get(path)));
    }

    /** Calls {@code action} with each path and array, depth first. */
    public void forEach(BiConsumer<String, NDArray> action) {
        forEachBelow("", action);
    }

    private void forEachBelow(String prefix, BiConsumer<String, NDArray> action) {
        children.forEach((name, child) -> {
            String path = TreePath.join(prefix, name);
            if (child instanceof ArrayTree folder) {
                folder.forEachBelow(path, action);
            } else {
                action.accept(path, (NDArray) child);
            }
        });
    }

    /** The arrays in the order of {@link #paths}: a new list of the same arrays. */
    public NDList flatten() {
        NDList arrays = new NDList(size());
        forEach((path, array) -> arrays.add(array));
        return arrays;
    }

    /**
     * The inverse of {@link #flatten}: a tree with this tree's paths and the given arrays, which may have other shapes
     * and data types than this tree's.
     *
     * @throws IllegalArgumentException if the list is not as long as this tree has leaves
     */
    public ArrayTree unflatten(NDList arrays) {
        if (arrays.size() != size()) {
            throw new IllegalArgumentException("cannot fill a tree of " + size() + " leaves with " + arrays.size()
                    + " arrays; its paths are " + TreeErrors.shortened(paths()));
        }
        int[] next = {0};
        return map(array -> arrays.get(next[0]++));
    }

    /** Paths with the data type and shape of each array, in the order of {@link #paths}. */
    public Map<String, ArrayType> structure() {
        Map<String, ArrayType> structure = new LinkedHashMap<>();
        forEach((path, array) -> structure.put(path, new ArrayType(array.getDataType(), array.getShape())));
        return Collections.unmodifiableMap(structure);
    }

    /** Tells whether both trees have the same paths (in any order) with arrays of the same data types and shapes. */
    public boolean sameStructure(ArrayTree other) {
        return structure().equals(other.structure());
    }

    /** Equal paths in any order, with data types, shapes and bit patterns equal; NaN equals NaN. */
    @Override
    public boolean equals(Object object) {
        if (this == object) {
            return true;
        }
        if (!(object instanceof ArrayTree other) || !sameStructure(other)) {
            return false;
        }
        for (String path : paths()) {
            if (!ArrayBits.areEqual(get(path), other.get(path))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return structure().hashCode();
    }

    /** One indented line per folder and leaf: name, shape, data type, first values. */
    @Override
    public String toString() {
        return TreeText.of(this);
    }

    Map<String, Object> children() {
        return children;
    }

    /** Collects leaves for a tree. */
    public static final class Builder {
        private ArrayTree tree = EMPTY;

        private Builder() {}

        /** Sets a leaf; the errors are those of {@link ArrayTree#with(String, NDArray)}. */
        public Builder set(String path, NDArray array) {
            tree = tree.with(path, array);
            return this;
        }

        /** Sets a folder; the errors are those of {@link ArrayTree#with(String, ArrayTree)}. */
        public Builder set(String path, ArrayTree folder) {
            tree = tree.with(path, folder);
            return this;
        }

        @Override
        public String toString() {
            return "ArrayTree.Builder[" + Brief.list(tree.paths()) + "]";
        }

        public ArrayTree build() {
            return tree;
        }
    }
}
