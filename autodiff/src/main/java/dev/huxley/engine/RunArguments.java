package dev.huxley.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.huxley.program.DelayLine;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of a run, checked against the program so that an engine may rely on every size and index.
 *
 * @param batch the number of rows of the batch, at least 1
 * @param steps the number of time steps, at least 1
 * @param arrays float64 arrays in the order of {@link Program#arguments()}; the first axis is 1 or the batch
 * @param stimulusPlaces for one or every row of the batch the compartment of every stimulus lane
 * @param stimulusWaveforms for every stimulus lane the number of its waveform in the array of stimuli; if the gradient
 *     by that array is needed, every lane has the waveform of its own number
 * @param clampPlaces for every clamp, for one or every row of the batch, the position in the clamped variable of every
 *     lane
 * @param recordingPlaces for one or every row of the batch the position in its variable of every recorded trace
 * @param delays for every delay line of the program the delay of every synapse in steps
 * @param lasting for every array whether it is one of {@link LastingArrays}, which need no gradient
 */
public record RunArguments(
        int batch,
        int steps,
        NDList arrays,
        int[][] stimulusPlaces,
        int[] stimulusWaveforms,
        List<int[][]> clampPlaces,
        int[][] recordingPlaces,
        List<int[]> delays,
        boolean[] lasting) {
    /** The arguments of a run without delay lines and lasting arrays. */
    public RunArguments(
            int batch,
            int steps,
            NDList arrays,
            int[][] stimulusPlaces,
            int[] stimulusWaveforms,
            List<int[][]> clampPlaces,
            int[][] recordingPlaces) {
        this(
                batch,
                steps,
                arrays,
                stimulusPlaces,
                stimulusWaveforms,
                clampPlaces,
                recordingPlaces,
                List.of(),
                new boolean[arrays.size()]);
    }

    /** The arguments of one row of the batch, as a run of its own. */
    public RunArguments row(int row) {
        NDList own = new NDList();
        for (NDArray array : arrays) {
            boolean isShared = array.getShape().get(0) == 1;
            own.add(isShared ? array : array.get(new NDIndex().addSliceDim(row, row + 1)));
        }
        List<int[][]> clamped =
                clampPlaces.stream().map(places -> ofRow(places, row)).toList();
        return new RunArguments(
                1,
                steps,
                own,
                ofRow(stimulusPlaces, row),
                stimulusWaveforms,
                clamped,
                ofRow(recordingPlaces, row),
                delays,
                new boolean[own.size()]);
    }

    private static int[][] ofRow(int[][] places, int row) {
        return new int[][] {places[places.length == 1 ? 0 : row]};
    }

    /** Throws an error unless everything fits the program. */
    public void check(Program program) {
        require(batch >= 1 && steps >= 1, "a run needs at least one row and one step, not " + batch + " and " + steps);
        List<Argument> expected = program.arguments();
        require(arrays.size() == expected.size(), arrays.size() + " arrays instead of " + expected.size());
        for (int i = 0; i < expected.size(); i++) {
            checkArray(expected.get(i), arrays.get(i), program);
        }
        require(
                stimulusWaveforms.length == program.stimulusCount()
                        && Arrays.stream(stimulusWaveforms).allMatch(waveform -> waveform >= 0),
                "waveforms for " + stimulusWaveforms.length + " stimuli");
        checkPlaces("stimulus", stimulusPlaces, program.stimulusCount(), program.compartments());
        require(clampPlaces.size() == program.clamps().size(), "places for " + clampPlaces.size() + " clamps");
        for (int i = 0; i < clampPlaces.size(); i++) {
            Program.ClampSlot clamp = program.clamps().get(i);
            int rows = program.variables().get(clamp.variable()).size();
            checkPlaces("clamp " + i, clampPlaces.get(i), clamp.lanes(), rows);
        }
        int[] recordings = program.recordings();
        checkPlaces("recording", recordingPlaces, recordings.length, Integer.MAX_VALUE);
        for (int[] row : recordingPlaces) {
            for (int i = 0; i < row.length; i++) {
                int rows = program.variables().get(recordings[i]).size();
                require(row[i] < rows, "recording " + i + " is at position " + row[i] + " of " + rows);
            }
        }
        checkDelays(program.delayLines());
    }

    /** The number of waveforms of stimuli. */
    private int waveforms() {
        return Arrays.stream(stimulusWaveforms).max().orElse(-1) + 1;
    }

    private void checkDelays(List<DelayLine> lines) {
        require(delays.size() == lines.size(), "delays for " + delays.size() + " lines");
        for (int i = 0; i < lines.size(); i++) {
            DelayLine line = lines.get(i);
            require(delays.get(i).length == line.synapses(), delays.get(i).length + " delays in " + line.name());
            for (int delay : delays.get(i)) {
                require(delay >= 0 && delay < line.slots(), "a delay of " + delay + " of " + line.slots() + " steps");
            }
        }
    }

    private void checkArray(Argument argument, NDArray array, Program program) {
        long[] shape = array.getShape().getShape();
        long[] rest =
                switch (argument.kind()) {
                    case VARIABLE -> new long[] {
                        program.variables().get(argument.index()).size()
                    };
                    case AXIAL_CONDUCTANCE, DIFFUSIVE_COUPLING -> new long[] {
                        program.cable().edges().size()
                    };
                    case PROPAGATOR -> new long[] {program.compartments(), program.compartments()};
                    case STIMULUS -> new long[] {waveforms(), steps};
                    case CLAMP, CLAMP_CONDUCTANCE -> new long[] {
                        program.clamps().get(argument.index()).lanes(), steps
                    };
                };
        boolean fits = array.getDataType() == DataType.FLOAT64
                && shape.length == rest.length + 1
                && (shape[0] == 1 || shape[0] == batch);
        for (int axis = 0; fits && axis < rest.length; axis++) {
            fits = shape[axis + 1] == rest[axis];
        }
        // Texts cost more than the rest of a short run's checks.
        if (!fits) {
            require(false, argument + " has the shape " + array.getShape() + " and type " + array.getDataType());
        }
    }

    private void checkPlaces(String what, int[][] places, int lanes, int limit) {
        require(places.length == 1 || places.length == batch, what + " places for " + places.length + " rows");
        for (int[] row : places) {
            require(row.length == lanes, row.length + " " + what + " places instead of " + lanes);
            for (int place : row) {
                require(place >= 0 && place < limit, what + " place " + place + " of " + limit);
            }
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("arguments do not fit the program: " + message);
        }
    }
}
