package dev.huxley.model;

import dev.huxley.table.TableColumn;
import dev.huxley.table.TableRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of the table of synapses, as they are at this moment. */
final class EdgeTable {
    static final String EDGE = "edge";

    private EdgeTable() {}

    static TableRows of(Network network, int[] edges) {
        Columns columns = network.edges();
        EdgeQueryColumns numbers = new EdgeQueryColumns(network, edges);
        List<TableColumn> shown = new ArrayList<>();
        shown.add(new TableColumn.Texts(
                Edges.TYPE,
                Arrays.stream(edges)
                        .mapToObj(edge -> network.connections().type(edge).name())
                        .toArray(String[]::new)));
        add(numbers, List.of("", "_cell"), shown);
        for (String name : columns.names()) {
            if (!List.of(Edges.TYPE, Edges.PRE, Edges.POST, Edges.INDEX_IN_TYPE).contains(name)) {
                shown.add(NodeTable.values(name, network.unit(name), columns.get(name), edges));
            }
        }
        shown.add(NodeTable.values(Edges.INDEX_IN_TYPE, "", columns.get(Edges.INDEX_IN_TYPE), edges));
        add(numbers, List.of("_branch", "_comp", "_loc"), shown);
        return TableRows.numbered("synapses", EDGE, edges, shown);
    }

    private static void add(EdgeQueryColumns numbers, List<String> suffixes, List<TableColumn> shown) {
        for (String side : EdgeQueryColumns.SIDES) {
            for (String suffix : suffixes) {
                shown.add(new TableColumn.Numbers(side + suffix, "", numbers.numbers(side, suffix)));
            }
        }
    }
}
