package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Numbers of compartments and synapses that are given as data. */
final class Places {
    private Places() {}

    /** The numbers of an array of int32 or int64. */
    static long[] wholeNumbers(String name, NDArray given) {
        if (!given.getDataType().isInteger()) {
            throw new IllegalArgumentException("'" + name + "' has the type " + given.getDataType()
                    + "; places are numbers of compartments or synapses, so give int32 or int64");
        }
        return given.getDataType() == DataType.INT64
                ? given.toLongArray()
                : given.toType(DataType.INT64, true).toLongArray();
    }

    /**
     * A number as a row.
     *
     * @param what what a row is, in words
     * @param count the number of rows
     */
    static int row(String name, long number, String what, int count) {
        if (number < 0 || number >= count) {
            throw new IllegalArgumentException(
                    "'" + name + "' names " + what + " " + number + "; " + what + "s are 0 to " + (count - 1));
        }
        return (int) number;
    }
}
