package dev.huxley.model;

import java.util.List;

/**
 * Builds a new cell from rows of other cells. Values, groups, mechanisms, stimuli, clamps, recordings and trainables go
 * with the rows. A stimulus, clamp, recording or trainable on a row that is not kept as it is causes an error.
 */
final class Rearrangement {
    private final List<Cell> origins;
    private final Columns nodes;

    Rearrangement(Cell... origins) {
        this.origins = List.of(origins);
        this.nodes = Columns.concatenate(
                this.origins.stream().map(NeuronModel::nodes).toList());
    }

    /**
     * @param structure the new structure
     * @param traces the courses of its branches
     * @param source for every new row the row of the concatenated origins whose values it takes
     * @param kept for every row of the origins the new row that continues it; -1 for none
     * @param change the change in words, for errors: {@code "deleted"}
     */
    Cell cell(Structure structure, BranchPaths paths, int[] source, int[] kept, String change) {
        int offset = 0;
        for (Cell origin : origins) {
            requireUnused(origin, offset, kept, change);
            offset += origin.structure().compartments();
        }
        Cell cell = new Cell(structure, nodes.rows(source), paths, origins);
        offset = 0;
        for (Cell origin : origins) {
            int first = offset;
            new Carrying(origin, cell, row -> kept[first + row], "").carry();
            offset += origin.structure().compartments();
        }
        return cell;
    }

    private static void requireUnused(Cell origin, int offset, int[] kept, String change) {
        for (PlacedWaveform stimulus : origin.stimuli()) {
            requireKept(origin, stimulus.rows(), offset, kept, change, "a stimulus", "deleteStimuli");
        }
        for (PlacedWaveform clamp : origin.clamps()) {
            if (clamp.domain() == Domain.GLOBALS) {
                continue;
            }
            String what = "a clamp of '" + clamp.key() + "'";
            requireKept(origin, clamp.rows(), offset, kept, change, what, "deleteClamps");
        }
        for (PlacedRecording recording : origin.recordings()) {
            if (recording.domain() == Domain.GLOBALS) {
                continue;
            }
            String what = "a recording of '" + recording.state() + "'";
            requireKept(origin, new int[] {recording.row()}, offset, kept, change, what, "deleteRecordings");
        }
        for (TrainableParameter trainable : origin.trainables()) {
            if (trainable.domain() == Domain.GLOBALS) {
                continue;
            }
            String what = "the trainable '" + trainable.path() + "'";
            trainable
                    .rows()
                    .forEach(shared -> requireKept(origin, shared, offset, kept, change, what, "deleteTrainables"));
        }
    }

    private static void requireKept(
            Cell origin, int[] rows, int offset, int[] kept, String change, String what, String remedy) {
        for (int row : rows) {
            if (kept[offset + row] < 0) {
                throw new IllegalArgumentException(origin.structure().place(row) + " cannot be " + change + ": " + what
                        + " is there; call " + remedy + "() on it first, and add it again afterwards");
            }
        }
    }
}
