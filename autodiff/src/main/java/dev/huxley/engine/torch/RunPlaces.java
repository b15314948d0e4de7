package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.engine.RunArguments;
import dev.huxley.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The places of stimuli, clamps and recordings of one run, as arrays. */
final class RunPlaces {
    /** Consecutive recordings of one variable: (batch, group) positions. */
    record RecordingGroup(int variable, NDArray positions) {}

    private record ClampPlaces(NDArray isClamped, NDArray lane) {}

    private final NDArray injection;
    private final boolean sameForAllRows;
    private final List<ClampPlaces> clamps = new ArrayList<>();
    private final List<RecordingGroup> recordingGroups = new ArrayList<>();
    private final int batch;
    /** The charge of a current of 1 nA in one step. */
    private final NDArray nanoampereStep;

    /**
     * @param manager owns the arrays
     * @param nanoampereStep the amount that a current of 1 nA adds to the right-hand side in one step, as an array that
     *     owns its memory
     */
    RunPlaces(Program program, RunArguments arguments, NDManager manager, DataType type, NDArray nanoampereStep) {
        this.nanoampereStep = nanoampereStep;
        double perNanoampere = program.timeStep() * CableStep.NANOAMPERE;
        batch = arguments.batch();
        Indices indices = new Indices(manager, type);
        sameForAllRows = arguments.stimulusPlaces().length == 1;
        injection = program.stimulusCount() == 0 ? null : injection(program, arguments, manager, type, perNanoampere);
        for (int i = 0; i < program.clamps().size(); i++) {
            int rows =
                    program.variables().get(program.clamps().get(i).variable()).size();
            clamps.add(clampPlaces(arguments.clampPlaces().get(i), rows, indices, manager));
        }
        addRecordings(program.recordings(), perRow(arguments.recordingPlaces()), indices);
    }

    List<RecordingGroup> recordingGroups() {
        return recordingGroups;
    }

    /**
     * The terms of currents (batch, waveforms, 1) in the right-hand sides of the compartments: (batch, compartments).
     */
    NDArray inject(NDArray currents) {
        if (sameForAllRows) {
            return currents.reshape(batch, -1).matMul(injection);
        }
        return currents.reshape(batch, 1, -1).matMul(injection).reshape(batch, -1);
    }

    /**
     * Adds a clamp to those of its variable.
     *
     * @param values its values in this step, (batch, lanes)
     * @param conductances (batch, lanes); null for a clamp without series resistance
     */
    HeldRows with(HeldRows others, int clamp, NDArray values, NDArray conductances) {
        ClampPlaces at = clamps.get(clamp);
        NDArray value = values.gather(at.lane, 1);
        NDArray isSet = at.isClamped.logicalAnd(value.isNaN().logicalNot());
        // NaN must stop here, or it would meet a derivative of 0.
        NDArray zero = value.zerosLike();
        NDArray clean = NDArrays.where(isSet, value, zero);
        if (conductances == null) {
            return others.withHeld(isSet, clean);
        }
        NDArray charge =
                NDArrays.where(isSet, conductances.gather(at.lane, 1), zero).mul(nanoampereStep);
        return others.withConductance(charge, clean);
    }

    /** A matrix with an element for every waveform and compartment; currents into the same place add up. */
    private NDArray injection(
            Program program, RunArguments arguments, NDManager manager, DataType type, double nanoampereStep) {
        int[][] places = arguments.stimulusPlaces();
        int[] waveforms = arguments.stimulusWaveforms();
        int lanes = Arrays.stream(waveforms).max().orElseThrow() + 1;
        int compartments = program.compartments();
        double[] matrix = new double[Math.multiplyExact(places.length, Math.multiplyExact(lanes, compartments))];
        for (int row = 0; row < places.length; row++) {
            for (int lane = 0; lane < waveforms.length; lane++) {
                matrix[(row * lanes + waveforms[lane]) * compartments + places[row][lane]] += nanoampereStep;
            }
        }
        Shape shape = sameForAllRows ? new Shape(lanes, compartments) : new Shape(batch, lanes, compartments);
        NDArray scatter = manager.create(matrix, shape).toType(type, false);
        NDScope.unregister(scatter);
        return scatter;
    }

    private ClampPlaces clampPlaces(int[][] places, int rows, Indices indices, NDManager manager) {
        int[][] lane = new int[batch][rows];
        boolean[] clamped = new boolean[Math.multiplyExact(batch, rows)];
        int[][] perRow = perRow(places);
        for (int row = 0; row < batch; row++) {
            for (int i = 0; i < perRow[row].length; i++) {
                lane[row][perRow[row][i]] = i;
                clamped[row * rows + perRow[row][i]] = true;
            }
        }
        NDArray isClamped = manager.create(clamped, new Shape(batch, rows));
        NDScope.unregister(isClamped);
        return new ClampPlaces(isClamped, indices.of(lane));
    }

    private void addRecordings(int[] variables, int[][] places, Indices indices) {
        for (int from = 0; from < variables.length; ) {
            int to = from;
            while (to < variables.length && variables[to] == variables[from]) {
                to++;
            }
            int[][] group = new int[batch][];
            for (int row = 0; row < batch; row++) {
                group[row] = Arrays.copyOfRange(places[row], from, to);
            }
            recordingGroups.add(new RecordingGroup(variables[from], indices.of(group)));
            from = to;
        }
    }

    private int[][] perRow(int[][] places) {
        if (places.length == batch) {
            return places;
        }
        int[][] repeated = new int[batch][];
        Arrays.fill(repeated, places[0]);
        return repeated;
    }
}
