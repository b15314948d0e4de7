package dev.huxley.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The groups of a model. A column of flags with the group's name holds its members. */
final class Groups {
    private final NeuronModel model;
    private final Set<String> names = new LinkedHashSet<>();

    Groups(NeuronModel model) {
        this.model = model;
    }

    /** The names of the groups, in the order in which they were made. */
    Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    /** Adds the compartments to a group. */
    void add(String name, int[] rows) {
        requireFree(name);
        names.add(name);
        FlagColumn members = model.nodes().flagsOrNew(name);
        Arrays.stream(rows).forEach(row -> members.set(row, true));
    }

    /** Removes the compartments from a group; a group without members is deleted. */
    void remove(String name, int[] rows) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException(Spelling.unknown("group", name, names));
        }
        FlagColumn members = model.nodes().flags(name);
        Arrays.stream(rows).forEach(row -> members.set(row, false));
        if (members.present().length == 0) {
            names.remove(name);
            model.nodes().remove(name);
        }
    }

    void forgetAbsent() {
        List.copyOf(names).forEach(name -> remove(name, new int[0]));
    }

    /** Adopts groups whose columns exist already. */
    void adopt(Groups others) {
        names.addAll(others.names);
    }

    /** Restores the groups of a snapshot; their columns exist already. */
    void restore(Collection<String> groups) {
        Columns nodes = model.nodes();
        for (String group : groups) {
            if (!nodes.contains(group) || model.mechanisms().contains(group) || !names.add(group)) {
                throw new IllegalArgumentException("the group '" + group + "' has no column of its own");
            }
            nodes.flags(group);
        }
        for (String name : nodes.names()) {
            if (nodes.get(name) instanceof FlagColumn && !model.mechanisms().contains(name) && !names.contains(name)) {
                throw new IllegalArgumentException("column '" + name + "' is neither a group nor a mechanism");
            }
        }
    }

    /** Throws an error if one name is a group in one part and a mechanism in another. */
    void requireApartFromMechanisms() {
        for (String group : names) {
            if (model.mechanisms().contains(group)) {
                throw new IllegalArgumentException("'" + group
                        + "' is a group in one part and a mechanism in another; give the group another name");
            }
        }
    }

    private void requireFree(String name) {
        if (name == null || name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a group: a name is not blank and has no '/', which separates paths");
        }
        if (NodeQueryColumns.isReserved(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is a name that queries and tables use; a group needs a name of its own");
        }
        if (model.mechanisms().contains(name)
                || model.connections().contains(name)
                || model.globals().contains(name)
                || (model.nodes().contains(name) && !names.contains(name))) {
            throw new IllegalArgumentException(
                    "'" + name + "' is the name of a mechanism or a quantity; a group needs a name of its own");
        }
    }
}
