package dev.huxley.model;

import dev.huxley.mechanism.Synapse;
import dev.huxley.query.QueryColumn;
import dev.huxley.query.QueryColumns;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/**
 * The columns that a query on synapses may name: type, the compartments on both sides with their cells, branches,
 * numbers in the branch and places on it, and all values. A column is made only when asked for.
 */
final class EdgeQueryColumns implements QueryColumns {
    static final List<String> SIDES = List.of(Edges.PRE, Edges.POST);
    /** The suffixes of a column's name, which follow the side. */
    private static final List<String> OF_SIDE = List.of("", "_cell", "_branch", "_comp", "_loc");

    private final Network network;
    private final int[] edges;

    EdgeQueryColumns(Network network, int[] edges) {
        this.network = network;
        this.edges = edges;
    }

    @Override
    public int rows() {
        return edges.length;
    }

    @Override
    public Collection<String> names() {
        Set<String> names = new LinkedHashSet<>(List.of(Edges.TYPE));
        names.addAll(places());
        names.addAll(network.edges().names());
        return names;
    }

    /** The names of the columns for the connected compartments and their places. */
    static List<String> places() {
        return SIDES.stream()
                .flatMap(side -> OF_SIDE.stream().map(suffix -> side + suffix))
                .toList();
    }

    @Override
    public QueryColumn column(String name) {
        if (name.equals(Edges.TYPE)) {
            return types();
        }
        for (String side : SIDES) {
            if (name.startsWith(side) && OF_SIDE.contains(name.substring(side.length()))) {
                return new QueryColumn.Numbers(numbers(side, name.substring(side.length())));
            }
        }
        if (!network.edges().contains(name)) {
            return null;
        }
        if (network.edges().get(name) instanceof NumberColumn numbers) {
            if (numbers.rowShape().length > 0) {
                throw new IllegalArgumentException("'" + name + "' holds an array of shape "
                        + Arrays.toString(numbers.rowShape()) + " per synapse; a query compares single numbers");
            }
            return new QueryColumn.Numbers(each(numbers::value));
        }
        return new QueryColumn.Numbers(each(network.edges().indices(name)::value));
    }

    /** The numbers of the compartments on one side of the synapses, or, by the suffix, of their cells, branches, ... */
    double[] numbers(String side, String suffix) {
        IndexColumn ends = network.edges().indices(side);
        Structure structure = network.structure();
        return switch (suffix) {
            case "_cell" -> each(edge -> structure.cell(ends.value(edge)));
            case "_branch" -> each(edge -> structure.branchInCell(ends.value(edge)));
            case "_comp" -> each(edge -> structure.compartmentInBranch(ends.value(edge)));
            case "_loc" -> each(edge -> place(structure, ends.value(edge)));
            default -> each(ends::value);
        };
    }

    /** The place (0 to 1) of a compartment's center on its branch. */
    private static double place(Structure structure, int compartment) {
        return (structure.compartmentInBranch(compartment) + 0.5)
                / structure.compartmentsOfBranch(structure.branch(compartment));
    }

    private double[] each(IntToDoubleFunction value) {
        return Arrays.stream(edges).mapToDouble(value).toArray();
    }

    private QueryColumn.Labels types() {
        List<String> known = network.synapseTypes().stream().map(Synapse::name).toList();
        IndexColumn types = network.edges().indices(Edges.TYPE);
        return new QueryColumn.Labels() {
            @Override
            public Collection<String> known() {
                return known;
            }

            @Override
            public boolean[] having(String name) {
                int number = known.indexOf(name);
                boolean[] having = new boolean[edges.length];
                for (int i = 0; i < having.length; i++) {
                    having[i] = types.value(edges[i]) == number;
                }
                return having;
            }
        };
    }
}
