package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import dev.huxley.model.Domain;
import dev.huxley.model.Globals;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Selection;
import dev.huxley.model.SynapseSelection;
import dev.huxley.simulate.ProtocolSlot.Kind;
import dev.huxley.simulate.ProtocolSlot.Owner;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The inputs of one run, which replace those of the model: values of parameters and initial states, waveforms, and
 * places of stimuli, clamps and recordings. Each is an array that may carry gradients and may have one more, leading
 * axis, the batch; all batch axes of a run are equally long. The model is not changed. Immutable: every method returns
 * a new object, in which a setting replaces an earlier one of the same thing.
 *
 * <p>Order of precedence, lowest first: the model's values, those of its trainable parameters among them; trainable
 * parameters given here; {@link #with} in the order of the calls.
 */
public final class Inputs {
    private static final Inputs NONE = new Inputs(ArrayTree.empty(), List.of(), 0, List.of());

    private final ArrayTree tree;
    private final List<Setting> settings;
    private final int firstStep;
    private final List<NeuronModel> stack;

    private Inputs(ArrayTree tree, List<Setting> settings, int firstStep, List<NeuronModel> stack) {
        this.tree = tree;
        this.settings = settings;
        this.firstStep = firstStep;
        this.stack = stack;
    }

    /** No inputs: the model runs as it is. */
    public static Inputs none() {
        return NONE;
    }

    /**
     * Values of the trainable parameters, in the form that {@code NeuronModel.parameters} gives: (values) or (batch,
     * values).
     */
    public static Inputs of(ArrayTree parameters) {
        return NONE.parameters(parameters);
    }

    /**
     * Several models as one batch: row b of the results is what the b-th model would give. The first must be the model
     * of the simulation. The others contribute their values, initial states, geometry, waveforms, and places of
     * stimuli, clamps and recordings, all of which may differ. Gradients of each model by its own parameters:
     *
     * <pre>{@code
     * ArrayTree parameters = ArrayTree.stack(cellA.parameters(manager), cellB.parameters(manager)); // (2, values)
     * NDArray v = simulation.run(manager, Inputs.stack(cellA, cellB).parameters(parameters)); // (2, recordings, times)
     * }</pre>
     *
     * @throws IllegalArgumentException if the models differ in anything but values; the message names the first
     *     difference
     */
    public static Inputs stack(NeuronModel... models) {
        return new Inputs(ArrayTree.empty(), List.of(), 0, ModelStack.of(List.of(models)));
    }

    /** The same inputs with these trainable parameters, see {@link #of}. */
    public Inputs parameters(ArrayTree parameters) {
        return parameters.isEmpty() ? this : with(new Setting.Parameters(parameters));
    }

    /**
     * Sets a parameter or an initial state for this run.
     *
     * @param where the compartments; those that do not have the quantity are left out
     * @param values one for all, a scalar or (1), or one for each, (compartments); with a batch (batch, 1), one for all
     *     compartments in every row, or (batch, compartments); of a quantity whose values are arrays with their shape
     *     behind, where without a batch the axis of length 1 may be left out
     */
    public Inputs with(Selection where, String key, NDArray values) {
        return with(new RowValues(
                values().size(), where.model(), Domain.NODES, where.compartments(), where.label(), key, values));
    }

    /**
     * Sets a parameter or an initial state of synapses for this run.
     *
     * @param where the synapses; those that do not have the quantity are left out
     * @param values one for all, a scalar or (1), or one for each, (synapses); with a batch (batch, 1), one for all
     *     synapses in every row, or (batch, synapses); of arrays as above
     */
    public Inputs with(SynapseSelection where, String key, NDArray values) {
        return with(
                new RowValues(values().size(), where.model(), Domain.EDGES, where.edges(), where.label(), key, values));
    }

    /**
     * Sets a parameter or an initial state of the model as a whole for this run.
     *
     * @param values a scalar or (1), of an array (...) its shape; with a batch (batch, 1) or (batch, 1, ...)
     */
    public Inputs with(Globals where, String key, NDArray values) {
        return with(
                new RowValues(values().size(), where.model(), Domain.GLOBALS, new int[] {0}, "globals", key, values));
    }

    /**
     * Sets a parameter or an initial state for this run at places that are data, which may differ from row to row of a
     * batch.
     *
     * @param places whole numbers, (places) or (batch, places): compartments, or synapses for what those have; no place
     *     twice in a row
     * @param values one for all, a scalar or (1), or one for each, (places); with a batch (batch, 1), one for all
     *     places in every row, or (batch, places)
     */
    public Inputs withAt(NDArray places, String key, NDArray values) {
        return with(new PlacedValues(values().size(), places, key, values));
    }

    /**
     * The waveform (nA) of a stimulus.
     *
     * @param stimulus the number of the stimulus, in the order of the calls of {@code stimulate}
     * @param samples (samples), or (lanes, samples) for a stimulus of several compartments; with a batch (batch,
     *     samples) for one compartment and (batch, lanes, samples) for several
     */
    public Inputs waveform(int stimulus, NDArray samples) {
        return put(Kind.WAVEFORM.of(stimulus), samples);
    }

    /**
     * The compartments of a stimulus.
     *
     * @param stimulus the number of the stimulus
     * @param compartments whole numbers: (lanes), or with a batch (batch, lanes); (batch) for a stimulus of one
     *     compartment. Currents into one compartment add up
     */
    public Inputs stimulusPlaces(int stimulus, NDArray compartments) {
        return put(Kind.STIMULUS_PLACES.of(stimulus), compartments);
    }

    /**
     * The series resistance (MOhm) of a voltage clamp that was made with one.
     *
     * @param clamp the number of the clamp, in the order of the calls of {@code clamp}
     * @param resistance (1) or (compartments), or with a batch (batch, 1) or (batch, compartments)
     */
    public Inputs clampResistance(int clamp, NDArray resistance) {
        return put(Kind.CLAMP_RESISTANCE.of(clamp), resistance);
    }

    /** The values of a clamp, NaN where it holds nothing; shapes as those of {@link #waveform}. */
    public Inputs clampValues(int clamp, NDArray samples) {
        return put(Kind.CLAMP_VALUES.of(clamp), samples);
    }

    /** The compartments of a clamp; shapes as those of {@link #stimulusPlaces}. A state has one clamp at a place. */
    public Inputs clampPlaces(int clamp, NDArray compartments) {
        return put(Kind.CLAMP_PLACES.of(clamp), compartments);
    }

    /**
     * The places of the recordings: compartments, or synapses for what is recorded of those.
     *
     * @param places whole numbers, one per recorded trace: (recordings), or with a batch (batch, recordings); (batch)
     *     for a single recording. A place may be named several times
     */
    public Inputs recordingPlaces(NDArray places) {
        return put(ProtocolSlot.RECORDING_PLACES, places);
    }

    /**
     * The states with which the run begins, in place of all initial states: those at the end of another run, or from
     * {@link Dynamics}. {@link #startingAt} sets the position in the waveforms of stimuli and clamps.
     *
     * @param states in the form that {@link RunResult#states()} has; finite numbers
     */
    public Inputs states(ArrayTree states) {
        return with(new Setting.States(states));
    }

    /**
     * The step with which the run begins, 0 unless set. Step k takes sample k of every waveform, so a run that
     * continues after n steps begins at step n.
     */
    public Inputs startingAt(int step) {
        if (step < 0) {
            throw new IllegalArgumentException("a run cannot begin at step " + step + "; the first step is 0");
        }
        return new Inputs(tree, settings, step, stack);
    }

    /** All arrays by name: {@code parameters/...}, {@code set/<n>/...}, {@code stimuli/<n>/waveform}, ... */
    public ArrayTree tree() {
        return tree;
    }

    /** The trainable parameters. */
    ArrayTree parameters() {
        return folder(Setting.Parameters.NAME);
    }

    /** The states with which the run begins; empty if they are initial states. */
    ArrayTree states() {
        return folder(Setting.States.NAME);
    }

    /** The models whose values are the rows of the batch: the stacked ones, or only the one that is simulated. */
    List<NeuronModel> models(NeuronModel simulated) {
        if (!stack.isEmpty() && stack.get(0) != simulated) {
            throw new IllegalArgumentException(
                    "the simulation is of another model than the first of the stack; simulate the first one");
        }
        return stack.isEmpty() ? List.of(simulated) : stack;
    }

    int firstStep() {
        return firstStep;
    }

    /** Tells whether these inputs differ from others in nothing but initial states, waveforms and places. */
    boolean haveParametersOf(Inputs others, NeuronModel model) {
        List<Setting> own = parameterSettings(model);
        List<Setting> theirs = others.parameterSettings(model);
        boolean areSame = stack == others.stack && own.size() == theirs.size();
        for (int i = 0; areSame && i < own.size(); i++) {
            areSame = own.get(i) == theirs.get(i);
        }
        return areSame && parameters().paths().stream().noneMatch(path -> model.isState(keyOf(path)));
    }

    /** The inputs without parameters: with values of states. */
    Inputs statesOnly(NeuronModel model) {
        List<Setting> own = new ArrayList<>(settings);
        own.removeAll(parameterSettings(model));
        return new Inputs(tree, List.copyOf(own), firstStep, stack);
    }

    private List<Setting> parameterSettings(NeuronModel model) {
        return settings.stream()
                .filter(setting -> setting instanceof Setting.Parameters
                        || setting instanceof ValueSetting value && !model.isState(value.key()))
                .toList();
    }

    private static String keyOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The values that are given for rows or places, in order. */
    List<ValueSetting> values() {
        return of(ValueSetting.class).toList();
    }

    /** The array that is given for this slot, null if none is. */
    NDArray given(ProtocolSlot slot) {
        return of(Setting.OfProtocol.class)
                .filter(setting -> setting.slot().equals(slot))
                .map(Setting.OfProtocol::array)
                .findFirst()
                .orElse(null);
    }

    /** Tells whether waveforms and places are those of the simulated model alone. */
    boolean haveNoProtocol() {
        return stack.isEmpty() && settings.stream().noneMatch(Setting.OfProtocol.class::isInstance);
    }

    /** Throws an error if something was given for a stimulus or clamp that the model does not have. */
    void requireKnown(int stimuli, int clamps) {
        requireKnown("stimulus", Owner.STIMULUS, stimuli);
        requireKnown("clamp", Owner.CLAMP, clamps);
    }

    private void requireKnown(String what, Owner owner, int count) {
        of(Setting.OfProtocol.class)
                .map(Setting.OfProtocol::slot)
                .filter(slot -> slot.owner() == owner && (slot.number() < 0 || slot.number() >= count))
                .findFirst()
                .ifPresent(slot -> {
                    throw new IllegalArgumentException("there is no " + what + " " + slot.number() + "; the model has "
                            + count + ", counted from 0 in the order in which they were given");
                });
    }

    private <T extends Setting> Stream<T> of(Class<T> kind) {
        return settings.stream().filter(kind::isInstance).map(kind::cast);
    }

    private Inputs put(ProtocolSlot slot, NDArray array) {
        return with(new Setting.OfProtocol(slot, array));
    }

    private Inputs with(Setting setting) {
        ArrayTree longer = setting.in(tree);
        List<Setting> all = new ArrayList<>(settings);
        all.removeIf(earlier -> earlier.isReplacedBy(setting));
        all.add(setting);
        return new Inputs(longer, List.copyOf(all), firstStep, stack);
    }

    private ArrayTree folder(String name) {
        return tree.names().contains(name) ? tree.subtree(name) : ArrayTree.empty();
    }

    @Override
    public String toString() {
        return Brief.of("Inputs[" + Brief.list(tree.paths()) + (firstStep == 0 ? "" : ", from step " + firstStep)
                + (stack.isEmpty() ? "" : ", " + Brief.count(stack.size(), "model")) + "]");
    }
}
