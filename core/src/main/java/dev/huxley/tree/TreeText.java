package dev.huxley.tree;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Locale;
import java.util.Map;

/** Renders a tree for people: one line per leaf with shape, data type and the first values. */
final class TreeText {
    private static final int SHOWN_VALUES = 6;

    private TreeText() {}

    static String of(ArrayTree tree) {
        if (tree.isEmpty()) {
            return "(empty tree)";
        }
        StringBuilder text = new StringBuilder();
        append(text, tree, "");
        return text.substring(0, text.length() - 1);
    }

    private static void append(StringBuilder text, ArrayTree tree, String indent) {
        int width =
                tree.children().keySet().stream().mapToInt(String::length).max().orElse(0);
        for (Map.Entry<String, Object> child : tree.children().entrySet()) {
            text.append(indent).append(child.getKey());
            if (child.getValue() instanceof ArrayTree folder) {
                text.append('\n');
                append(text, folder, indent + "  ");
            } else {
                text.append(" ".repeat(width - child.getKey().length() + 2))
                        .append(leaf((NDArray) child.getValue()))
                        .append('\n');
            }
        }
    }

    private static String leaf(NDArray array) {
        if (array.isReleased()) {
            return "(closed array)";
        }
        return array.getShape() + " " + array.getDataType().name().toLowerCase(Locale.ROOT) + "  " + firstValues(array);
    }

    private static String firstValues(NDArray array) {
        long size = array.size();
        if (size == 0) {
            return "[]";
        }
        StringBuilder text = new StringBuilder(array.getShape().isScalar() ? "" : "[");
        try (NDArray flat = array.reshape(-1);
                NDArray first = flat.get(new NDIndex("0:" + Math.min(size, SHOWN_VALUES)))) {
            if (first.getDataType() == DataType.BOOLEAN) {
                boolean[] values = first.toBooleanArray();
                for (int i = 0; i < values.length; i++) {
                    text.append(i == 0 ? "" : ", ").append(values[i]);
                }
            } else {
                Number[] values = first.toArray();
                for (int i = 0; i < values.length; i++) {
                    text.append(i == 0 ? "" : ", ").append(values[i]);
                }
            }
        }
        if (size > SHOWN_VALUES) {
            text.append(", ...");
        }
        return text.append(array.getShape().isScalar() ? "" : "]").toString();
    }
}
