package dev.huxley.model.graph;

import dev.huxley.model.Column;
import dev.huxley.model.FlagColumn;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.NumberColumn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Converts rows of columns to attributes of vertices and edges, and back. */
final class Attributes {
    private Attributes() {}

    /** Puts the values of a row into the attributes. */
    static void fill(Map<String, Object> attributes, Map<String, Column> columns, Set<String> without, int row) {
        columns.forEach((name, column) -> {
            if (column.isPresent(row) && !without.contains(name)) {
                attributes.put(name, value(column, row));
            }
        });
    }

    private static Object value(Column column, int row) {
        if (column instanceof NumberColumn numbers) {
            return numbers.rowShape().length == 0 ? (Object) numbers.value(row) : numbers.row(row);
        }
        if (column instanceof IndexColumn indices) {
            return indices.value(row);
        }
        return true;
    }

    /**
     * Columns like the given ones with one row per set of attributes.
     *
     * @param what the kind of row, for errors
     */
    static Map<String, Column> columns(
            Map<String, Column> templates, Set<String> without, List<Map<String, Object>> rows, List<String> what) {
        for (int row = 0; row < rows.size(); row++) {
            for (String name : rows.get(row).keySet()) {
                if (!templates.containsKey(name) || without.contains(name)) {
                    throw new IllegalArgumentException(what.get(row) + " has the attribute '" + name
                            + "', which is no column of the model; there are " + templates.keySet());
                }
            }
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        templates.forEach((name, template) -> {
            // A column of arrays that no row has any more would be as large as its shape says, whatever the rows hold.
            boolean isGone = template instanceof NumberColumn numbers
                    && numbers.rowSize() > 1
                    && rows.stream().noneMatch(row -> row.containsKey(name));
            if (!without.contains(name) && !isGone) {
                columns.put(name, column(name, template, rows, what));
            }
        });
        return columns;
    }

    private static Column column(String name, Column template, List<Map<String, Object>> rows, List<String> what) {
        if (template instanceof NumberColumn numbers) {
            int size = numbers.rowSize();
            double[] values = new double[Math.multiplyExact(rows.size(), size)];
            Arrays.fill(values, Double.NaN);
            for (int row = 0; row < rows.size(); row++) {
                Object value = rows.get(row).get(name);
                if (value instanceof Number number && numbers.rowShape().length == 0) {
                    values[row] = number.doubleValue();
                } else if (value instanceof double[] array && numbers.rowShape().length > 0 && array.length == size) {
                    System.arraycopy(array, 0, values, row * size, size);
                } else if (value != null) {
                    throw wrong(
                            what.get(row),
                            name,
                            value,
                            numbers.rowShape().length == 0 ? "a number" : "an array of " + size + " numbers");
                }
            }
            return NumberColumn.of(values, numbers.rowShape());
        }
        if (template instanceof IndexColumn) {
            int[] values = new int[rows.size()];
            for (int row = 0; row < values.length; row++) {
                Object value = rows.get(row).getOrDefault(name, -1);
                if (!(value instanceof Integer index)) {
                    throw wrong(what.get(row), name, value, "a whole number");
                }
                values[row] = index;
            }
            return IndexColumn.of(values);
        }
        boolean[] flags = new boolean[rows.size()];
        for (int row = 0; row < flags.length; row++) {
            Object value = rows.get(row).getOrDefault(name, false);
            if (!(value instanceof Boolean flag)) {
                throw wrong(what.get(row), name, value, "true or false");
            }
            flags[row] = flag;
        }
        return FlagColumn.of(flags);
    }

    private static IllegalArgumentException wrong(String what, String name, Object value, String right) {
        String shown = value instanceof double[] array ? "an array of " + array.length + " numbers" : "" + value;
        return new IllegalArgumentException(
                "attribute '" + name + "' of " + what + " is " + shown + "; it must be " + right);
    }
}
