package dev.huxley.model;

import dev.huxley.mechanism.Synapse;
import dev.huxley.text.ElementName;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Cells and the synapses between them. Cells may differ in everything; point neurons and branched cells may be mixed.
 *
 * <pre>{@code
 * Network network = new Network(pyramidal, pyramidal, interneuron);
 * network.connect(network.cell(0).branch(1).loc(1), network.cell(2).branch(0).loc(0), new IonotropicSynapse());
 * network.synapses("IonotropicSynapse").set("IonotropicSynapse_gS", 1e-3);
 * network.edge(0).set("delay", 1.5); // ms, see Edges.DELAY
 * }</pre>
 *
 * <p>The verbs {@code set}, {@code get}, {@code makeTrainable}, {@code clamp} and {@code record} act on the compartments,
 * or on the synapses when the quantity is one of theirs.
 */
public final class Network extends NeuronModel {
    /**
     * A network of the given cells; it takes over their channels, values, groups, stimuli, clamps, recordings and
     * trainables. {@code deleteStimuli()} and the like remove them. Paths of trainables begin with the cell: {@code
     * "cell(1).soma/HH_gNa"}.
     */
    public Network(List<Cell> cells) {
        super(
                Structure.ofCells(
                        requireCells(cells).stream().map(NeuronModel::structure).toList()),
                cells);
    }

    /** A network of the given cells. */
    public Network(Cell... cells) {
        this(List.of(cells));
    }

    Network(Structure structure, Columns nodes, BranchPaths paths) {
        super(structure, nodes, paths);
    }

    private static List<Cell> requireCells(List<Cell> cells) {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("a network needs at least one cell");
        }
        return cells;
    }

    // ---- connecting ----

    /**
     * Connects compartments one to one: the first of one view to the first of the other, and so on.
     *
     * @return the new synapses
     */
    public SynapseSelection connect(Selection pre, Selection post, Synapse synapse) {
        requireOwn(pre, post);
        if (pre.compartments.length != post.compartments.length) {
            throw new IllegalArgumentException("connect joins compartments one to one, but the presynaptic view ("
                    + describe(pre) + ") has " + pre.compartments.length + " and the postsynaptic one ("
                    + describe(post) + ") " + post.compartments.length
                    + "; narrow the views, or connect cells with fullyConnect");
        }
        return add(synapse, pre.compartments, post.compartments);
    }

    /** Connects every cell of one view to every cell of the other, from the first compartment in view to the first. */
    public SynapseSelection fullyConnect(Selection pre, Selection post, Synapse synapse) {
        return fullyConnect(pre, post, synapse, PostCompartment.first());
    }

    /** Connects every cell of one view, at its first compartment in view, to every cell of the other. */
    public SynapseSelection fullyConnect(Selection pre, Selection post, Synapse synapse, PostCompartment target) {
        CellPairs pairs = pairs(pre, post, target);
        pairs.addAll();
        return add(synapse, pairs);
    }

    /**
     * Connects every cell of one view to every cell of the other with a probability, independently for every pair.
     *
     * @param seed equal seeds give equal synapses
     */
    public SynapseSelection sparseConnect(
            Selection pre, Selection post, Synapse synapse, double probability, long seed) {
        return sparseConnect(pre, post, synapse, probability, seed, PostCompartment.first());
    }

    /** Connects every cell of one view to every cell of the other with a probability. */
    public SynapseSelection sparseConnect(
            Selection pre, Selection post, Synapse synapse, double probability, long seed, PostCompartment target) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "the probability of a connection is between 0 and 1, not " + probability);
        }
        CellPairs pairs = pairs(pre, post, target);
        pairs.addRandomly(probability, seed);
        return add(synapse, pairs);
    }

    /** Connects the pairs of cells marked in the matrix, from the first compartment in view to the first. */
    public SynapseSelection connectivityMatrixConnect(
            Selection pre, Selection post, Synapse synapse, boolean[][] matrix) {
        return connectivityMatrixConnect(pre, post, synapse, matrix, PostCompartment.first());
    }

    /**
     * Connects the cells of the views as the matrix tells.
     *
     * @param matrix one row per presynaptic cell, one column per postsynaptic cell, in the order of the views
     */
    public SynapseSelection connectivityMatrixConnect(
            Selection pre, Selection post, Synapse synapse, boolean[][] matrix, PostCompartment target) {
        CellPairs pairs = pairs(pre, post, target);
        boolean fits = matrix.length == pairs.preCount();
        for (int i = 0; fits && i < matrix.length; i++) {
            fits = matrix[i].length == pairs.postCount();
        }
        if (!fits) {
            throw new IllegalArgumentException("the connectivity matrix must have " + pairs.preCount()
                    + " rows (presynaptic cells in view) of " + pairs.postCount()
                    + " elements (postsynaptic cells in view); it has " + matrix.length + " rows of "
                    + Arrays.toString(Arrays.stream(matrix)
                            .mapToInt(row -> row.length)
                            .distinct()
                            .toArray())
                    + " elements");
        }
        pairs.addMarked(matrix);
        return add(synapse, pairs);
    }

    // ---- views on synapses ----

    /** All synapses. */
    public SynapseSelection synapses() {
        return new SynapseSelection(this, IntStream.range(0, edges().rows()).toArray(), EdgeSharing.ONE_VALUE, "");
    }

    /** The synapses of a type. */
    public SynapseSelection synapses(String type) {
        return synapses().synapses(type);
    }

    /** The synapses with these row numbers of the dictionary of edges, in this order. */
    public SynapseSelection edge(int... numbers) {
        return synapses().edge(numbers);
    }

    /** The synapses of this index, in its order. */
    public SynapseSelection edge(Index index) {
        return synapses().edge(index);
    }

    /** The synapses from compartments in one view to compartments in the other, of all types. */
    public SynapseSelection between(Selection pre, Selection post) {
        return synapses().between(pre, post);
    }

    /** The synapses of all types from one compartment to another, given by row number. */
    public SynapseSelection between(int pre, int post) {
        return synapses().between(pre, post);
    }

    // ---- verbs ----

    @Override
    RowSet holderOf(String name) {
        boolean isOfSynapses = edges().contains(ElementName.key(name))
                || !edges().leaves(name).isEmpty()
                || connections().currents().contains(name);
        return isOfSynapses ? synapses() : this;
    }

    @Override
    void deleteClamps(Predicate<String> states) {
        super.deleteClamps(states);
        synapses().deleteClamps(states);
    }

    @Override
    void deleteRecordings(Predicate<String> states) {
        super.deleteRecordings(states);
        synapses().deleteRecordings(states);
    }

    @Override
    public void deleteTrainables() {
        super.deleteTrainables();
        synapses().deleteTrainables();
    }

    // ---- for the views ----

    /** The position of every compartment in a view of this network; -1 for those outside it. */
    int[] positions(Selection view) {
        requireOwn(view, view);
        int[] positions = new int[structure().compartments()];
        Arrays.fill(positions, -1);
        for (int i = 0; i < view.compartments.length; i++) {
            positions[view.compartments[i]] = i;
        }
        return positions;
    }

    private SynapseSelection add(Synapse synapse, CellPairs pairs) {
        return add(synapse, pairs.pre(), pairs.post());
    }

    private SynapseSelection add(Synapse synapse, int[] pre, int[] post) {
        if (pre.length == 0) {
            throw new IllegalArgumentException("no pair of cells was picked, so no synapse of type " + synapse.name()
                    + " was made; make the probability larger, or mark a pair in the matrix");
        }
        int first = connections().connect(synapse, pre, post);
        changed();
        int[] added = IntStream.range(first, first + pre.length).toArray();
        return new SynapseSelection(this, added, EdgeSharing.PER_SYNAPSE, "edge(" + Index.label(added) + ")");
    }

    private CellPairs pairs(Selection pre, Selection post, PostCompartment target) {
        requireOwn(pre, post);
        return new CellPairs(pre, post, target);
    }

    private void requireOwn(Selection pre, Selection post) {
        for (Selection view : List.of(pre, post)) {
            if (view.model() != this) {
                throw new IllegalArgumentException("the view " + describe(view)
                        + " belongs to another model; take both views from the network that is connected");
            }
        }
    }

    private static String describe(Selection view) {
        return view.label().isEmpty() ? "all compartments" : view.label();
    }
}
