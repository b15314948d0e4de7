package dev.huxley.model;

import dev.huxley.table.TableColumn;
import dev.huxley.table.TableRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rows of the table of compartments, as they are at this moment. */
final class NodeTable {
    static final String ROW = "row";
    static final String MODEL = "model";

    /** The columns that come first because they are read most. */
    private static final List<String> FIRST = List.of(
            Quantities.LENGTH, Quantities.RADIUS, Quantities.VOLTAGE, Quantities.CAPACITANCE, Quantities.RESISTIVITY);

    /** The columns that come after everything that mechanisms declare. */
    private static final List<String> LAST =
            List.of(Quantities.AREA, Quantities.VOLUME, Quantities.LOAD_IN, Quantities.LOAD_OUT, "x", "y", "z");

    private NodeTable() {}

    static TableRows of(Selection selection) {
        NeuronModel model = selection.model();
        Columns nodes = model.nodes();
        NodeQueryColumns numbers = new NodeQueryColumns(selection);
        List<TableColumn> columns = new ArrayList<>();
        for (String name : NodeQueryColumns.NUMBERS) {
            if (!name.startsWith("global_")) {
                columns.add(number(name, numbers));
            }
        }
        for (String name : nodes.names()) {
            if (nodes.get(name) instanceof FlagColumn flags) {
                String kind = model.groups().contains(name) ? NodeQueryColumns.GROUP : NodeQueryColumns.MECHANISM;
                columns.add(flags(name, kind, flags, selection.compartments));
            }
        }
        for (String name : order(nodes)) {
            columns.add(values(name, model.unit(name), nodes.get(name), selection.compartments));
        }
        for (String name : NodeQueryColumns.NUMBERS) {
            if (name.startsWith("global_")) {
                columns.add(number(name, numbers));
            }
        }
        return TableRows.numbered("compartments", ROW, selection.compartments, columns);
    }

    private static Set<String> order(Columns nodes) {
        Set<String> order = new LinkedHashSet<>(FIRST);
        for (String name : nodes.names()) {
            if (!(nodes.get(name) instanceof FlagColumn) && !LAST.contains(name)) {
                order.add(name);
            }
        }
        LAST.stream().filter(nodes::contains).forEach(order::add);
        return order;
    }

    static TableRows ofGlobals(Globals globals) {
        List<TableColumn> columns = new ArrayList<>();
        for (String name : globals.names()) {
            columns.add(
                    values(name, globals.model().unit(name), globals.columns().get(name), new int[] {0}));
        }
        return TableRows.numbered("models", MODEL, new int[] {0}, columns);
    }

    private static TableColumn number(String name, NodeQueryColumns numbers) {
        return new TableColumn.Numbers(
                name, "", Arrays.stream(numbers.numbers(name)).asDoubleStream().toArray());
    }

    static TableColumn flags(String name, String kind, FlagColumn column, int[] rows) {
        boolean[] values = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            values[i] = column.isPresent(rows[i]);
        }
        return new TableColumn.Flags(name, kind, values);
    }

    static TableColumn values(String name, String unit, Column column, int[] rows) {
        if (column instanceof IndexColumn indices) {
            double[] values = Arrays.stream(rows)
                    .mapToDouble(row -> indices.isPresent(row) ? indices.value(row) : Double.NaN)
                    .toArray();
            return new TableColumn.Numbers(name, unit, values);
        }
        NumberColumn numbers = (NumberColumn) column;
        double[] values = new double[rows.length * numbers.rowSize()];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(numbers.row(rows[i]), 0, values, i * numbers.rowSize(), numbers.rowSize());
        }
        return new TableColumn.Numbers(name, unit, values, numbers.rowShape());
    }
}
