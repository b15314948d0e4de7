package dev.huxley.search;

import java.util.Map;
import java.util.TreeMap;

/** Collects the columns of a state; a part of the search writes under a prefix of its own. */
final class StateWriter {
    private final String prefix;
    private final Map<String, double[]> columns;

    StateWriter() {
        this("", new TreeMap<>());
    }

    private StateWriter(String prefix, Map<String, double[]> columns) {
        this.prefix = prefix;
        this.columns = columns;
    }

    StateWriter under(String name) {
        return new StateWriter(prefix + name + ".", columns);
    }

    void put(String name, double... values) {
        if (columns.put(prefix + name, values.clone()) != null) {
            throw new IllegalStateException("column " + prefix + name + " is written twice");
        }
    }

    void put(String name, double[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        put(name, values);
    }

    Map<String, double[]> columns() {
        return columns;
    }
}
