package dev.huxley.model;

import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * The rows that share one value of a trainable parameter.
 *
 * @param element for every row the number of the value that it shares, numbered in any way
 * @param describe the part of the view that shares the value of a row, in words
 */
record Grouping(IntUnaryOperator element, IntFunction<String> describe) {
    /** One value for all rows. */
    static Grouping one(String description) {
        return new Grouping(row -> 0, row -> description);
    }
}
