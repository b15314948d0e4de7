package dev.huxley.model;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The states that diffuse along the cable. A diffusing state exists in every compartment of the model; where no
 * mechanism declares it, it begins at 0.
 */
final class Diffusion {
    /** The default diffusion coefficient, um2/ms. */
    private static final double DEFAULT = 1;

    private final Columns nodes;
    /** Maps every diffusing state to the compartments in which no mechanism declares it. */
    private final Map<String, BitSet> states = new LinkedHashMap<>();

    Diffusion(Columns nodes) {
        this.nodes = nodes;
    }

    Set<String> states() {
        return Set.copyOf(states.keySet());
    }

    boolean contains(String state) {
        return states.containsKey(state);
    }

    /** Lets a state diffuse; nothing happens if it does already. */
    void add(String state) {
        if (contains(state)) {
            return;
        }
        NumberColumn values = nodes.numbers(state);
        if (values.rowShape().length != 0) {
            throw new IllegalArgumentException(
                    "'" + state + "' has several values per compartment; only a state with one can diffuse");
        }
        NumberColumn coefficients = nodes.numbersOrNew(Quantities.diffusionKey(state));
        BitSet undeclared = new BitSet();
        for (int row = 0; row < nodes.rows(); row++) {
            coefficients.set(row, DEFAULT);
            if (!values.isPresent(row)) {
                undeclared.set(row);
                values.set(row, 0);
            }
        }
        states.put(state, undeclared);
    }

    /**
     * Continues the diffusion of a state in a model made from rows of another one.
     *
     * @param declared the compartments in which a mechanism declares the state
     */
    void resume(String state, BitSet declared) {
        NumberColumn values = nodes.numbers(state);
        NumberColumn coefficients = nodes.numbersOrNew(Quantities.diffusionKey(state));
        BitSet undeclared = new BitSet();
        undeclared.set(0, nodes.rows());
        undeclared.andNot(declared);
        for (int row = 0; row < nodes.rows(); row++) {
            if (!values.isPresent(row)) {
                values.set(row, 0);
            }
            if (!coefficients.isPresent(row)) {
                coefficients.set(row, DEFAULT);
            }
        }
        states.put(state, undeclared);
    }

    /**
     * Ends the diffusion of a state, which then exists only where mechanisms declare it.
     *
     * @param model the model whose recordings, clamps and trainable parameters must not need the values that are
     *     removed
     */
    void remove(String state, NeuronModel model) {
        BitSet undeclared = states.get(state);
        if (undeclared == null) {
            throw new IllegalArgumentException("'" + state + "' does not diffuse; diffusing are " + states.keySet());
        }
        requireUnused(state, undeclared, model);
        states.remove(state);
        NumberColumn values = nodes.numbers(state);
        undeclared.stream().forEach(row -> values.set(row, Double.NaN));
        nodes.remove(Quantities.diffusionKey(state));
    }

    private static void requireUnused(String state, BitSet undeclared, NeuronModel model) {
        for (PlacedRecording recording : model.recordings()) {
            if (recording.state().equals(state) && undeclared.get(recording.row())) {
                throw inUse(model, state, recording.row(), "recorded", "deleteRecordings");
            }
        }
        for (PlacedWaveform clamp : model.clamps()) {
            for (int row : clamp.rows()) {
                if (clamp.key().equals(state) && undeclared.get(row)) {
                    throw inUse(model, state, row, "clamped", "deleteClamps");
                }
            }
        }
        for (TrainableParameter trainable : model.trainables()) {
            boolean isCoefficient = trainable.key().equals(Quantities.diffusionKey(state));
            for (int[] shared : trainable.rows()) {
                for (int row : shared) {
                    if (isCoefficient || (trainable.key().equals(state) && undeclared.get(row))) {
                        throw inUse(model, trainable.key(), row, "trainable", "deleteTrainables");
                    }
                }
            }
        }
    }

    private static IllegalArgumentException inUse(NeuronModel model, String key, int row, String how, String remedy) {
        return new IllegalArgumentException("diffusion cannot end: '" + key + "' is " + how + " in "
                + model.structure().place(row) + ", where it would no longer exist; call " + remedy + "() first");
    }

    /**
     * Notes that a mechanism declares the state in a compartment from now on.
     *
     * @return whether the state was 0 there for lack of a mechanism
     */
    boolean claim(String state, int row) {
        BitSet undeclared = states.get(state);
        if (undeclared == null || !undeclared.get(row)) {
            return false;
        }
        undeclared.clear(row);
        return nodes.numbers(state).value(row) == 0;
    }

    /**
     * Notes that no mechanism declares the state in a compartment any more; it continues there from 0.
     *
     * @return whether the state diffuses and therefore stays there
     */
    boolean release(String state, int row) {
        BitSet undeclared = states.get(state);
        if (undeclared == null) {
            return false;
        }
        undeclared.set(row);
        nodes.numbers(state).set(row, 0);
        return true;
    }

    /** Throws an error if anything diffuses: diffusion belongs to the whole model. */
    void requireNone() {
        if (!states.isEmpty()) {
            throw new IllegalArgumentException(
                    states.keySet() + " diffuse in a part of which a model is composed; end that with deleteDiffusion,"
                            + " and call diffuse on the whole model");
        }
    }
}
