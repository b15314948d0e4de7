package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.BitSet;

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

    /** Throws an error if a place is named twice in a row of the batch. */
    static void requireDistinct(String name, int[][] places, String what) {
        for (int row = 0; row < places.length; row++) {
            BitSet named = new BitSet();
            for (int place : places[row]) {
                if (named.get(place)) {
                    throw new IllegalArgumentException("'" + name + "' names " + what + " " + place + " twice"
                            + (places.length > 1 ? " in row " + row + " of the batch" : "") + "; name every "
                            + what + " once");
                }
                named.set(place);
            }
        }
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
