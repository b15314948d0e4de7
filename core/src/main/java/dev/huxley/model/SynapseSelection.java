package dev.huxley.model;

import dev.huxley.mechanism.Synapse;
import dev.huxley.query.Query;
import dev.huxley.table.TableRows;
import dev.huxley.text.Brief;
import dev.huxley.text.ElementName;
import dev.huxley.tree.Handle;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A set of synapses of a network, in the order in which they were named: an index set on the dictionary of edges. It
 * acts on the network directly and is valid until synapses are deleted.
 */
public final class SynapseSelection extends RowSet {
    private final Network network;
    private final int[] rows;
    /** The number of deletions of synapses before the row numbers were taken. */
    private final int deletions;

    private final EdgeSharing sharing;

    SynapseSelection(Network network, int[] edges, EdgeSharing sharing, String label) {
        super(label);
        this.network = network;
        this.rows = edges;
        this.deletions = network.connections().deletions();
        this.sharing = sharing;
    }

    /** The network whose synapses these are. */
    @Override
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
        return view(those(edge -> types.value(edge) == number), EdgeSharing.ONE_VALUE, type);
    }

    /**
     * The synapses with these numbers, in this order; numbers count the synapses in view, so in a view of one type
     * those of the type.
     */
    public SynapseSelection edge(int... numbers) {
        return edge(Index.of(numbers));
    }

    /** The synapses of this index, in its order; numbers count the synapses in view. */
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
     * The synapses of all types from compartments in one view to compartments in the other, in the order of the
     * presynaptic view, then of the postsynaptic one.
     */
    public SynapseSelection between(Selection pre, Selection post) {
        int[] fromPositions = network.positions(pre);
        int[] toPositions = network.positions(post);
        IndexColumn pres = network.edges().indices(Edges.PRE);
        IndexColumn posts = network.edges().indices(Edges.POST);
        int[] found = those(edge -> fromPositions[pres.value(edge)] >= 0 && toPositions[posts.value(edge)] >= 0);
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

    /** The synapses of all types from one compartment to another, given by row number. */
    public SynapseSelection between(int pre, int post) {
        return between(network.select(pre), network.select(post));
    }

    /** The synapses with these row numbers of the dictionary of edges, in the given order. */
    public SynapseSelection select(int... rows) {
        return view(picked(rows), EdgeSharing.PER_SYNAPSE, "select(" + Index.label(rows) + ")");
    }

    /** The synapses whose flag is set; one flag per synapse in view. */
    public SynapseSelection select(boolean... flags) {
        int[] found = picked(flags);
        return view(found, EdgeSharing.PER_SYNAPSE, "select(" + Index.label(found) + ")");
    }

    /**
     * The synapses that fulfil a condition, for instance {@code "pre_cell in [3, 4] and type == 'IonotropicSynapse'"}.
     * See {@link Query} for the language. The columns are those of {@link #table()}: {@code type}, {@code pre}, {@code
     * pre_cell}, {@code pre_branch}, {@code pre_comp}, {@code pre_loc}, the same for {@code post}, and all parameters
     * and states.
     */
    public SynapseSelection where(String query) {
        if (network.edges().rows() == 0) {
            throw new IllegalArgumentException(
                    "where(" + query + "): the network has no synapses to choose from; connect cells first");
        }
        int[] found = picked(Query.parse(query).matches(new EdgeQueryColumns(network, rows())));
        return view(found, EdgeSharing.PER_SYNAPSE, "where(" + Index.shortened(query) + ")");
    }

    // ---- verbs ----

    /** Makes a parameter or an initial state trainable, with values shared as given. */
    public Handle makeTrainable(String key, EdgeSharing shared, double... initial) {
        return makeTrainable(key, shared.in(network), initial);
    }

    /**
     * Deletes the synapses from the network. The others keep their order, values, recordings, clamps and trainables
     * (under their old paths) and are renumbered, so views of synapses taken before are no longer valid. A type without
     * synapses is removed.
     *
     * @throws IllegalArgumentException if one of the synapses is recorded, clamped or trainable, or this view was taken
     *     before others were deleted
     */
    public void delete() {
        SynapseDeletion.delete(network, rows());
    }

    @Override
    public String toString() {
        return (label.isEmpty() ? "all" : Brief.of(label)) + ": " + Brief.count(rows.length, "synapse");
    }

    // ---- what synapses differ in from other rows ----

    @Override
    Domain domain() {
        return Domain.EDGES;
    }

    /** The row numbers; throws an error if synapses were deleted since they were taken. */
    @Override
    int[] rows() {
        if (deletions != network.connections().deletions()) {
            throw new IllegalArgumentException("the view " + (label.isEmpty() ? "of all synapses" : label)
                    + " was taken before synapses were deleted, which numbered the others anew; take it again from the"
                    + " network");
        }
        return rows;
    }

    /**
     * The synapses that have the quantity or the current if the view holds all synapses; otherwise all in view, so that
     * a missing quantity is an error.
     */
    @Override
    int[] rowsWith(String name) {
        if (!label.isEmpty()) {
            return rows();
        }
        Connections connections = network.connections();
        if (connections.currents().contains(name)) {
            return those(edge -> connections.type(edge).currentName().equals(name));
        }
        String key = ElementName.key(name);
        return network.edges().contains(key) ? those(network.edges().get(key)::isPresent) : rows();
    }

    @Override
    Grouping grouping() {
        return sharing.in(network);
    }

    @Override
    TableRows tableRows() {
        return EdgeTable.of(network, rows());
    }

    @Override
    NumberColumn numbers(String key) {
        return network.connections().numbers(key);
    }

    @Override
    void requireTrainable(String key) {
        if (key.equals(Edges.DELAY)) {
            throw new IllegalArgumentException(
                    "'delay' cannot be trained: a run rounds it to whole time steps, so it has"
                            + " no derivative; set it");
        }
    }

    private int[] those(IntPredicate condition) {
        return Arrays.stream(rows()).filter(condition).toArray();
    }

    private int[] compartments(String side) {
        IndexColumn column = network.edges().indices(side);
        return Arrays.stream(rows()).map(column::value).toArray();
    }

    private SynapseSelection view(int[] found, EdgeSharing shared, String step) {
        String whole = joined(step);
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
