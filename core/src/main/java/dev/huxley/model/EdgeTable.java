package dev.huxley.model;

import dev.huxley.table.TableColumn;
import dev.huxley.table.TableRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The rows of the table of synapses, as they are at this moment: type, number within the type, the compartments on both
 * sides with their cells, branches, numbers in the branch and places on it, and all values.
 */
final class EdgeTable {
    static final String EDGE = "edge";

    private EdgeTable() {}

    static TableRows of(Network network, int[] edges) {
        Columns columns = network.edges();
        List<TableColumn> shown = new ArrayList<>();
        shown.add(new TableColumn.Texts(
                Edges.TYPE,
                Arrays.stream(edges)
                        .mapToObj(edge -> network.connections().type(edge).name())
                        .toArray(String[]::new)));
        List<TableColumn> places = new ArrayList<>();
        addSide(network, Edges.PRE, edges, shown, places);
        addSide(network, Edges.POST, edges, shown, places);
        for (String name : columns.names()) {
            if (!List.of(Edges.TYPE, Edges.PRE, Edges.POST, Edges.INDEX_IN_TYPE).contains(name)) {
                shown.add(NodeTable.values(name, network.unit(name), columns.get(name), edges));
            }
        }
        shown.add(NodeTable.values(Edges.INDEX_IN_TYPE, "", columns.get(Edges.INDEX_IN_TYPE), edges));
        shown.addAll(places);
        return TableRows.numbered("synapses", EDGE, edges, shown);
    }

    private static void addSide(
            Network network, String side, int[] edges, List<TableColumn> shown, List<TableColumn> places) {
        IndexColumn ends = network.edges().indices(side);
        Structure structure = network.structure();
        int[] rows = Arrays.stream(edges).map(ends::value).toArray();
        add(side, rows, row -> row, shown);
        add(side + "_cell", rows, structure::cell, shown);
        add(side + "_branch", rows, structure::branchInCell, places);
        add(side + "_comp", rows, structure::compartmentInBranch, places);
        double[] locs = Arrays.stream(rows)
                .mapToDouble(row -> (structure.compartmentInBranch(row) + 0.5)
                        / structure.compartmentsOfBranch(structure.branch(row)))
                .toArray();
        places.add(new TableColumn.Numbers(side + "_loc", "", locs));
    }

    private static void add(String name, int[] rows, IntUnaryOperator number, List<TableColumn> shown) {
        shown.add(new TableColumn.Numbers(
                name, "", Arrays.stream(rows).map(number).asDoubleStream().toArray()));
    }
}
