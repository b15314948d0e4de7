package dev.huxley.model;

import dev.huxley.mechanism.Synapse;
import dev.huxley.protocol.Waveform;
import dev.huxley.query.Query;
import dev.huxley.table.CsvRecords;
import dev.huxley.table.Table;
import dev.huxley.text.Brief;
import dev.huxley.tree.Handle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Some synapses of a network, in the order in which they are named: an index set on the dictionary of edges. Acts on the
 * network directly. Holds until synapses are deleted.
 */
public final class SynapseSelection {
    private final Network network;
    private final int[] rows;
    /** The number of deletions of synapses up to the moment at which the row numbers were taken. */
    private final int deletions;

    private final EdgeSharing sharing;
    private final String label;

    SynapseSelection(Network network, int[] edges, EdgeSharing sharing, String label) {
        this.network = network;
        this.rows = edges;
        this.deletions = network.connections().deletions();
        this.sharing = sharing;
        this.label = label;
    }

    /** The network whose synapses these are. */
    public Network model() {
        return network;
    }

    /** The synapses, as row numbers of the network's dictionary of edges. */
    public int[] edges() {
        return rows().clone();
    }

    /** The number of synapses in view. */
    public int size() {
        return rows.length;
    }

    /** The selection as text, for instance {@code "IonotropicSynapse.edge(0-3)"}; empty for all synapses. */
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
    public SynapseSelection synapses(String type) {
        Synapse synapse = network.connections().type(type);
        int number = network.connections().number(synapse);
        IndexColumn types = network.edges().indices(Edges.TYPE);
        int[] found = Arrays.stream(rows())
                .filter(edge -> types.value(edge) == number)
                .toArray();
        return view(found, EdgeSharing.ONE_VALUE, type);
    }

    /** The synapses with these numbers, in this order, counted within the view: in a view of one type, within the type. */
    public SynapseSelection edge(int... numbers) {
        return edge(Index.of(numbers));
    }

    /** The synapses of this index, in its order, counted within the view. */
    public SynapseSelection edge(Index index) {
        int[] inView = rows();
        if (index.required() != null) {
            for (int number : index.required()) {
                if (number >= inView.length) {
                    throw new IllegalArgumentException("edge(" + number + ") does not exist"
                            + (label.isEmpty() ? "" : " in " + label) + "; "
                            + (inView.length == 0
                                    ? "the network has no synapses, connect cells first"
                                    : "there are 0 to " + (inView.length - 1)));
                }
            }
        }
        int[] taken = IntStream.range(0, inView.length)
                .filter(i -> index.position(i) >= 0)
                .toArray();
        int[] found = Order.pick(inView, taken);
        if (!index.isAscending()) {
            found = Order.pick(
                    found, Order.by(Arrays.stream(taken).map(index::position).toArray()));
        }
        return view(found, EdgeSharing.PER_SYNAPSE, "edge(" + index + ")");
    }

    /**
     * The synapses from a compartment in the one view to a compartment in the other, of all types, in the order of the
     * presynaptic view, then of the postsynaptic one.
     */
    public SynapseSelection between(Selection pre, Selection post) {
        int[] fromPositions = network.positions(pre);
        int[] toPositions = network.positions(post);
        IndexColumn pres = network.edges().indices(Edges.PRE);
        IndexColumn posts = network.edges().indices(Edges.POST);
        int[] found = Arrays.stream(rows())
                .filter(edge -> fromPositions[pres.value(edge)] >= 0 && toPositions[posts.value(edge)] >= 0)
                .toArray();
        int[] order = Order.by(
                Arrays.stream(found)
                        .map(edge -> fromPositions[pres.value(edge)])
                        .toArray(),
                Arrays.stream(found).map(edge -> toPositions[posts.value(edge)]).toArray());
        return view(
                Order.pick(found, order),
                EdgeSharing.PER_SYNAPSE,
                "between(" + describe(pre) + ", " + describe(post) + ")");
    }

    /** The synapses from one compartment to another, by their row numbers, of all types. */
    public SynapseSelection between(int pre, int post) {
        return between(network.select(pre), network.select(post));
    }

    /** The synapses with these row numbers of the dictionary of edges, in the given order. */
    public SynapseSelection select(int... rows) {
        BitSet inView = new BitSet();
        Arrays.stream(rows()).forEach(inView::set);
        for (int row : rows) {
            if (row < 0 || !inView.get(row)) {
                boolean twice = Arrays.stream(rows()).anyMatch(there -> there == row);
                throw new IllegalArgumentException("select: synapse " + row
                        + (twice
                                ? " is given twice; give every synapse once"
                                : " is not in view; "
                                        + (rows().length == 0
                                                ? "the network has no synapses, connect cells first"
                                                : "in view are " + Index.label(rows()))));
            }
            inView.clear(row);
        }
        return view(rows.clone(), EdgeSharing.PER_SYNAPSE, "select(" + Index.label(rows) + ")");
    }

    /** The synapses whose flag is set; one flag per synapse in view. */
    public SynapseSelection select(boolean... flags) {
        int[] inView = rows();
        if (flags.length != inView.length) {
            throw new IllegalArgumentException(
                    "select: " + flags.length + " flags for " + inView.length + " synapses in view");
        }
        int[] found = IntStream.range(0, flags.length)
                .filter(i -> flags[i])
                .map(i -> inView[i])
                .toArray();
        return view(found, EdgeSharing.PER_SYNAPSE, "select(" + Index.label(found) + ")");
    }

    /**
     * The synapses that fulfil a condition, for instance {@code "pre_cell in [3, 4] and type == 'IonotropicSynapse'"}. See
     * {@link Query} for the language. Columns are those of {@link #table()}: {@code type}, {@code pre}, {@code pre_cell},
     * {@code pre_branch}, {@code pre_comp}, {@code pre_loc}, the same of {@code post}, and all parameters and states.
     */
    public SynapseSelection where(String query) {
        if (network.edges().rows() == 0) {
            throw new IllegalArgumentException(
                    "where(" + query + "): the network has no synapses to choose from; connect cells first");
        }
        int[] inView = rows();
        boolean[] matches = Query.parse(query).matches(new EdgeQueryColumns(network, inView));
        int[] found = IntStream.range(0, matches.length)
                .filter(i -> matches[i])
                .map(i -> inView[i])
                .toArray();
        return view(found, EdgeSharing.PER_SYNAPSE, "where(" + Index.shortened(query) + ")");
    }

    // ---- verbs ----

    /**
     * Sets a parameter or an initial state, or the {@code "delay"} (ms, see {@link Edges#DELAY}). Synapses that do not have
     * it are left out.
     *
     * @param values one for all, or one per synapse of the view that has the quantity; of arrays as in
     *     {@link Selection#set}
     */
    public void set(String key, double... values) {
        int[] present = network.connections().settable(key, rows(), label, values);
        network.trainableParameters().requireShared(Domain.EDGES, key, present, values);
        RowValues.set(network.connections().numbers(key), present, values);
    }

    /**
     * The values of a quantity, one per synapse in view; NaN where a synapse does not have it. Arrays stand one behind the
     * other, elements in row-major order.
     */
    public double[] get(String key) {
        NumberColumn column = network.connections().numbers(key);
        return RowValues.get(column, rows());
    }

    /**
     * Makes a parameter or an initial state trainable: one value for all synapses of a type, one per synapse for
     * {@code edge(...)}, {@code between} and {@code select}. Arrays and trees as in {@link Selection#makeTrainable}.
     *
     * @param initial start values, one for all or one each; none: the mean of the present ones
     * @return where the values stand in trees of parameters and of gradients
     */
    public Handle makeTrainable(String key, double... initial) {
        return makeTrainable(key, sharing, initial);
    }

    /** Makes a parameter or an initial state trainable, shared as given. */
    public Handle makeTrainable(String key, EdgeSharing shared, double... initial) {
        if (key.equals(Edges.DELAY)) {
            throw new IllegalArgumentException(
                    "'delay' cannot be trained: a run rounds it to whole time steps, so it has"
                            + " no derivative; set it");
        }
        Optional<Handle> tree =
                Trainables.trainTree(network.edges(), key, initial, leaf -> makeTrainable(leaf, shared));
        if (tree.isPresent()) {
            return tree.get();
        }
        network.connections().numbers(key);
        int[] inView = label.isEmpty() ? network.edgesWith(key) : rows();
        network.trainableParameters()
                .add(
                        key,
                        Domain.EDGES,
                        inView,
                        edge -> shared.element(network, edge),
                        edge -> shared.describe(network, edge),
                        label,
                        initial);
        return network.trainableParameters().newest();
    }

    /** Holds a state at the given values: sample k in time step k, from its begin to its end; where it is NaN, nothing. */
    public void clamp(String state, Waveform values) {
        network.protocols().clamp(Domain.EDGES, state, rows(), values);
    }

    /** Records a state, or a synaptic current such as {@code "i_IonotropicSynapse"} (nA, outward positive). */
    public void record(String state) {
        network.protocols().record(Domain.EDGES, state, rows());
    }

    /** Removes the clamps of the synapses. */
    public void deleteClamps() {
        network.protocols().deleteClamps(Domain.EDGES, rows(), state -> true);
    }

    /** Removes the recordings of the synapses. */
    public void deleteRecordings() {
        network.protocols().deleteRecordings(Domain.EDGES, rows(), state -> true);
    }

    /**
     * Makes everything of the synapses untrainable again.
     *
     * @throws IllegalArgumentException if a trainable value is shared with synapses outside of the view
     */
    public void deleteTrainables() {
        network.trainableParameters().delete(Domain.EDGES, rows());
    }

    /**
     * Takes the synapses out of the network. The others keep their order, values, recordings, clamps and trainables (the
     * latter under the paths that they have) and are numbered anew, so views of synapses that were taken before no longer
     * hold. A type without synapses is forgotten.
     *
     * @throws IllegalArgumentException if something of the synapses is recorded, clamped or trainable, or this view was
     *     taken before others were deleted
     */
    public void delete() {
        SynapseDeletion.delete(network, rows());
    }

    // ---- for people ----

    /** The synapses in view as a table for people; its rows are the row numbers of the dictionary of edges. */
    public Table table() {
        return Table.of(() -> EdgeTable.of(network, rows()));
    }

    /** Sets values from a CSV file, such as {@code table().writeCsv(file)} writes; see {@link Selection#readCsv}. */
    public void readCsv(Path file) {
        CsvValues.setEdges(network, rows(), CsvRecords.read(file));
    }

    @Override
    public String toString() {
        return (label.isEmpty() ? "all" : Brief.of(label)) + ": " + Brief.count(rows.length, "synapse");
    }

    /** The row numbers, if they still are those of the same synapses. */
    private int[] rows() {
        if (deletions != network.connections().deletions()) {
            throw new IllegalArgumentException("the view " + (label.isEmpty() ? "of all synapses" : label)
                    + " was taken before synapses were deleted, which numbered the others anew; take it again from the"
                    + " network");
        }
        return rows;
    }

    private int[] compartments(String side) {
        IndexColumn column = network.edges().indices(side);
        return Arrays.stream(rows()).map(column::value).toArray();
    }

    private SynapseSelection view(int[] found, EdgeSharing shared, String step) {
        String whole = label.isEmpty() ? step : label + "." + step;
        if (found.length == 0) {
            throw new IllegalArgumentException(
                    network.edges().rows() == 0
                            ? "the view " + whole + " is empty: the network has no synapses; connect cells first"
                            : "the view " + whole + " is empty: no synapse is there");
        }
        return new SynapseSelection(network, found, shared, whole);
    }

    private static String describe(Selection selection) {
        return selection.label().isEmpty() ? "all" : selection.label();
    }
}
