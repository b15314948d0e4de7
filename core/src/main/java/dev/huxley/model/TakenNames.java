package dev.huxley.model;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that a mechanism of compartments or synapses takes in a model. */
final class TakenNames {
    private TakenNames() {}

    /** The mechanism's name, the names of its currents, and all keys that it declares. */
    static Set<String> of(Mechanism mechanism, Collection<String> currentNames) {
        Set<String> names = new LinkedHashSet<>(List.of(mechanism.name()));
        names.addAll(currentNames);
        mechanism.declarations().stream().map(Declaration::key).forEach(names::add);
        return names;
    }
}
