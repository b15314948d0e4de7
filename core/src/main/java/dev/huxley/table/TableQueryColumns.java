package dev.huxley.table;

import dev.huxley.query.QueryColumn;
import dev.huxley.query.QueryColumns;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The columns of a table as a query sees them. */
final class TableQueryColumns implements QueryColumns {
    private final TableRows table;

    TableQueryColumns(TableRows table) {
        this.table = table;
    }

    @Override
    public int rows() {
        return table.rows();
    }

    @Override
    public Collection<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (TableColumn column : table.columns()) {
            names.add(column.name());
            if (column instanceof TableColumn.Flags flags) {
                names.add(flags.kind());
            }
        }
        return names;
    }

    @Override
    public QueryColumn column(String name) {
        TableColumn column = table.column(name);
        if (column instanceof TableColumn.Numbers numbers) {
            if (numbers.rowSize() != 1) {
                throw new IllegalArgumentException("'" + name + "' holds arrays of " + numbers.rowSize()
                        + " values; a query compares single numbers");
            }
            return new QueryColumn.Numbers(numbers.values());
        }
        if (column instanceof TableColumn.Flags flags) {
            return new QueryColumn.Flags(flags.values());
        }
        Map<String, boolean[]> sets = column instanceof TableColumn.Texts texts ? sets(texts) : sets(name);
        return sets == null ? null : labels(sets);
    }

    /** The rows of every name of a column of names. */
    private static Map<String, boolean[]> sets(TableColumn.Texts texts) {
        Map<String, boolean[]> sets = new LinkedHashMap<>();
        String[] values = texts.values();
        for (int row = 0; row < values.length; row++) {
            sets.computeIfAbsent(values[row], value -> new boolean[values.length])[row] = true;
        }
        return sets;
    }

    /** The flags of a kind; null if there is no such kind. */
    private Map<String, boolean[]> sets(String kind) {
        Map<String, boolean[]> sets = new LinkedHashMap<>();
        for (TableColumn column : table.columns()) {
            if (column instanceof TableColumn.Flags flags && flags.kind().equals(kind)) {
                sets.put(flags.name(), flags.values());
            }
        }
        return sets.isEmpty() ? null : sets;
    }

    private QueryColumn.Labels labels(Map<String, boolean[]> sets) {
        return new QueryColumn.Labels() {
            @Override
            public Collection<String> known() {
                return sets.keySet();
            }

            @Override
            public boolean[] having(String name) {
                boolean[] rows = sets.get(name);
                return Arrays.copyOf(rows, rows.length);
            }
        };
    }
}
