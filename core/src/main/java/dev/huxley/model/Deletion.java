package dev.huxley.model;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.text.ElementName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Removes mechanisms from compartments. Everything is checked before anything is removed. */
final class Deletion {
    private Deletion() {}

    static void deleteMechanism(NeuronModel model, String name, int[] rows) {
        MembraneMechanism mechanism = model.mechanisms().get(name);
        FlagColumn present = model.nodes().flags(name);
        Map<Integer, List<String>> keys = new LinkedHashMap<>();
        Arrays.stream(rows)
                .filter(present::isPresent)
                .forEach(row -> keys.put(row, model.mechanisms().keysOfItsOwn(mechanism, row)));
        requireUnused(model, mechanism, keys);
        String diffusing = model.mechanisms().diffusingStateOfItsOwn(mechanism);
        if (diffusing != null && keys.size() == present.present().length) {
            throw new IllegalArgumentException("mechanism " + name + " cannot be deleted everywhere: '" + diffusing
                    + "', which only it declares, diffuses; call deleteDiffusion(\"" + diffusing + "\") first");
        }
        keys.forEach((row, own) -> model.mechanisms().delete(mechanism, row, own));
        model.mechanisms().forgetIfAbsent(mechanism);
        model.changed();
    }

    private static void requireUnused(NeuronModel model, MembraneMechanism mechanism, Map<Integer, List<String>> keys) {
        for (PlacedRecording recording : model.recordings()) {
            int row = recording.row();
            if (recording.domain() == Domain.EDGES) {
                continue;
            }
            if (keys.getOrDefault(row, List.of()).contains(ElementName.key(recording.state()))
                    || (keys.containsKey(row)
                            && mechanism.currentNames().contains(recording.state())
                            && isItsAlone(model, mechanism, recording.state(), row))) {
                throw inUse(model, mechanism, row, recording.state(), "recorded", "deleteRecordings");
            }
        }
        keys.forEach((row, own) -> {
            List<String> gone = new ArrayList<>(own);
            mechanism.currentNames().stream()
                    .filter(current -> isItsAlone(model, mechanism, current, row))
                    .forEach(gone::add);
            String read = model.connections().readBySynapses(row, gone);
            if (read != null) {
                throw new IllegalArgumentException("mechanism " + mechanism.name() + " cannot be deleted from "
                        + model.structure().place(row) + ": synapses there read its '" + read + "'");
            }
        });
        for (PlacedWaveform clamp : model.clamps()) {
            for (int row : rows(clamp.domain(), clamp.rows())) {
                if (keys.getOrDefault(row, List.of()).contains(ElementName.key(clamp.key()))) {
                    throw inUse(model, mechanism, row, clamp.key(), "clamped", "deleteClamps");
                }
            }
        }
        for (TrainableParameter trainable : model.trainables()) {
            for (int[] shared : trainable.rows()) {
                for (int row : rows(trainable.domain(), shared)) {
                    if (keys.getOrDefault(row, List.of()).contains(trainable.key())) {
                        throw inUse(model, mechanism, row, trainable.key(), "trainable", "deleteTrainables");
                    }
                }
            }
        }
    }

    private static int[] rows(Domain domain, int[] rows) {
        return domain == Domain.NODES ? rows : new int[0];
    }

    /** Tells whether no other mechanism of the compartment carries the same current. */
    private static boolean isItsAlone(NeuronModel model, MembraneMechanism mechanism, String current, int row) {
        return model.mechanisms().all(MembraneMechanism.class).stream()
                .noneMatch(other -> other != mechanism
                        && other.currentNames().contains(current)
                        && model.nodes().flags(other.name()).isPresent(row));
    }

    private static IllegalArgumentException inUse(
            NeuronModel model, MembraneMechanism mechanism, int row, String key, String how, String remedy) {
        return new IllegalArgumentException("mechanism " + mechanism.name() + " cannot be deleted from "
                + model.structure().place(row) + ": its '" + key + "' is " + how + " there; call " + remedy
                + "() on that part of the model first");
    }
}
