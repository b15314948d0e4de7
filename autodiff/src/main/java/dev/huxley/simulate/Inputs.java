package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import dev.huxley.model.Selection;
import dev.huxley.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run is given in place of what stands in the model: values of parameters and initial states, waveforms, and
 * places of stimuli, clamps and recordings. Each is an array that may carry gradients and may have one more, leading axis,
 * the batch; all batch axes of a run are equally long. The model is not changed. Immutable: every method gives a new
 * object.
 *
 * <p>Order of precedence: the model's values, then trainable parameters in their order, then {@link #set} in its order.
 */
public final class Inputs {
    private static final Inputs NONE =
            new Inputs(Tree.empty(), List.of(), Map.of(), Map.of(), Map.of(), Map.of(), null);

    /** A value of a quantity in some compartments. */
    record Setting(Selection where, String key, NDArray values) {}

    private final Tree parameters;
    private final List<Setting> settings;
    private final Map<Integer, NDArray> stimulusWaveforms;
    private final Map<Integer, NDArray> stimulusPlaces;
    private final Map<Integer, NDArray> clampValues;
    private final Map<Integer, NDArray> clampPlaces;
    private final NDArray recordingPlaces;

    private Inputs(
            Tree parameters,
            List<Setting> settings,
            Map<Integer, NDArray> stimulusWaveforms,
            Map<Integer, NDArray> stimulusPlaces,
            Map<Integer, NDArray> clampValues,
            Map<Integer, NDArray> clampPlaces,
            NDArray recordingPlaces) {
        this.parameters = parameters;
        this.settings = settings;
        this.stimulusWaveforms = stimulusWaveforms;
        this.stimulusPlaces = stimulusPlaces;
        this.clampValues = clampValues;
        this.clampPlaces = clampPlaces;
        this.recordingPlaces = recordingPlaces;
    }

    /** Nothing in place of what stands in the model. */
    public static Inputs none() {
        return NONE;
    }

    /**
     * Values of the trainable parameters, in the form that {@code Model.parameters} gives: (values) or (batch, values).
     */
    public static Inputs of(Tree parameters) {
        return new Inputs(parameters, List.of(), Map.of(), Map.of(), Map.of(), Map.of(), null);
    }

    /**
     * Sets a parameter or an initial state for this run.
     *
     * @param where the compartments; those that do not have the quantity are left out
     * @param values a scalar or (1), (compartments), or with a batch (batch, 1) or (batch, compartments)
     */
    public Inputs set(Selection where, String key, NDArray values) {
        List<Setting> longer = new ArrayList<>(settings);
        longer.add(new Setting(where, key, values));
        return new Inputs(
                parameters,
                List.copyOf(longer),
                stimulusWaveforms,
                stimulusPlaces,
                clampValues,
                clampPlaces,
                recordingPlaces);
    }

    /**
     * The waveform (nA) of a stimulus.
     *
     * @param stimulus the number of the stimulus, in the order of the calls of {@code stimulate}
     * @param samples (samples), or (lanes, samples) for a stimulus of several compartments; with a batch (batch, samples)
     *     for one compartment and (batch, lanes, samples) for several
     */
    public Inputs waveform(int stimulus, NDArray samples) {
        return new Inputs(
                parameters,
                settings,
                with(stimulusWaveforms, stimulus, samples),
                stimulusPlaces,
                clampValues,
                clampPlaces,
                recordingPlaces);
    }

    /**
     * The compartments of a stimulus.
     *
     * @param stimulus the number of the stimulus
     * @param compartments whole numbers: (lanes), or with a batch (batch, lanes); (batch) for a stimulus of one compartment
     */
    public Inputs stimulusPlaces(int stimulus, NDArray compartments) {
        return new Inputs(
                parameters,
                settings,
                stimulusWaveforms,
                with(stimulusPlaces, stimulus, compartments),
                clampValues,
                clampPlaces,
                recordingPlaces);
    }

    /** The values of a clamp; shapes as those of {@link #waveform}. */
    public Inputs clampValues(int clamp, NDArray samples) {
        return new Inputs(
                parameters,
                settings,
                stimulusWaveforms,
                stimulusPlaces,
                with(clampValues, clamp, samples),
                clampPlaces,
                recordingPlaces);
    }

    /** The compartments of a clamp; shapes as those of {@link #stimulusPlaces}. */
    public Inputs clampPlaces(int clamp, NDArray compartments) {
        return new Inputs(
                parameters,
                settings,
                stimulusWaveforms,
                stimulusPlaces,
                clampValues,
                with(clampPlaces, clamp, compartments),
                recordingPlaces);
    }

    /**
     * The compartments of the recordings.
     *
     * @param compartments whole numbers, one per recorded trace: (recordings), or with a batch (batch, recordings); (batch)
     *     for a single recording
     */
    public Inputs recordingPlaces(NDArray compartments) {
        return new Inputs(
                parameters, settings, stimulusWaveforms, stimulusPlaces, clampValues, clampPlaces, compartments);
    }

    /** All arrays by name: {@code parameters/...}, {@code set/<n>/...}, {@code stimuli/<n>/waveform}, ... */
    public Tree tree() {
        Tree tree = Tree.empty();
        for (String path : parameters.paths()) {
            tree = tree.with("parameters/" + path, parameters.get(path));
        }
        for (int i = 0; i < settings.size(); i++) {
            tree = tree.with(name(i), settings.get(i).values());
        }
        tree = withAll(tree, "stimuli", "waveform", stimulusWaveforms);
        tree = withAll(tree, "stimuli", "places", stimulusPlaces);
        tree = withAll(tree, "clamps", "values", clampValues);
        tree = withAll(tree, "clamps", "places", clampPlaces);
        return recordingPlaces == null ? tree : tree.with("recordings/places", recordingPlaces);
    }

    String name(int setting) {
        return "set/" + setting + "/" + settings.get(setting).key();
    }

    Tree parameters() {
        return parameters;
    }

    List<Setting> settings() {
        return settings;
    }

    Map<Integer, NDArray> stimulusWaveforms() {
        return stimulusWaveforms;
    }

    Map<Integer, NDArray> stimulusPlaces() {
        return stimulusPlaces;
    }

    Map<Integer, NDArray> clampValues() {
        return clampValues;
    }

    Map<Integer, NDArray> clampPlaces() {
        return clampPlaces;
    }

    NDArray recordingPlaces() {
        return recordingPlaces;
    }

    private static Map<Integer, NDArray> with(Map<Integer, NDArray> map, int number, NDArray array) {
        Map<Integer, NDArray> copy = new TreeMap<>(map);
        copy.put(number, array);
        return copy;
    }

    private static Tree withAll(Tree tree, String folder, String name, Map<Integer, NDArray> arrays) {
        Tree all = tree;
        for (Map.Entry<Integer, NDArray> entry : arrays.entrySet()) {
            all = all.with(folder + "/" + entry.getKey() + "/" + name, entry.getValue());
        }
        return all;
    }
}
