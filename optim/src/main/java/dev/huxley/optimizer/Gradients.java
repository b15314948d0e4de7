package dev.huxley.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.Map;

/** The checks before a step and the norm of a gradient. */
final class Gradients {
    /** Squares of magnitudes between these two neither overflow nor underflow, even when millions are added. */
    private static final double SMALL = 1e-140;

    private static final double LARGE = 1e140;

    private Gradients() {}

    static void requireFloating(ArrayTree parameters) {
        parameters.forEach((path, array) -> {
            if (!array.getDataType().isFloating()) {
                throw new IllegalArgumentException("parameter \"" + path + "\" is of type " + array.getDataType()
                        + "; only float64 and float32 parameters can be fitted");
            }
        });
    }

    /** Requires gradients that fit the parameters and are finite, and a finite loss. */
    static void check(ArrayTree parameters, ArrayTree gradients, double loss, long step) {
        if (!Double.isFinite(loss)) {
            throw new NonFiniteException("the loss is " + loss + " at step " + step
                    + "; look for a simulation that left its bounds or a recording with gaps");
        }
        requireFloating(parameters);
        Map<String, ArrayTree.ArrayType> expected = parameters.structure();
        Map<String, ArrayTree.ArrayType> given = gradients.structure();
        for (String path : given.keySet()) {
            if (!expected.containsKey(path)) {
                throw new IllegalArgumentException("there is a gradient for \"" + path
                        + "\" but no parameter; parameters are " + expected.keySet());
            }
        }
        expected.forEach((path, type) -> {
            if (!given.containsKey(path)) {
                throw new IllegalArgumentException(
                        "parameter \"" + path + "\" has no gradient; gradients are " + given.keySet());
            }
            if (!type.equals(given.get(path))) {
                throw new IllegalArgumentException("the gradient of \"" + path + "\" is " + given.get(path)
                        + " but the parameter is " + type
                        + "; DJL gives float32 zeros as the gradient of an array that no backward pass has reached");
            }
        });
        gradients.forEach((path, gradient) -> requireFinite(path, gradient, step));
    }

    private static void requireFinite(String path, NDArray gradient, long step) {
        if (Double.isFinite(largest(gradient))) {
            return;
        }
        double[] values = doubles(gradient);
        int i = 0;
        while (Double.isFinite(values[i])) {
            i++;
        }
        throw new NonFiniteException("the gradient of \"" + path + "\" is " + values[i] + " at index " + i
                + " of shape " + gradient.getShape() + ", at step " + step
                + "; no step was taken. Look for a parameter at the edge of the range that can be simulated");
    }

    private static double[] doubles(NDArray array) {
        try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
            return wide.toDoubleArray();
        }
    }

    /** The largest magnitude in an array: NaN if it contains NaN, 0 if it is empty. */
    private static double largest(NDArray array) {
        if (array.size() == 0) {
            return 0;
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return doubles(array.stopGradient().abs().max())[0];
        }
    }

    /** The Euclidean norm over all leaves, in float64 and without overflow. */
    static double norm(ArrayTree gradients) {
        double largest = 0;
        for (NDArray gradient : gradients.flatten()) {
            largest = Math.max(largest, largest(gradient));
        }
        if (largest == 0) {
            return 0;
        }
        double scale = largest > SMALL && largest < LARGE ? 1 : largest;
        double squares = 0;
        for (NDArray gradient : gradients.flatten()) {
            squares += squares(gradient, scale);
        }
        return scale * Math.sqrt(squares);
    }

    /**
     * The norm over all leaves of each row of their first axis, in float64 and without overflow.
     *
     * @throws IllegalArgumentException if a leaf has another number of rows; it names the path
     */
    static double[] normOfEach(ArrayTree gradients, int rows) {
        double[] largest = new double[rows];
        double[] squares = new double[rows];
        gradients.forEach((path, gradient) -> {
            Shape shape = gradient.getShape();
            if (shape.dimension() == 0 || shape.get(0) != rows) {
                throw new IllegalArgumentException("there are " + rows + " losses, but the gradient of \"" + path
                        + "\" has the shape " + shape + "; give it one row per loss");
            }
            double[] values = doubles(gradient);
            for (int i = 0; i < values.length; i++) {
                int row = i / (values.length / rows);
                largest[row] = Math.max(largest[row], Math.abs(values[i]));
            }
        });
        gradients.forEach((path, gradient) -> {
            double[] values = doubles(gradient);
            for (int i = 0; i < values.length; i++) {
                int row = i / (values.length / rows);
                double part = largest[row] == 0 ? 0 : values[i] / largest[row];
                squares[row] += part * part;
            }
        });
        double[] norms = new double[rows];
        Arrays.setAll(norms, row -> largest[row] * Math.sqrt(squares[row]));
        return norms;
    }

    private static double squares(NDArray gradient, double scale) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray wide = gradient.toType(DataType.FLOAT64, true);
            return wide.div(scale).square().sum().toDoubleArray()[0];
        }
    }
}
