package dev.huxley.model;

import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which mechanisms are inserted where. A mechanism keeps the place of its first insertion in the order of updates. */
final class Mechanisms {
    private final Columns nodes;
    private final Map<String, Channel> channels = new LinkedHashMap<>();

    Mechanisms(Columns nodes) {
        this.nodes = nodes;
    }

    Collection<Channel> channels() {
        return List.copyOf(channels.values());
    }

    /** Takes over the mechanisms of the parts that a model was composed of; their columns are there already. */
    void adopt(Collection<Channel> others) {
        for (Channel channel : others) {
            requireSameAsBefore(channel);
            channels.putIfAbsent(channel.name(), channel);
        }
    }

    /** Inserts a channel; what a compartment has already keeps its value. */
    void insert(Channel channel, int[] rows) {
        requireSameAsBefore(channel);
        if (NodeQueryColumns.isReserved(channel.name())
                || (nodes.contains(channel.name()) && !channels.containsKey(channel.name()))) {
            throw new IllegalArgumentException("the name '" + channel.name()
                    + "' is taken by a group, a quantity or a number of the model; give the mechanism another name");
        }
        for (Declaration declaration : declarations(channel)) {
            if (nodes.contains(declaration.key()) && !(nodes.get(declaration.key()) instanceof NumberColumn)) {
                throw new IllegalArgumentException("mechanism " + channel.name() + " declares '" + declaration.key()
                        + "', which is the name of a group or a mechanism here");
            }
        }
        channels.putIfAbsent(channel.name(), channel);
        FlagColumn present = nodes.flagsOrNew(channel.name());
        for (int row : rows) {
            present.set(row, true);
        }
        for (Declaration declaration : declarations(channel)) {
            NumberColumn column = nodes.numbersOrNew(declaration.key());
            for (int row : rows) {
                if (!column.isPresent(row)) {
                    column.set(row, declaration.value());
                }
            }
        }
    }

    /** The keys of a mechanism that no other mechanism of the compartment declares. */
    List<String> keysOfItsOwn(Channel channel, int row) {
        return declarations(channel).stream()
                .map(Declaration::key)
                .filter(key -> !Quantities.UNITS.containsKey(key))
                .filter(key -> channels.values().stream()
                        .noneMatch(other -> !other.name().equals(channel.name())
                                && nodes.flags(other.name()).isPresent(row)
                                && declares(other, key)))
                .toList();
    }

    Channel get(String name) {
        Channel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalArgumentException(Spelling.unknown("mechanism", name, channels.keySet()));
        }
        return channel;
    }

    /** Takes a mechanism and the given keys out of a compartment. */
    void delete(Channel channel, int row, List<String> keys) {
        nodes.flags(channel.name()).set(row, false);
        keys.forEach(key -> nodes.numbers(key).clear(row));
    }

    /** Forgets a mechanism that is inserted nowhere, and the columns that were only its own. */
    void forgetIfAbsent(Channel channel) {
        if (nodes.flags(channel.name()).present().length > 0) {
            return;
        }
        channels.remove(channel.name());
        nodes.remove(channel.name());
        for (Declaration declaration : declarations(channel)) {
            boolean used = channels.values().stream().anyMatch(other -> declares(other, declaration.key()));
            if (!used && !Quantities.UNITS.containsKey(declaration.key())) {
                nodes.remove(declaration.key());
            }
        }
    }

    boolean contains(String name) {
        return channels.containsKey(name);
    }

    /** The names of the membrane currents of all channels. */
    Set<String> currents() {
        Set<String> names = new LinkedHashSet<>();
        channels.values().forEach(channel -> names.add(channel.currentName()));
        return names;
    }

    /** Whether a channel that carries this current is inserted in the compartment. */
    boolean hasCurrent(String current, int row) {
        return channels.values().stream()
                .anyMatch(channel -> channel.currentName().equals(current)
                        && nodes.flags(channel.name()).isPresent(row));
    }

    /** The declaration of a key, if a mechanism made it. */
    Declaration declaration(String key) {
        return channels.values().stream()
                .flatMap(channel -> declarations(channel).stream())
                .filter(declaration -> declaration.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    boolean isState(String key) {
        return channels.values().stream()
                .flatMap(channel -> channel.states().stream())
                .anyMatch(declaration -> declaration.key().equals(key));
    }

    private void requireSameAsBefore(Channel channel) {
        Channel before = channels.get(channel.name());
        if (before != null && !before.isInterchangeableWith(channel)) {
            throw new IllegalArgumentException("another mechanism named '" + channel.name()
                    + "' with other declarations is inserted already; give one of them another name");
        }
    }

    private static boolean declares(Channel channel, String key) {
        return declarations(channel).stream()
                .anyMatch(declaration -> declaration.key().equals(key));
    }

    private static List<Declaration> declarations(Channel channel) {
        List<Declaration> all = new ArrayList<>(channel.parameters());
        all.addAll(channel.states());
        return all;
    }
}
