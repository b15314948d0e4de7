package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Checks that parameters lie where a transform can be inverted. */
final class Bounds {
    private Bounds() {}

    /**
     * Requires every distance from a bound, an array as large as the parameters, to be positive and finite. Distances
     * taken in the array's own type also catch values that equal the bound after rounding.
     */
    static void requireInside(NDArray parameters, NDArray distances, String bounds) {
        double[] distance = doubles(distances);
        for (int i = 0; i < distance.length; i++) {
            if (!(distance[i] > 0) || Double.isInfinite(distance[i])) {
                throw new IllegalArgumentException("the value " + doubles(parameters)[i] + " at index " + i
                        + " of an array of shape " + parameters.getShape() + " is not strictly inside the bounds "
                        + bounds + "; move the value off the bound or widen the bounds");
            }
        }
    }

    private static double[] doubles(NDArray array) {
        if (array.getDataType() == DataType.FLOAT64) {
            return array.toDoubleArray();
        }
        try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
            return wide.toDoubleArray();
        }
    }
}
