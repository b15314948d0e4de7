package dev.huxley.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Losses that compare a simulated array with a recorded one, differentiable in both. The recorded array has the shape
 * of the simulated one, or of its last axes; then it is compared with every row of the leading axes (the batch).
 */
public final class Losses {
    private Losses() {}

    /**
     * The mean of the squared differences over all elements.
     *
     * @param simulated of any shape, for instance ([batch,] recordings, time points)
     * @param recorded of the same shape, or of the last axes' shape
     * @return a 0-dimensional array
     * @throws IllegalArgumentException if the shapes do not fit or a data type is not floating point
     */
    public static NDArray meanSquare(NDArray simulated, NDArray recorded) {
        return difference(simulated, recorded).square().mean();
    }

    /**
     * The mean of the squared differences of each row of the first axis, the batch.
     *
     * @param simulated of shape (batch, ...), with at least two axes
     * @param recorded of the same shape, or of the last axes' shape
     * @return an array of shape (batch)
     * @throws IllegalArgumentException if the shapes do not fit or a data type is not floating point
     */
    public static NDArray meanSquarePerRow(NDArray simulated, NDArray recorded) {
        NDArray squares = difference(simulated, recorded).square();
        return meanPerRow(squares);
    }

    /**
     * The mean over all elements of {@code |simulated - observed| / scale}: the distance of statistics from those of an
     * observation, in units of the scales.
     *
     * @param simulated statistics of shape (..., n)
     * @param observed of the same shape or of the last axes' shape
     * @param scales n positive numbers, in the unit of the statistics
     * @return a 0-dimensional array; its gradient is zero where a difference is zero
     * @throws IllegalArgumentException if the shapes do not fit, a data type is not floating point, or a scale is not
     *     positive and finite
     */
    public static NDArray scaledAbsolute(NDArray simulated, NDArray observed, double... scales) {
        return scaled(simulated, observed, scales).mean();
    }

    /** {@link #scaledAbsolute} of each row of the first axis, the batch: an array of shape (batch). */
    public static NDArray scaledAbsolutePerRow(NDArray simulated, NDArray observed, double... scales) {
        return meanPerRow(scaled(simulated, observed, scales));
    }

    /**
     * {@code weights[0] losses[0] + weights[1] losses[1] + ...}
     *
     * @param losses as many as there are weights, all of the same shape
     */
    public static NDArray weightedSum(double[] weights, NDArray... losses) {
        if (weights.length != losses.length || losses.length == 0) {
            throw new IllegalArgumentException("a weighted sum of " + losses.length + " losses with " + weights.length
                    + " weights; give one weight per loss, and at least one loss");
        }
        NDArray sum = null;
        for (int i = 0; i < losses.length; i++) {
            if (!Double.isFinite(weights[i])) {
                throw new IllegalArgumentException(
                        "weight " + i + " of a sum of losses is " + weights[i] + "; weights must be finite");
            }
            if (!losses[i].getShape().equals(losses[0].getShape())) {
                throw new IllegalArgumentException("loss " + i + " has shape " + losses[i].getShape()
                        + " but loss 0 has " + losses[0].getShape() + "; add scalars to scalars and rows to rows");
            }
            NDArray term = losses[i].mul(weights[i]);
            sum = sum == null ? term : sum.add(term);
        }
        return sum;
    }

    private static NDArray scaled(NDArray simulated, NDArray observed, double[] scales) {
        NDArray distance = difference(simulated, observed).abs();
        Shape shape = distance.getShape();
        if (shape.dimension() == 0 || shape.get(shape.dimension() - 1) != scales.length) {
            throw new IllegalArgumentException("there are " + scales.length + " scales for statistics of shape " + shape
                    + "; give one scale per element of the last axis");
        }
        for (int i = 0; i < scales.length; i++) {
            if (!(scales[i] > 0) || Double.isInfinite(scales[i])) {
                throw new IllegalArgumentException(
                        "scale " + i + " is " + scales[i] + "; scales must be positive and finite");
            }
        }
        try (NDArray divisor = distance.getManager().create(scales)) {
            return distance.div(divisor.toType(distance.getDataType(), false));
        }
    }

    private static NDArray difference(NDArray simulated, NDArray recorded) {
        requireFloating("simulated", simulated);
        requireFloating("recorded", recorded);
        Shape shape = simulated.getShape();
        Shape other = recorded.getShape();
        int leading = shape.dimension() - other.dimension();
        if (leading < 0
                || other.dimension() == 0 && leading > 0
                || !shape.slice(leading).equals(other)) {
            throw new IllegalArgumentException("the simulated array has shape " + shape + " and the recorded one "
                    + other + "; the recorded shape must be the same, or that of the last axes of the simulated one"
                    + " (is the time step or the duration different?)");
        }
        if (shape.size() == 0) {
            throw new IllegalArgumentException("there is nothing to compare in arrays of shape " + shape);
        }
        return simulated.sub(recorded);
    }

    private static NDArray meanPerRow(NDArray array) {
        int dimension = array.getShape().dimension();
        if (dimension < 2) {
            throw new IllegalArgumentException(
                    "a loss per row needs an array of shape (batch, ...), not " + array.getShape());
        }
        return array.reshape(array.getShape().get(0), -1).mean(new int[] {1});
    }

    static void requireFloating(String name, NDArray array) {
        if (!array.getDataType().isFloating()) {
            throw new IllegalArgumentException("the " + name + " array is of type " + array.getDataType()
                    + "; losses are of float64 or float32, in mV");
        }
    }
}
