package dev.huxley.parametersweep;

import java.util.List;

/** Combinations of values of parameters, in an order: a grid, or a list of one's own. */
public interface ParameterTable {
    /**
     * The parameters, in the order of their values: {@code "HH_gNa"}, {@code "radius"}, or of a region {@code
     * "soma/HH_gNa"}.
     */
    List<String> paths();

    /** The number of combinations. */
    long combinations();

    /**
     * The values of a combination, in the order of {@link #paths}.
     *
     * @param number counted from 0
     */
    double[] values(long number);

    /** The place of a value for messages, such as {@code "row 3 of values.csv"}. */
    String place(long number);
}
