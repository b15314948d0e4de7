package dev.huxley.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.morphology.TracedBranch;
import dev.huxley.text.Brief;
import dev.huxley.text.ElementName;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A description of something to simulate: its structure, a dictionary of columns with one row per compartment, the
 * inserted mechanisms, and what is stimulated, clamped, recorded and trained. It is mutable and holds no numerics. The
 * verbs of {@link Selection} change it: called on a model they act on all of it, on a view on a part.
 *
 * <p>Not safe for use by several threads at once.
 */
public abstract class NeuronModel extends Selection {
    private final Structure structure;
    private final Columns nodes;
    private final BranchPaths paths;
    private final Mechanisms mechanisms;
    private final Connections connections;
    private final Globals globals;
    private final Groups groups;
    private final Protocols protocols;
    private final Trainables trainables;
    private long revision;

    NeuronModel(Structure structure, Columns nodes) {
        this(structure, nodes, BranchPaths.unknown(structure.branches()));
    }

    NeuronModel(Structure structure, Columns nodes, BranchPaths paths) {
        super(IntStream.range(0, structure.compartments()).toArray(), Sharing.ONE_VALUE, Scope.LOCAL, "");
        this.structure = structure;
        this.nodes = nodes;
        this.paths = paths;
        mechanisms = new Mechanisms(nodes);
        connections = new Connections(this);
        globals = new Globals(this);
        groups = new Groups(this);
        protocols = new Protocols(this);
        trainables = new Trainables(this);
    }

    /**
     * Composes a model of others. It takes over their channels, values, groups, stimuli, clamps, recordings and
     * trainables; the paths of the latter begin with the part: {@code "cell(1)/HH_gNa"}.
     */
    NeuronModel(Structure structure, List<? extends NeuronModel> parts) {
        this(
                structure,
                Columns.concatenate(parts.stream().map(NeuronModel::nodes).toList()),
                BranchPaths.ofParts(structure, parts));
        parts.forEach(this::adopt);
        groups.requireApartFromMechanisms();
        Carrying.compose(this, parts);
    }

    /** Adopts the mechanisms and groups of a part whose columns exist already. */
    final void adopt(NeuronModel part) {
        mechanisms.adopt(part.mechanisms);
        globals.adopt(part.globals);
        groups.adopt(part.groups);
    }

    /** Adopts the mechanisms, groups and diffusing states of the models whose rows this one is made of. */
    final void continueFrom(List<? extends NeuronModel> origins) {
        for (NeuronModel origin : origins) {
            mechanisms.takeOver(origin.mechanisms);
            globals.adopt(origin.globals);
            groups.adopt(origin.groups);
        }
        forgetAbsent();
        origins.forEach(origin -> origin.diffusingStates().forEach(mechanisms::resumeDiffusion));
    }

    /** Removes mechanisms and groups without compartments. */
    private void forgetAbsent() {
        mechanisms.all(MembraneMechanism.class).forEach(mechanisms::forgetIfAbsent);
        groups.forgetAbsent();
    }

    /** Restores the mechanisms, groups and diffusion of a snapshot; their columns exist already. */
    final void restore(List<MembraneMechanism> inserted, List<String> groupNames, List<String> diffusing) {
        mechanisms.restore(inserted);
        inserted.forEach(globals::declare);
        groups.restore(groupNames);
        forgetAbsent();
        for (String state : diffusing) {
            nodes.numbers(Quantities.diffusionKey(state));
            mechanisms.resumeDiffusion(state);
        }
    }

    /** The cells, branches and compartments, and the parents of the branches. */
    public Structure structure() {
        return structure;
    }

    /** The dictionary of columns, one row per compartment: geometry, parameters, initial states, mechanisms, groups. */
    public Columns nodes() {
        return nodes;
    }

    /** The inserted channels in the order of their first insertion, which is the order of their updates. */
    public Collection<Channel> channels() {
        return mechanisms.all(Channel.class);
    }

    /** The inserted pumps in the order of their first insertion; they are updated after all channels. */
    public Collection<IonPump> pumps() {
        return mechanisms.all(IonPump.class);
    }

    /**
     * Lets a state diffuse along the cable: an ion's concentration, or any other state of a mechanism. Where no
     * mechanism declares the state, it begins at 0. Its diffusion coefficient is the quantity {@code
     * axial_diffusion_<state>}, in um2/ms, 1 unless set. Diffusion acts on the whole model, including compartments
     * without the state's mechanisms. The call has no effect if the state diffuses already.
     *
     * @param state the state's key, for instance {@code "CaCon_i"}
     */
    public void diffuse(String state) {
        if (state.equals(Quantities.VOLTAGE)) {
            throw new IllegalArgumentException("'v' need not diffuse: current flows along the cable anyway");
        }
        if (!mechanisms.isState(state)) {
            nodes.get(state);
            throw new IllegalArgumentException(
                    "'" + state + "' cannot diffuse: it is not a state of an inserted mechanism");
        }
        mechanisms.diffusion().add(state);
        changed();
    }

    /** Ends the diffusion of a state. */
    public void deleteDiffusion(String state) {
        mechanisms.diffusion().remove(state, this);
        changed();
    }

    /** The keys of the states that diffuse. */
    public Set<String> diffusingStates() {
        return mechanisms.diffusion().states();
    }

    /** The key of a state's diffusion coefficient. */
    public static String diffusionKey(String state) {
        return Quantities.diffusionKey(state);
    }

    /**
     * The dictionary of synapses, one row each: the compartments that they connect, their types, parameters and initial
     * states. It is empty unless the model is a network with synapses. {@link Edges} names the columns that every row
     * has.
     */
    public Columns edges() {
        return connections.edges();
    }

    /** The parameters and states of the model as a whole, which exist once. */
    public Globals globals() {
        return globals;
    }

    /** The dictionary with the rows of this domain. */
    public Columns columns(Domain domain) {
        return switch (domain) {
            case NODES -> nodes;
            case EDGES -> edges();
            case GLOBALS -> globals.columns();
        };
    }

    /** The types of synapses in the order of their first use; empty unless the model is a network with synapses. */
    public Collection<Synapse> synapseTypes() {
        return connections.types();
    }

    /** The names of the groups. */
    public Set<String> groups() {
        return groups.names();
    }

    /** The stimuli in the order in which they were given. */
    public List<PlacedWaveform> stimuli() {
        return protocols.stimuli();
    }

    /** The clamps in the order in which they were given. */
    public List<PlacedWaveform> clamps() {
        return protocols.clamps();
    }

    /** The recordings, one per trace of a run, in the order in which they were requested. */
    public List<PlacedRecording> recordings() {
        return protocols.recordings();
    }

    /** The parameters that are to be fitted. */
    public List<TrainableParameter> trainables() {
        return trainables.all();
    }

    /**
     * The trainable parameters as a tree of float64 arrays that require gradients, of shape (values), or (values, ...)
     * where each value is an array. The values are the model's present ones, so a run with this tree equals a run of
     * the model as it is.
     *
     * @param manager owns the arrays
     */
    public ArrayTree parameters(NDManager manager) {
        ArrayTree.Builder tree = ArrayTree.builder();
        for (TrainableParameter trainable : trainables.all()) {
            NumberColumn column = columns(trainable.domain()).numbers(trainable.key());
            long[] shape = column.shapeOf(trainable.rows().size());
            NDArray values = manager.create(trainable.values(), new Shape(shape));
            values.setRequiresGradient(true);
            tree.set(trainable.path(), values);
        }
        return tree.build();
    }

    /**
     * Writes values, for instance fitted ones, into the model; the tree has the form that {@link #parameters} gives.
     */
    public void write(ArrayTree parameters) {
        trainables.write(parameters);
    }

    /**
     * Writes values by path, for instance the best ones of a fit, into the model; elements of arrays are in row-major
     * order.
     */
    public void write(Map<String, double[]> parameters) {
        trainables.write(parameters);
    }

    /** The unit of a quantity, {@code ""} if unknown. */
    public String unit(String name) {
        String key = ElementName.key(name);
        for (Declaration declaration :
                Arrays.asList(mechanisms.declaration(key), connections.declaration(key), globals.declaration(key))) {
            if (declaration != null) {
                return declaration.unit();
            }
        }
        if (connections.currents().contains(key)) {
            return "nA";
        }
        if (key.equals(Edges.DELAY)) {
            return "ms";
        }
        if (mechanisms.currents().contains(key)) {
            return mechanisms.isPumpRate(key) ? "mM/ms" : "mA/cm2";
        }
        return connections.ionCurrents().contains(key) ? "mA/cm2" : Quantities.unit(key);
    }

    /** Tells whether values of the quantity must be positive: lengths, radii, resistivities, capacitances. */
    public boolean mustBePositive(String key) {
        return Quantities.mustBePositive(key);
    }

    /** Tells whether the quantity changes in time: the voltage or a state of a mechanism. */
    public boolean isState(String key) {
        String quantity = ElementName.key(key);
        return quantity.equals(Quantities.VOLTAGE)
                || mechanisms.isState(quantity)
                || connections.isState(quantity)
                || globals.isState(quantity);
    }

    /** The place of a compartment or a synapse in words. */
    public String place(Domain domain, int row) {
        if (domain == Domain.NODES) {
            return structure.place(row);
        }
        if (domain == Domain.GLOBALS) {
            return "the whole model";
        }
        return "synapse " + row + " (" + connections.type(row).name() + ", "
                + structure.place(edges().indices(Edges.PRE).value(row)) + " to "
                + structure.place(edges().indices(Edges.POST).value(row)) + ")";
    }

    /**
     * A number that grows with every change of the form of a simulation (mechanisms; number and kind of stimuli, clamps
     * and recordings) and stays the same when only values change.
     */
    public long revision() {
        return revision;
    }

    @Override
    public NeuronModel model() {
        return this;
    }

    void changed() {
        revision++;
    }

    /** The points along a branch (numbered over all cells), if it was traced or laid out. */
    public Optional<TracedBranch> trace(int branch) {
        return Optional.ofNullable(paths.get(branch)).map(BranchPath::points);
    }

    BranchPaths paths() {
        return paths;
    }

    Mechanisms mechanisms() {
        return mechanisms;
    }

    Connections connections() {
        return connections;
    }

    Groups groupMembers() {
        return groups;
    }

    /** Throws an error unless a row may have this value of a quantity. */
    void requireValid(Domain domain, String key, int row, double value) {
        if (!Quantities.isValid(key, value)) {
            Quantities.requireValid(key, value, place(domain, row));
        }
        if (domain == Domain.EDGES && key.equals(Edges.DELAY)) {
            connections.requireDelay(row, value);
        }
    }

    Protocols protocols() {
        return protocols;
    }

    Trainables trainableParameters() {
        return trainables;
    }

    @Override
    public String toString() {
        List<String> has = new ArrayList<>();
        has.add(shape().toString());
        add(has, edges().rows(), "synapse", "synapses");
        has.add("mechanisms "
                + Brief.list(mechanisms.all(MembraneMechanism.class).stream()
                        .map(MembraneMechanism::name)
                        .toList()));
        add(has, stimuli().size(), "stimulus", "stimuli");
        add(has, clamps().size(), "clamp", "clamps");
        add(has, recordings().size(), "recording", "recordings");
        add(has, trainables.all().size(), "trainable", "trainables");
        return Brief.of(getClass().getSimpleName() + "[" + String.join(", ", has) + "]");
    }

    private static void add(List<String> has, int count, String one, String many) {
        if (count > 0) {
            has.add(Brief.count(count, one, many));
        }
    }
}
