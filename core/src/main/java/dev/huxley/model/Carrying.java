package dev.huxley.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Carries the stimuli, clamps, recordings and trainables of a model over to a model made from it. */
final class Carrying {
    private final NeuronModel origin;
    private final NeuronModel target;
    private final IntUnaryOperator newRow;
    /** The prefix of the paths of trainables. */
    private final String part;

    /**
     * @param newRow maps a compartment of the origin to its row in the target
     * @param part the part of the target that the origin has become, for instance {@code "cell(1)"}; empty if it is the
     *     whole target
     */
    Carrying(NeuronModel origin, NeuronModel target, IntUnaryOperator newRow, String part) {
        this.origin = origin;
        this.target = target;
        this.newRow = newRow;
        this.part = part;
    }

    /** Carries everything over to a model composed of parts, once for each occurrence of a part. */
    static void compose(NeuronModel whole, List<? extends NeuronModel> parts) {
        int offset = 0;
        for (int i = 0; i < parts.size(); i++) {
            int first = offset;
            NeuronModel part = parts.get(i);
            Level level = part instanceof Cell ? Level.CELL : part instanceof Branch ? Level.BRANCH : Level.COMPARTMENT;
            String label = parts.size() == 1 ? "" : level.verb + "(" + i + ")";
            new Carrying(part, whole, row -> first + row, label).carry();
            offset += part.structure().compartments();
        }
    }

    void carry() {
        for (PlacedWaveform stimulus : origin.stimuli()) {
            target.protocols().stimulate(moved(Domain.NODES, stimulus.rows()), stimulus.waveform());
        }
        for (PlacedWaveform clamp : origin.clamps()) {
            if (!isThere(clamp)) {
                target.protocols().clamp(clamp.at(moved(clamp.domain(), clamp.rows())));
            }
        }
        for (PlacedRecording recording : origin.recordings()) {
            int[] row = moved(recording.domain(), recording.row());
            target.protocols().record(recording.domain(), recording.state(), row);
        }
        for (TrainableParameter trainable : origin.trainables()) {
            if (!isThere(trainable)) {
                target.trainableParameters()
                        .take(trainable
                                .withRows(trainable.rows().stream()
                                        .map(shared -> moved(trainable.domain(), shared))
                                        .toList())
                                .withPath(path(trainable)));
            }
        }
    }

    /**
     * Tells whether the target already has this clamp of the model as a whole, which is set once however often the part
     * occurs.
     */
    private boolean isThere(PlacedWaveform clamp) {
        return clamp.domain() == Domain.GLOBALS
                && target.clamps().stream()
                        .anyMatch(other -> other.domain() == Domain.GLOBALS
                                && other.key().equals(clamp.key())
                                && other.waveform() == clamp.waveform());
    }

    /** Tells whether the target already trains a parameter of the model as a whole; its values are the same in all parts. */
    private boolean isThere(TrainableParameter trainable) {
        return trainable.domain() == Domain.GLOBALS
                && target.trainables().stream()
                        .anyMatch(other ->
                                other.domain() == Domain.GLOBALS && other.key().equals(trainable.key()));
    }

    private int[] moved(Domain domain, int... rows) {
        return domain == Domain.GLOBALS ? rows : Arrays.stream(rows).map(newRow).toArray();
    }

    private String path(TrainableParameter trainable) {
        if (part.isEmpty() || trainable.domain() == Domain.GLOBALS) {
            return trainable.path();
        }
        boolean isOfAll =
                trainable.path().equals(trainable.key()) || trainable.path().startsWith(trainable.key() + "#");
        return part + (isOfAll ? "/" : ".") + trainable.path();
    }
}
