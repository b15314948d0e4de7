package dev.huxley.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a table at one moment.
 *
 * @param things the plural noun for the rows: {@code "compartments"}
 * @param labels the name of every row: the row's number in the model, or the name of a group of rows
 * @param columns the columns, in the order in which they are shown
 */
public record TableRows(String things, TableColumn.Texts labels, List<TableColumn> columns) {
    /** Copies the list of columns. */
    public TableRows {
        columns = List.copyOf(columns);
    }

    /** Rows that have numbers in a model. */
    public static TableRows numbered(String things, String label, int[] numbers, List<TableColumn> columns) {
        String[] texts = Arrays.stream(numbers).mapToObj(String::valueOf).toArray(String[]::new);
        return new TableRows(things, new TableColumn.Texts(label, texts), columns);
    }

    int rows() {
        return labels.values().length;
    }

    TableColumn column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The rows at these places, in this order. */
    TableRows pick(int[] places) {
        return new TableRows(
                things,
                (TableColumn.Texts) pick(labels, places),
                columns.stream().map(column -> pick(column, places)).toList());
    }

    TableRows with(List<TableColumn> others) {
        return new TableRows(things, labels, others);
    }

    /** A copy with all flags of one kind as one column of names, at the place of the first of them. */
    TableRows withListedFlags() {
        Map<String, TableColumn> listed = new LinkedHashMap<>();
        for (TableColumn column : columns) {
            if (column instanceof TableColumn.Flags flags) {
                listed.computeIfAbsent("kind " + flags.kind(), kind -> names(flags.kind()));
            } else {
                listed.put("column " + column.name(), column);
            }
        }
        return with(new ArrayList<>(listed.values()));
    }

    private TableColumn.Texts names(String kind) {
        String[] names = new String[rows()];
        Arrays.fill(names, "");
        for (TableColumn column : columns) {
            if (column instanceof TableColumn.Flags flags && flags.kind().equals(kind)) {
                for (int row = 0; row < names.length; row++) {
                    if (flags.values()[row]) {
                        names[row] += (names[row].isEmpty() ? "" : " ") + flags.name();
                    }
                }
            }
        }
        return new TableColumn.Texts(kind, names);
    }

    private static TableColumn pick(TableColumn column, int[] places) {
        if (column instanceof TableColumn.Numbers numbers) {
            int size = numbers.rowSize();
            double[] values = new double[places.length * size];
            for (int i = 0; i < places.length; i++) {
                System.arraycopy(numbers.values(), places[i] * size, values, i * size, size);
            }
            return new TableColumn.Numbers(numbers.name(), numbers.unit(), values, numbers.rowShape());
        }
        if (column instanceof TableColumn.Flags flags) {
            boolean[] values = new boolean[places.length];
            for (int i = 0; i < places.length; i++) {
                values[i] = flags.values()[places[i]];
            }
            return new TableColumn.Flags(flags.name(), flags.kind(), values);
        }
        TableColumn.Texts texts = (TableColumn.Texts) column;
        return new TableColumn.Texts(
                texts.name(),
                Arrays.stream(places).mapToObj(place -> texts.values()[place]).toArray(String[]::new));
    }
}
