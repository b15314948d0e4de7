package dev.huxley.model;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The synapses of a model: their types, and the dictionary of edges with one row per synapse. */
final class Connections {
    private static final Set<String> RESERVED =
            Set.of(Edges.PRE, Edges.POST, Edges.TYPE, Edges.INDEX_IN_TYPE, Edges.DELAY);

    private final NeuronModel model;
    private final Columns edges = new Columns(0);
    private final Map<String, Synapse> types = new LinkedHashMap<>();
    private final List<Synapse> byNumber = new ArrayList<>();
    private final Map<String, Integer> countOfType = new LinkedHashMap<>();
    private boolean junctionsCounted = true;
    private int deletions;

    Connections(NeuronModel model) {
        this.model = model;
        edges.put(Edges.PRE, new IndexColumn(0));
        edges.put(Edges.POST, new IndexColumn(0));
        edges.put(Edges.TYPE, new IndexColumn(0));
        edges.put(Edges.INDEX_IN_TYPE, new IndexColumn(0));
        edges.put(Edges.DELAY, new NumberColumn(0));
    }

    Columns edges() {
        if (!junctionsCounted) {
            countJunctions();
            junctionsCounted = true;
        }
        return edges;
    }

    Collection<Synapse> types() {
        return List.copyOf(byNumber);
    }

    Synapse type(int edge) {
        return byNumber.get(edges.indices(Edges.TYPE).value(edge));
    }

    /** The type of this name. */
    Synapse type(String name) {
        Synapse type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException(
                    byNumber.isEmpty()
                            ? "the network has no synapses, so none of type '" + name + "'; connect cells first"
                            : Spelling.unknown("type of synapse", name, types.keySet()));
        }
        return type;
    }

    boolean contains(String name) {
        return types.containsKey(name);
    }

    int number(Synapse type) {
        return byNumber.indexOf(type);
    }

    /** The names of the currents of all types. */
    Set<String> currents() {
        Set<String> names = new LinkedHashSet<>();
        byNumber.forEach(type -> names.add(type.currentName()));
        return names;
    }

    /** The names of the ion currents that synapses bring to their compartments; names with a space are no quantities. */
    Set<String> ionCurrents() {
        Set<String> names = new LinkedHashSet<>();
        byNumber.forEach(type -> names.addAll(type.ionCurrentNames()));
        names.removeIf(name -> name.contains(" "));
        return names;
    }

    /** The declaration of a key, if a type of synapse made it; null otherwise. */
    Declaration declaration(String key) {
        return byNumber.stream()
                .flatMap(type -> type.declarations().stream())
                .filter(declaration -> declaration.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    boolean isState(String key) {
        return byNumber.stream()
                .flatMap(type -> type.states().stream())
                .anyMatch(declaration -> declaration.key().equals(key));
    }

    /**
     * Adds one synapse per pair.
     *
     * @return the row of the first one; the others follow
     */
    int connect(Synapse synapse, int[] pre, int[] post) {
        requireConnectable(synapse);
        synapse.readsPre().forEach(key -> requirePresent(synapse, key, pre, "presynaptic"));
        synapse.readsPost().forEach(key -> requirePresent(synapse, key, post, "postsynaptic"));
        if (types.putIfAbsent(synapse.name(), synapse) == null) {
            byNumber.add(synapse);
            model.globals().declare(synapse);
        }
        Synapse type = types.get(synapse.name());
        int first = edges.rows();
        type.declarations().forEach(declaration -> edges.numbersOrNew(declaration.key(), declaration.extents()));
        edges.grow(pre.length);
        int number = number(type);
        int inType = countOfType.getOrDefault(type.name(), 0);
        countOfType.put(type.name(), inType + pre.length);
        IndexColumn pres = edges.indices(Edges.PRE);
        IndexColumn posts = edges.indices(Edges.POST);
        IndexColumn numbers = edges.indices(Edges.TYPE);
        IndexColumn inTypes = edges.indices(Edges.INDEX_IN_TYPE);
        for (int i = 0; i < pre.length; i++) {
            pres.set(first + i, pre[i]);
            posts.set(first + i, post[i]);
            numbers.set(first + i, number);
            inTypes.set(first + i, inType + i);
        }
        fillDelays(first);
        for (Declaration declaration : type.declarations()) {
            NumberColumn column = edges.numbers(declaration.key());
            double[] values = declaration.elements();
            for (int i = 0; i < pre.length; i++) {
                column.set(first + i, values);
            }
        }
        junctionsCounted &= !type.isReciprocal();
        return first;
    }

    /** Adopts synapses whose columns are complete. */
    void restore(Columns columns, List<Synapse> synapses) {
        for (Synapse synapse : synapses) {
            requireConnectable(synapse);
            if (types.putIfAbsent(synapse.name(), synapse) != null) {
                throw new IllegalArgumentException("the type of synapse " + synapse.name() + " is given twice");
            }
            byNumber.add(synapse);
            model.globals().declare(synapse);
        }
        edges.grow(columns.rows());
        for (String name : columns.names()) {
            edges.put(name, columns.get(name));
        }
        int compartments = model.structure().compartments();
        for (int edge = 0; edge < edges.rows(); edge++) {
            requireIndex(edge, Edges.PRE, compartments);
            requireIndex(edge, Edges.POST, compartments);
            requireIndex(edge, Edges.TYPE, byNumber.size());
            Synapse type = type(edge);
            int inType = countOfType.merge(type.name(), 1, Integer::sum) - 1;
            edges.indices(Edges.INDEX_IN_TYPE).set(edge, inType);
            junctionsCounted &= !type.isReciprocal();
            for (Declaration declaration : type.declarations()) {
                if (!edges.get(declaration.key()).isPresent(edge)) {
                    throw new IllegalArgumentException(
                            "synapse " + edge + " has no '" + declaration.key() + "', which its type declares");
                }
            }
            int[] pre = {edges.indices(Edges.PRE).value(edge)};
            int[] post = {edges.indices(Edges.POST).value(edge)};
            type.readsPre().forEach(key -> requirePresent(type, key, pre, "presynaptic"));
            type.readsPost().forEach(key -> requirePresent(type, key, post, "postsynaptic"));
        }
        fillDelays(0);
        for (int edge = 0; edge < edges.rows(); edge++) {
            requireDelay(edge, edges.numbers(Edges.DELAY).value(edge));
        }
    }

    /** Sets the default delay of the synapses from this row on that have none. */
    private void fillDelays(int first) {
        NumberColumn delays = edges.numbers(Edges.DELAY);
        for (int edge = first; edge < edges.rows(); edge++) {
            if (!delays.isPresent(edge)) {
                delays.set(edge, 0);
            }
        }
    }

    /** Throws an error unless the synapse may have this delay. */
    void requireDelay(int edge, double delay) {
        if (!(delay >= 0) || Double.isInfinite(delay)) {
            throw new IllegalArgumentException("the delay of " + model.place(Domain.EDGES, edge) + " cannot be " + delay
                    + " ms; it must be a number of ms from 0 on");
        }
        if (delay > 0 && type(edge).isReciprocal()) {
            throw new IllegalArgumentException("the delay of " + model.place(Domain.EDGES, edge) + " cannot be " + delay
                    + " ms: its current flows between the two compartments at once, so it has no delay");
        }
    }

    /** Keeps only these synapses; types and columns that no synapse needs any more are removed. */
    void keep(int[] kept) {
        edges.keep(kept);
        deletions++;
        int[] numbers = edges.indices(Edges.TYPE).values();
        List<Synapse> before = List.copyOf(byNumber);
        Set<Synapse> used = new LinkedHashSet<>();
        Arrays.stream(numbers).forEach(number -> used.add(before.get(number)));
        byNumber.removeIf(type -> !used.contains(type));
        types.values().retainAll(used);
        countOfType.clear();
        for (int edge = 0; edge < numbers.length; edge++) {
            Synapse type = before.get(numbers[edge]);
            edges.indices(Edges.TYPE).set(edge, number(type));
            edges.indices(Edges.INDEX_IN_TYPE).set(edge, countOfType.merge(type.name(), 1, Integer::sum) - 1);
        }
        for (Synapse type : before) {
            for (Declaration declaration : type.declarations()) {
                if (declaration(declaration.key()) == null) {
                    edges.remove(declaration.key());
                }
            }
        }
        junctionsCounted = byNumber.stream().noneMatch(Synapse::isReciprocal);
        if (junctionsCounted) {
            edges.remove(SynapseContext.PRE_JUNCTIONS);
            edges.remove(SynapseContext.POST_JUNCTIONS);
        }
    }

    /** The number of deletions of synapses so far; row numbers taken before the latest no longer hold. */
    int deletions() {
        return deletions;
    }

    private void requireIndex(int edge, String column, int count) {
        int value = edges.indices(column).value(edge);
        if (value < 0 || value >= count) {
            throw new IllegalArgumentException(
                    "synapse " + edge + " has " + value + " in '" + column + "'; there are " + count);
        }
    }

    /** Throws an error if a channel would take a name used by a type of synapse. */
    void requireFree(MembraneMechanism mechanism) {
        Set<String> taken = new LinkedHashSet<>(edges.names());
        byNumber.forEach(type -> taken.addAll(List.of(type.name(), type.currentName())));
        for (String name : TakenNames.of(mechanism, mechanism.currentNames())) {
            if (!byNumber.isEmpty() && taken.contains(name)) {
                throw new IllegalArgumentException("the mechanism " + mechanism.name() + " cannot use the name '" + name
                        + "', which belongs to synapses here; give it another name");
            }
        }
    }

    /** The column of a quantity of synapses that may be set. */
    NumberColumn numbers(String key) {
        if (edges.rows() == 0) {
            throw new IllegalArgumentException(
                    "there is no quantity '" + key + "' of synapses: the model has no synapses; connect cells first");
        }
        return edges.numbers(key);
    }

    /** The first of the keys that a synapse reads from the compartment; null if none is read. */
    String readBySynapses(int compartment, List<String> keys) {
        if (byNumber.stream().allMatch(type -> disjoint(type, keys))) {
            return null;
        }
        IndexColumn pre = edges.indices(Edges.PRE);
        IndexColumn post = edges.indices(Edges.POST);
        for (int edge = 0; edge < edges.rows(); edge++) {
            for (String key : keys) {
                if ((pre.value(edge) == compartment && type(edge).readsPre().contains(key))
                        || (post.value(edge) == compartment
                                && type(edge).readsPost().contains(key))) {
                    return key;
                }
            }
        }
        return null;
    }

    private static boolean disjoint(Synapse type, List<String> keys) {
        return Collections.disjoint(type.readsPre(), keys) && Collections.disjoint(type.readsPost(), keys);
    }

    /** Counts, for every reciprocal synapse, the reciprocal synapses that connect to its two compartments. */
    private void countJunctions() {
        IndexColumn pre = edges.indices(Edges.PRE);
        IndexColumn post = edges.indices(Edges.POST);
        int[] count = new int[model.structure().compartments()];
        for (int edge = 0; edge < edges.rows(); edge++) {
            if (type(edge).isReciprocal()) {
                count[pre.value(edge)]++;
                count[post.value(edge)]++;
            }
        }
        NumberColumn atPre = edges.numbersOrNew(SynapseContext.PRE_JUNCTIONS);
        NumberColumn atPost = edges.numbersOrNew(SynapseContext.POST_JUNCTIONS);
        for (int edge = 0; edge < edges.rows(); edge++) {
            if (type(edge).isReciprocal()) {
                atPre.set(edge, count[pre.value(edge)]);
                atPost.set(edge, count[post.value(edge)]);
            }
        }
    }

    private void requireConnectable(Synapse synapse) {
        model.globals().requireNotTaken(synapse, List.of(synapse.currentName()));
        model.globals().requireDeclarable(synapse);
        Synapse before = types.get(synapse.name());
        if (before != null && !before.isInterchangeableWith(synapse)) {
            throw new IllegalArgumentException("another type of synapse named '" + synapse.name()
                    + "' with other declarations is used already; give one of them another name");
        }
        for (String name : TakenNames.of(synapse, List.of(synapse.currentName()))) {
            if (RESERVED.contains(name)) {
                throw new IllegalArgumentException("the synapse " + synapse.name() + " cannot use the name '" + name
                        + "', which every synapse has a column of; give it another name");
            }
            if (model.nodes().contains(name) || model.mechanisms().currents().contains(name)) {
                throw new IllegalArgumentException("the synapse " + synapse.name() + " cannot use the name '" + name
                        + "', which belongs to a channel, a group or a quantity of the compartments; give it another"
                        + " name");
            }
        }
    }

    private void requirePresent(Synapse synapse, String key, int[] compartments, String side) {
        boolean current = model.mechanisms().currents().contains(key);
        if (!current && !model.nodes().contains(key)) {
            throw new IllegalArgumentException("the synapse " + synapse.name() + " reads '" + key + "' of its " + side
                    + " compartment, but no compartment has it; insert the mechanism that declares it before"
                    + " connecting");
        }
        NumberColumn column = current ? null : model.nodes().numbers(key);
        for (int compartment : compartments) {
            boolean present = current ? model.mechanisms().hasCurrent(key, compartment) : column.isPresent(compartment);
            if (!present) {
                throw new IllegalArgumentException(
                        "the synapse " + synapse.name() + " reads '" + key + "' of its " + side + " compartment, but "
                                + model.structure().place(compartment) + " does not have it; insert the mechanism that"
                                + " declares it there before connecting");
            }
        }
    }
}
