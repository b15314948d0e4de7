package dev.huxley.fit.recording;

import dev.huxley.model.Cell;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.model.Selection;
import dev.huxley.model.TrainableParameter;
import dev.huxley.text.Quotation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies of a cell in which the free parameters of a fit, and nothing else, are trainable and have the values from
 * which the fit starts.
 */
final class FreeCell {
    private FreeCell() {}

    /** A copy without stimuli and recordings. */
    static Cell bare(Cell cell, List<FreeParameter> free) {
        return copy(cell, free, List.of(), List.of());
    }

    /** A copy with the stimuli and the recordings of the cell. */
    static Cell whole(Cell cell, List<FreeParameter> free) {
        return copy(cell, free, cell.stimuli(), cell.recordings());
    }

    private static Cell copy(
            Cell cell, List<FreeParameter> free, List<PlacedWaveform> stimuli, List<PlacedRecording> recordings) {
        Map<String, FreeParameter> byPath = new HashMap<>();
        for (FreeParameter parameter : free) {
            if (byPath.put(parameter.path(), parameter) != null) {
                throw new IllegalArgumentException(
                        Quotation.of(parameter.path()) + " is a free parameter already; name it once");
            }
        }
        List<TrainableParameter> kept = cell.trainables().stream()
                .filter(trainable -> byPath.containsKey(trainable.path()))
                .toList();
        Cell copy = (Cell)
                ModelSnapshot.of(cell).withProtocol(stimuli, recordings, kept).build();
        Map<String, double[]> starts = new HashMap<>();
        for (TrainableParameter trainable : kept) {
            requireParameter(cell, trainable.key());
            starts.put(
                    trainable.path(),
                    Arrays.stream(trainable.values())
                            .map(byPath.get(trainable.path())::start)
                            .toArray());
        }
        Set<String> trained = new HashSet<>(starts.keySet());
        for (FreeParameter parameter : free) {
            if (trained.add(parameter.path())) {
                train(copy, parameter);
            }
        }
        if (!starts.isEmpty()) {
            copy.write(starts);
        }
        return copy;
    }

    private static void train(Cell cell, FreeParameter parameter) {
        int slash = parameter.path().indexOf('/');
        boolean isOfGroup = slash > 0 && cell.groups().contains(parameter.path().substring(0, slash));
        Selection where = isOfGroup ? cell.group(parameter.path().substring(0, slash)) : cell;
        String key = parameter.path().substring(isOfGroup ? slash + 1 : 0);
        requireParameter(cell, key);
        double own = Arrays.stream(where.get(key))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
        where.makeTrainable(key, parameter.start(own));
    }

    /** Throws an error for a state: initial states come from the recording, so a free one would have no effect. */
    private static void requireParameter(Cell cell, String key) {
        if (cell.isState(key)) {
            throw new IllegalArgumentException(
                    "'" + key + "' is a state and cannot be fitted: every sweep begins at its"
                            + " recorded voltage, with the gates at rest there; leave it out of the free parameters");
        }
    }
}
