package dev.huxley.model;

import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * The rows that share one value of a trainable parameter.
 *
 * @param element maps a row to the number of the value that it shares; numbers are arbitrary
 * @param describe names the part of the view that shares the value of a row
 */
record Grouping(IntUnaryOperator element, IntFunction<String> describe) {
    /** One value for all rows. */
    static Grouping one(String description) {
        return new Grouping(row -> 0, row -> description);
    }
}
