package dev.huxley.array;

import ai.djl.ndarray.types.DataType;

/** The floating point type in which a kernel computes. */
public enum Precision {
    /** 64 bits, the default. */
    FLOAT64(DataType.FLOAT64, 0x1p200),
    /** 32 bits: faster in batches; traces stay within 0.02 mV of float64 over a spike. */
    FLOAT32(DataType.FLOAT32, 0x1p70);

    private final DataType dataType;
    private final double absorbing;

    Precision(DataType dataType, double absorbing) {
        this.dataType = dataType;
        this.absorbing = absorbing;
    }

    /** The data type of arrays of this precision. */
    public DataType dataType() {
        return dataType;
    }

    /**
     * The excess (see the engines' Hines solves) of a row of the cable's system whose value is given. It is so large
     * that everything added to it is lost in rounding, so the row equals one of the identity; it is a power of two, so
     * multiplying and dividing by it is exact; and its products with other coefficients are finite.
     */
    public double absorbing() {
        return absorbing;
    }
}
