package dev.huxley.model;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.MembraneMechanism;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The mechanisms of a model and the compartments in which they are inserted. */
final class Mechanisms {
    private final Columns nodes;
    private final Diffusion diffusion;
    private final Map<String, MembraneMechanism> inserted = new LinkedHashMap<>();

    Mechanisms(Columns nodes) {
        this.nodes = nodes;
        diffusion = new Diffusion(nodes);
    }

    /** The inserted mechanisms of this kind, in the order of their first insertion. */
    <M extends MembraneMechanism> Collection<M> all(Class<M> kind) {
        return inserted.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The states that diffuse. */
    Diffusion diffusion() {
        return diffusion;
    }

    /** Adopts the mechanisms of the parts of a model; their columns exist already. */
    void adopt(Mechanisms others) {
        others.diffusion.requireNone();
        takeOver(others);
    }

    /** Adopts mechanisms; diffusion is left to {@link #resumeDiffusion}. */
    void takeOver(Mechanisms others) {
        for (MembraneMechanism mechanism : others.inserted.values()) {
            requireSameAsBefore(mechanism);
            inserted.putIfAbsent(mechanism.name(), mechanism);
        }
    }

    /** Inserts a mechanism; quantities that a compartment has already keep their values. */
    void insert(MembraneMechanism mechanism, int[] rows) {
        requireSameAsBefore(mechanism);
        if (NodeQueryColumns.isReserved(mechanism.name())
                || (nodes.contains(mechanism.name()) && !inserted.containsKey(mechanism.name()))) {
            throw new IllegalArgumentException("the name '" + mechanism.name()
                    + "' is taken by a group, a quantity or a number of the model; give the mechanism another name");
        }
        for (Declaration declaration : mechanism.declarations()) {
            if (nodes.contains(declaration.key()) && !(nodes.get(declaration.key()) instanceof NumberColumn)) {
                throw new IllegalArgumentException("mechanism " + mechanism.name() + " declares '" + declaration.key()
                        + "', which is the name of a group or a mechanism here");
            }
            if (nodes.contains(declaration.key())) {
                nodes.numbersOrNew(declaration.key(), declaration.extents()); // throws if the shape differs
            }
        }
        if (mechanism instanceof IonPump pump) {
            requireIon(pump);
        }
        inserted.putIfAbsent(mechanism.name(), mechanism);
        FlagColumn present = nodes.flagsOrNew(mechanism.name());
        int[] ascending = Arrays.stream(rows).sorted().toArray();
        for (int row : rows) {
            present.set(row, true);
        }
        for (Declaration declaration : mechanism.declarations()) {
            NumberColumn column = nodes.numbersOrNew(declaration.key(), declaration.extents());
            double[] values = declaration.elements();
            for (int row : ascending) {
                if (diffusion.claim(declaration.key(), row) || !column.isPresent(row)) {
                    column.set(row, values);
                }
            }
        }
    }

    /** Restores mechanisms whose columns exist already. */
    void restore(List<MembraneMechanism> mechanisms) {
        for (MembraneMechanism mechanism : mechanisms) {
            nodes.flags(mechanism.name());
            if (inserted.putIfAbsent(mechanism.name(), mechanism) != null) {
                throw new IllegalArgumentException("the mechanism " + mechanism.name() + " is given twice");
            }
        }
    }

    /**
     * Resumes the diffusion of a state whose values and coefficients exist already, if a mechanism still declares it.
     */
    void resumeDiffusion(String state) {
        if (!isState(state)) {
            nodes.remove(Quantities.diffusionKey(state));
            return;
        }
        BitSet declared = new BitSet();
        for (MembraneMechanism mechanism : inserted.values()) {
            if (declares(mechanism, state)) {
                Arrays.stream(nodes.flags(mechanism.name()).present()).forEach(declared::set);
            }
        }
        diffusion.resume(state, declared);
    }

    /** The keys of a mechanism that no other mechanism of the compartment declares. */
    List<String> keysOfItsOwn(MembraneMechanism mechanism, int row) {
        return mechanism.declarations().stream()
                .map(Declaration::key)
                .filter(key -> !Quantities.UNITS.containsKey(key))
                .filter(key -> inserted.values().stream()
                        .noneMatch(other -> !other.name().equals(mechanism.name())
                                && nodes.flags(other.name()).isPresent(row)
                                && declares(other, key)))
                .toList();
    }

    MembraneMechanism get(String name) {
        MembraneMechanism mechanism = inserted.get(name);
        if (mechanism == null) {
            throw new IllegalArgumentException(Spelling.unknown("mechanism", name, inserted.keySet()));
        }
        return mechanism;
    }

    /** Removes a mechanism and the given keys from a compartment. */
    void delete(MembraneMechanism mechanism, int row, List<String> keys) {
        nodes.flags(mechanism.name()).set(row, false);
        for (String key : keys) {
            if (!diffusion.release(key, row)) {
                nodes.numbers(key).clear(row);
            }
        }
    }

    /** A diffusing state that no other mechanism of the model declares; null if there is none. */
    String diffusingStateOfItsOwn(MembraneMechanism mechanism) {
        return mechanism.declarations().stream()
                .map(Declaration::key)
                .filter(diffusion::contains)
                .filter(key -> inserted.values().stream()
                        .noneMatch(other -> !other.name().equals(mechanism.name()) && declares(other, key)))
                .findFirst()
                .orElse(null);
    }

    /** Removes a mechanism that is inserted nowhere, and the columns that only it declares. */
    void forgetIfAbsent(MembraneMechanism mechanism) {
        if (nodes.flags(mechanism.name()).present().length > 0) {
            return;
        }
        inserted.remove(mechanism.name());
        nodes.remove(mechanism.name());
        for (Declaration declaration : mechanism.declarations()) {
            boolean used = inserted.values().stream().anyMatch(other -> declares(other, declaration.key()));
            if (!used && !Quantities.UNITS.containsKey(declaration.key())) {
                nodes.remove(declaration.key());
            }
        }
    }

    boolean contains(String name) {
        return inserted.containsKey(name);
    }

    /** The names of the currents of channels and the rates of pumps. */
    Set<String> currents() {
        Set<String> names = new LinkedHashSet<>();
        inserted.values().forEach(mechanism -> names.addAll(mechanism.currentNames()));
        return names;
    }

    /** Tells whether a mechanism that carries this current (or has this rate) is inserted in the compartment. */
    boolean hasCurrent(String current, int row) {
        return inserted.values().stream()
                .anyMatch(mechanism -> mechanism.currentNames().contains(current)
                        && nodes.flags(mechanism.name()).isPresent(row));
    }

    /** The declaration of a key by a mechanism, if there is one. */
    Declaration declaration(String key) {
        return inserted.values().stream()
                .flatMap(mechanism -> mechanism.declarations().stream())
                .filter(declaration -> declaration.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    boolean isState(String key) {
        return inserted.values().stream()
                .flatMap(mechanism -> mechanism.states().stream())
                .anyMatch(declaration -> declaration.key().equals(key));
    }

    /** Tells whether a pump's rate has this name. */
    boolean isPumpRate(String name) {
        return all(IonPump.class).stream().anyMatch(pump -> pump.currentName().equals(name));
    }

    private static void requireIon(IonPump pump) {
        List<String> states = pump.states().stream().map(Declaration::name).toList();
        if (pump.states().stream().anyMatch(state -> state.name().equals(pump.ion()) && !state.isScalar())) {
            throw new IllegalArgumentException(
                    "pump " + pump.name() + " changes '" + pump.ion() + "', which is an array; an ion has one value");
        }
        if (!states.contains(pump.ion())) {
            throw new IllegalArgumentException("pump " + pump.name() + " changes the ion '" + pump.ion()
                    + "', which it does not declare; its states are " + states);
        }
    }

    private void requireSameAsBefore(MembraneMechanism mechanism) {
        MembraneMechanism before = inserted.get(mechanism.name());
        if (before != null && !before.isInterchangeableWith(mechanism)) {
            throw new IllegalArgumentException("another mechanism named '" + mechanism.name()
                    + "' with other declarations is inserted already; give one of them another name");
        }
    }

    private static boolean declares(MembraneMechanism mechanism, String key) {
        return mechanism.declarations().stream()
                .anyMatch(declaration -> declaration.key().equals(key));
    }
}
