package dev.huxley.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Deletes synapses of a network. The others keep their order and everything that belongs to them, under new row
 * numbers. Everything is checked before anything is removed.
 */
final class SynapseDeletion {
    private SynapseDeletion() {}

    static void delete(Network network, int[] edges) {
        BitSet gone = new BitSet();
        Arrays.stream(edges).forEach(gone::set);
        requireUnused(network, gone);
        int[] kept = IntStream.range(0, network.edges().rows())
                .filter(edge -> !gone.get(edge))
                .toArray();
        int[] newRows = new int[network.edges().rows()];
        Arrays.fill(newRows, -1);
        for (int row = 0; row < kept.length; row++) {
            newRows[kept[row]] = row;
        }
        network.connections().keep(kept);
        network.protocols().renumber(Domain.EDGES, newRows);
        network.trainableParameters().renumber(Domain.EDGES, newRows);
        network.changed();
    }

    private static void requireUnused(Network network, BitSet gone) {
        for (PlacedRecording recording : network.recordings()) {
            requireKept(
                    network,
                    gone,
                    recording.domain(),
                    "its '" + recording.state() + "' is recorded",
                    "deleteRecordings",
                    recording.row());
        }
        for (PlacedWaveform clamp : network.clamps()) {
            requireKept(
                    network,
                    gone,
                    clamp.domain(),
                    "its '" + clamp.key() + "' is clamped",
                    "deleteClamps",
                    clamp.rows());
        }
        for (TrainableParameter trainable : network.trainables()) {
            for (int[] shared : trainable.rows()) {
                requireKept(
                        network,
                        gone,
                        trainable.domain(),
                        "its '" + trainable.key() + "' is trainable (as '" + trainable.path() + "')",
                        "deleteTrainables",
                        shared);
            }
        }
    }

    private static void requireKept(
            Network network, BitSet gone, Domain domain, String use, String remedy, int... rows) {
        for (int row : rows) {
            if (domain == Domain.EDGES && gone.get(row)) {
                throw new IllegalArgumentException(network.place(Domain.EDGES, row) + " cannot be deleted: " + use
                        + "; call " + remedy + "() on that view of the synapses first");
            }
        }
    }
}
