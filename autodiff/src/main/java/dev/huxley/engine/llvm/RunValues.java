package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.huxley.engine.RunArguments;

/** A run's own copy of its arguments: the caller may close or overwrite the originals before the adjoint. */
final class RunValues {
    private final int batch;
    private final int steps;
    private final double[][] values;
    private final Shape[] shapes;
    private final boolean[] batched;
    private final RunArguments arguments;

    RunValues(RunArguments arguments) {
        this.arguments = arguments;
        batch = arguments.batch();
        steps = arguments.steps();
        values = new double[arguments.arrays().size()][];
        shapes = new Shape[values.length];
        batched = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            NDArray array = arguments.arrays().get(i);
            values[i] = array.toDoubleArray();
            shapes[i] = array.getShape();
            batched[i] = array.getShape().get(0) == batch;
        }
    }

    int batch() {
        return batch;
    }

    int steps() {
        return steps;
    }

    /** The size of an argument. */
    int size(int argument) {
        return values[argument].length;
    }

    Shape shape(int argument) {
        return shapes[argument];
    }

    /** All values of an argument, not to be changed. */
    double[] values(int argument) {
        return values[argument];
    }

    double value(int argument, int index) {
        return values[argument][index];
    }

    /** The number of elements before a row of the batch. */
    int rowStart(int argument, int row) {
        return batched[argument] ? values[argument].length / batch * row : 0;
    }

    boolean samePlacesInAllRows() {
        return arguments.stimulusPlaces().length == 1
                && arguments.recordingPlaces().length == 1
                && arguments.clampPlaces().stream().allMatch(places -> places.length == 1);
    }

    int[] stimulusPlaces(int row) {
        return ofRow(arguments.stimulusPlaces(), row);
    }

    int[] clampPlaces(int clamp, int row) {
        return ofRow(arguments.clampPlaces().get(clamp), row);
    }

    int[] recordingPlaces(int row) {
        return ofRow(arguments.recordingPlaces(), row);
    }

    private static int[] ofRow(int[][] places, int row) {
        return places[places.length == 1 ? 0 : row];
    }
}
