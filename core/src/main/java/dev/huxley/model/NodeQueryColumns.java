package dev.huxley.model;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.query.QueryColumn;
import dev.huxley.query.QueryColumns;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The columns that a query on compartments may name: their numbers, values, groups and mechanisms. */
final class NodeQueryColumns implements QueryColumns {
    static final String GROUP = "group";
    static final String MECHANISM = "mechanism";
    /** The names of the columns of numbers, which no group and no mechanism may have. */
    static final List<String> NUMBERS =
            List.of("cell", "branch", "comp", "global_cell", "global_branch", "global_comp");

    private final CompartmentSet selection;

    NodeQueryColumns(CompartmentSet selection) {
        this.selection = selection;
    }

    static boolean isReserved(String name) {
        return NUMBERS.contains(name) || name.equals(GROUP) || name.equals(MECHANISM);
    }

    @Override
    public int rows() {
        return selection.compartments.length;
    }

    @Override
    public Collection<String> names() {
        Set<String> names = new LinkedHashSet<>(NUMBERS);
        names.add(GROUP);
        names.add(MECHANISM);
        names.addAll(selection.model().nodes().names());
        return names;
    }

    @Override
    public QueryColumn column(String name) {
        if (NUMBERS.contains(name)) {
            return new QueryColumn.Numbers(
                    Arrays.stream(numbers(name)).asDoubleStream().toArray());
        }
        NeuronModel model = selection.model();
        if (name.equals(GROUP)) {
            return new Names(model.groups());
        }
        if (name.equals(MECHANISM)) {
            return new Names(model.mechanisms().all(MembraneMechanism.class).stream()
                    .map(MembraneMechanism::name)
                    .toList());
        }
        if (!model.nodes().contains(name)) {
            requireNoneOfSynapses(name);
            return null;
        }
        Column column = model.nodes().get(name);
        if (column instanceof NumberColumn numbers) {
            if (numbers.rowShape().length > 0) {
                throw new IllegalArgumentException("'" + name + "' holds an array of shape "
                        + Arrays.toString(numbers.rowShape()) + " per compartment; a query compares single numbers");
            }
            return new QueryColumn.Numbers(Arrays.stream(selection.compartments)
                    .mapToDouble(numbers::value)
                    .toArray());
        }
        if (column instanceof IndexColumn indices) {
            return new QueryColumn.Numbers(Arrays.stream(selection.compartments)
                    .mapToDouble(indices::value)
                    .toArray());
        }
        return new QueryColumn.Flags(flags((FlagColumn) column));
    }

    private void requireNoneOfSynapses(String name) {
        boolean isOfSynapses =
                selection.model().edges().contains(name) || name.startsWith("pre_") || name.startsWith("post_");
        if (isOfSynapses) {
            throw new IllegalArgumentException("'" + name + "' is a column of synapses, but the query is asked of"
                    + " compartments; use network.synapses().where(...)"
                    + (selection.model().edges().rows() == 0
                            ? " once cells are connected: there are no synapses"
                            : ""));
        }
    }

    /** The column of numbers with this name, see {@link #NUMBERS}. */
    int[] numbers(String name) {
        boolean global = name.startsWith("global_");
        String verb = global ? name.substring("global_".length()) : name;
        Level level = Arrays.stream(Level.values())
                .filter(candidate -> candidate.verb.equals(verb))
                .findFirst()
                .orElseThrow();
        return level.numbers(
                selection.model().structure(), selection.compartments, global ? Scope.GLOBAL : Scope.LOCAL);
    }

    private boolean[] flags(FlagColumn column) {
        boolean[] flags = new boolean[rows()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = column.isPresent(selection.compartments[i]);
        }
        return flags;
    }

    /** The names of groups or mechanisms, each a column of flags in the model. */
    private final class Names implements QueryColumn.Labels {
        private final Collection<String> known;

        Names(Collection<String> known) {
            this.known = known;
        }

        @Override
        public Collection<String> known() {
            return known;
        }

        @Override
        public boolean[] having(String name) {
            return flags(selection.model().nodes().flags(name));
        }
    }
}
