package dev.huxley.model;

import dev.huxley.mechanism.Synapse;
import dev.huxley.protocol.Waveform;
import dev.huxley.query.Query;
import dev.huxley.table.CsvRecords;
import dev.huxley.table.Table;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Some synapses of a network: an index set on the dictionary of edges. Acts on the network directly. */
public final class EdgeView {
    private final Network network;
    private final int[] edges;
    private final EdgeSharing sharing;
    private final String label;

    EdgeView(Network network, int[] edges, EdgeSharing sharing, String label) {
        this.network = network;
        this.edges = edges;
        this.sharing = sharing;
        this.label = label;
    }

    /** The network whose synapses these are. */
    public Network model() {
        return network;
    }

    /** The synapses, as row numbers of the network's dictionary of edges. */
    public int[] edges() {
        return edges.clone();
    }

    /** The number of synapses in view. */
    public int size() {
        return edges.length;
    }

    /** What is selected, for instance {@code "IonotropicSynapse.edge(0-3)"}; empty for all synapses. */
    public String label() {
        return label;
    }

    /** The presynaptic compartments, one per synapse in view. */
    public int[] pre() {
        return compartments(Edges.PRE);
    }

    /** The postsynaptic compartments, one per synapse in view. */
    public int[] post() {
        return compartments(Edges.POST);
    }

    // ---- narrowing ----

    /** The synapses of a type. */
    public EdgeView synapses(String type) {
        Synapse synapse = network.connections().type(type);
        int number = network.connections().number(synapse);
        IndexColumn types = network.edges().indices(Edges.TYPE);
        return narrow(edge -> types.value(edge) == number, EdgeSharing.ONE_VALUE, type);
    }

    /** The synapses with these numbers, counted within the view: in a view of one type, within the type. */
    public EdgeView edge(int... numbers) {
        return edge(Index.of(numbers));
    }

    /** The synapses of this index, counted within the view. */
    public EdgeView edge(Index index) {
        if (index.required() != null) {
            for (int number : index.required()) {
                if (number >= edges.length) {
                    throw new IllegalArgumentException("edge(" + number + ") does not exist"
                            + (label.isEmpty() ? "" : " in " + label) + "; "
                            + (edges.length == 0
                                    ? "the network has no synapses, connect cells first"
                                    : "there are 0 to " + (edges.length - 1)));
                }
            }
        }
        int[] found = IntStream.range(0, edges.length)
                .filter(index::contains)
                .map(i -> edges[i])
                .toArray();
        return view(found, EdgeSharing.PER_SYNAPSE, "edge(" + index + ")");
    }

    /** The synapses from a compartment in the one view to a compartment in the other, of all types. */
    public EdgeView between(Selection pre, Selection post) {
        BitSet from = network.members(pre);
        BitSet to = network.members(post);
        IndexColumn pres = network.edges().indices(Edges.PRE);
        IndexColumn posts = network.edges().indices(Edges.POST);
        return narrow(
                edge -> from.get(pres.value(edge)) && to.get(posts.value(edge)),
                EdgeSharing.PER_SYNAPSE,
                "between(" + describe(pre) + ", " + describe(post) + ")");
    }

    /** The synapses from one compartment to another, by their row numbers, of all types. */
    public EdgeView between(int pre, int post) {
        return between(network.select(pre), network.select(post));
    }

    /** The synapses with these row numbers of the dictionary of edges, in the given order. */
    public EdgeView select(int... rows) {
        BitSet inView = new BitSet();
        Arrays.stream(edges).forEach(inView::set);
        for (int row : rows) {
            if (row < 0 || !inView.get(row)) {
                boolean twice = Arrays.stream(edges).anyMatch(there -> there == row);
                throw new IllegalArgumentException("select: synapse " + row
                        + (twice
                                ? " is given twice; give every synapse once"
                                : " is not in view; "
                                        + (edges.length == 0
                                                ? "the network has no synapses, connect cells first"
                                                : "in view are " + Index.label(edges))));
            }
            inView.clear(row);
        }
        return view(rows.clone(), EdgeSharing.PER_SYNAPSE, "select(" + Index.label(rows) + ")");
    }

    /** The synapses whose flag is set; one flag per synapse in view. */
    public EdgeView select(boolean... flags) {
        if (flags.length != edges.length) {
            throw new IllegalArgumentException(
                    "select: " + flags.length + " flags for " + edges.length + " synapses in view");
        }
        int[] found = IntStream.range(0, flags.length)
                .filter(i -> flags[i])
                .map(i -> edges[i])
                .toArray();
        return view(found, EdgeSharing.PER_SYNAPSE, "select(" + Index.label(found) + ")");
    }

    /**
     * The synapses that fulfil a condition, for instance {@code "pre_cell in [3, 4] and type == 'IonotropicSynapse'"}. See
     * {@link Query} for the language. Columns are those of {@link #table()}: {@code type}, {@code pre}, {@code pre_cell},
     * {@code pre_branch}, {@code pre_comp}, {@code pre_loc}, the same of {@code post}, and all parameters and states.
     */
    public EdgeView where(String query) {
        if (network.edges().rows() == 0) {
            throw new IllegalArgumentException(
                    "where(" + query + "): the network has no synapses to choose from; connect cells first");
        }
        boolean[] matches = Query.parse(query).matches(new EdgeQueryColumns(network, edges));
        int[] found = IntStream.range(0, matches.length)
                .filter(i -> matches[i])
                .map(i -> edges[i])
                .toArray();
        return view(found, EdgeSharing.PER_SYNAPSE, "where(" + Index.shortened(query) + ")");
    }

    // ---- verbs ----

    /**
     * Sets a parameter or an initial state. Synapses that do not have it are left out.
     *
     * @param values one for all, or one per synapse of the view that has the quantity
     */
    public void set(String key, double... values) {
        network.connections().setValues(key, edges, label, values);
    }

    /** The values of a quantity, one per synapse in view; NaN where a synapse does not have it. */
    public double[] get(String key) {
        NumberColumn column = network.connections().numbers(key);
        return Arrays.stream(edges).mapToDouble(column::value).toArray();
    }

    /**
     * Makes a parameter or an initial state trainable: one value for all synapses of a type, one per synapse for
     * {@code edge(...)}, {@code between} and {@code select}.
     *
     * @param initial start values, one for all or one each; none: the mean of the present ones
     */
    public void makeTrainable(String key, double... initial) {
        makeTrainable(key, sharing, initial);
    }

    /** Makes a parameter or an initial state trainable, shared as given. */
    public void makeTrainable(String key, EdgeSharing shared, double... initial) {
        network.connections().numbers(key);
        int[] rows = label.isEmpty() ? network.edgesWith(key) : edges;
        network.trainableParameters()
                .add(
                        key,
                        Domain.EDGES,
                        rows,
                        edge -> shared.element(network, edge),
                        edge -> shared.describe(network, edge),
                        label,
                        initial);
    }

    /** Holds a state at the given values: sample k after time step k. */
    public void clamp(String state, Waveform values) {
        network.protocols().clamp(Domain.EDGES, state, edges, values);
    }

    /** Records a state, or a synaptic current such as {@code "i_IonotropicSynapse"} (nA, outward positive). */
    public void record(String state) {
        network.protocols().record(Domain.EDGES, state, edges);
    }

    /** Removes the clamps of the synapses. */
    public void deleteClamps() {
        network.protocols().deleteClamps(Domain.EDGES, edges, state -> true);
    }

    /** Removes the recordings of the synapses. */
    public void deleteRecordings() {
        network.protocols().deleteRecordings(Domain.EDGES, edges, state -> true);
    }

    /**
     * Makes everything of the synapses untrainable again.
     *
     * @throws IllegalArgumentException if a trainable value is shared with synapses outside of the view
     */
    public void deleteTrainables() {
        network.trainableParameters().delete(Domain.EDGES, edges);
    }

    // ---- for people ----

    /** The synapses in view as a table for people; its rows are the row numbers of the dictionary of edges. */
    public Table table() {
        return Table.of(() -> EdgeTable.of(network, edges));
    }

    /** Sets values from a CSV file, such as {@code table().writeCsv(file)} writes; see {@link Selection#readCsv}. */
    public void readCsv(Path file) {
        CsvValues.setEdges(network, edges, CsvRecords.read(file));
    }

    @Override
    public String toString() {
        return (label.isEmpty() ? "all" : label) + ": " + edges.length + (edges.length == 1 ? " synapse" : " synapses");
    }

    private int[] compartments(String side) {
        IndexColumn column = network.edges().indices(side);
        return Arrays.stream(edges).map(column::value).toArray();
    }

    private EdgeView narrow(IntPredicate predicate, EdgeSharing shared, String step) {
        return view(Arrays.stream(edges).filter(predicate).toArray(), shared, step);
    }

    private EdgeView view(int[] found, EdgeSharing shared, String step) {
        String whole = label.isEmpty() ? step : label + "." + step;
        if (found.length == 0) {
            throw new IllegalArgumentException(
                    network.edges().rows() == 0
                            ? "the view " + whole + " is empty: the network has no synapses; connect cells first"
                            : "the view " + whole + " is empty: no synapse is there");
        }
        return new EdgeView(network, found, shared, whole);
    }

    private static String describe(Selection selection) {
        return selection.label().isEmpty() ? "all" : selection.label();
    }
}
