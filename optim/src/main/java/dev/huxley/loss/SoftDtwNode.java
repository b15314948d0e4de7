package dev.huxley.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.AdjointFunction;

/**
 * Soft-DTW of rows as a node of the autograd graph. A row's value depends on that row alone, so the gradient is computed
 * with the value and only scaled later: the cells of one row are in memory at a time.
 */
final class SoftDtwNode implements AdjointFunction {
    private final double gamma;
    private final int band;
    private Shape[] shapes;
    private DataType type;
    private double[][] bySimulated;
    private double[][] byRecorded;

    SoftDtwNode(double gamma, int band) {
        this.gamma = gamma;
        this.band = band;
    }

    /** Takes simulated rows (rows, n) and recorded ones (rows, m) or (1, m). */
    @Override
    public NDArray forward(NDManager manager, NDList inputs, boolean differentiable) {
        shapes = inputs.getShapes();
        type = inputs.get(0).getDataType();
        double[][] simulated = rows(inputs.get(0));
        double[][] recorded = rows(inputs.get(1));
        int n = simulated[0].length;
        int m = recorded[0].length;
        Warping warping = new Warping(gamma, n, m, band, differentiable);
        double[] values = new double[simulated.length];
        bySimulated = new double[differentiable ? values.length : 0][n];
        byRecorded = new double[differentiable ? values.length : 0][m];
        for (int row = 0; row < values.length; row++) {
            double[] other = recorded[recorded.length == 1 ? 0 : row];
            values[row] = warping.value(simulated[row], other);
            if (differentiable) {
                warping.gradient(simulated[row], other, bySimulated[row], byRecorded[row]);
            }
        }
        return array(manager, values, new Shape(values.length));
    }

    private static double[][] rows(NDArray array) {
        double[] all;
        try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
            all = wide.toDoubleArray();
        }
        int length = Math.toIntExact(array.getShape().get(1));
        double[][] rows = new double[all.length / length][length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(all, row * length, rows[row], 0, length);
        }
        return rows;
    }

    private NDArray array(NDManager manager, double[] values, Shape shape) {
        NDArray array = manager.create(values, shape);
        if (type == DataType.FLOAT64) {
            return array;
        }
        try (array) {
            return array.toType(type, true);
        }
    }

    @Override
    public NDList backward(NDManager manager, NDArray cotangent, boolean[] wanted) {
        double[] factors;
        try (NDArray wide = cotangent.toType(DataType.FLOAT64, true)) {
            factors = wide.toDoubleArray();
        }
        return new NDList(
                wanted[0] ? scaled(manager, bySimulated, factors, shapes[0]) : null,
                wanted[1] ? scaled(manager, byRecorded, factors, shapes[1]) : null);
    }

    private NDArray scaled(NDManager manager, double[][] gradients, double[] factors, Shape shape) {
        double[] scaled = new double[Math.toIntExact(shape.size())];
        for (int row = 0; row < gradients.length; row++) {
            int from = shape.get(0) == 1 ? 0 : row * gradients[row].length;
            for (int i = 0; i < gradients[row].length; i++) {
                scaled[from + i] += factors[row] * gradients[row][i];
            }
        }
        return array(manager, scaled, shape);
    }

    @Override
    public void release() {
        bySimulated = null;
        byRecorded = null;
    }
}
