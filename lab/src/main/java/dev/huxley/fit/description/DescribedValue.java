package dev.huxley.fit.description;

import dev.huxley.text.Brief;

/** A value in the description of a model: fixed, free between bounds, or a function of the distance from the soma. */
public sealed interface DescribedValue {
    /** A value that a fit leaves as it is. */
    static DescribedValue fixed(double value) {
        return new Fixed(value);
    }

    /** A value that a fit may change, on a linear scale; the fit begins at {@code start}. */
    static DescribedValue free(double start, double lower, double upper) {
        return new Free(start, lower, upper, false, false);
    }

    /** A positive value that a fit may change, on a logarithmic scale; the fit begins at {@code start}. */
    static DescribedValue freeOnLogScale(double start, double lower, double upper) {
        return new Free(start, lower, upper, true, false);
    }

    /** The value at which a fit begins; for a function of the distance that at the soma. */
    double start();

    /** A value that a fit leaves as it is. */
    record Fixed(double value) implements DescribedValue {
        /** @throws IllegalArgumentException if the value is not finite */
        public Fixed {
            requireFinite(value, "a fixed value");
        }

        @Override
        public double start() {
            return value;
        }

        @Override
        public String toString() {
            return "fixed at " + value;
        }
    }

    /**
     * A value that a fit may change.
     *
     * @param start where the fit begins, within the bounds
     * @param lower the lower bound
     * @param upper the upper bound
     * @param logarithmic whether the search works on the logarithm; then bounds are positive
     * @param perBranch whether every branch of the region has a value of its own
     */
    record Free(double start, double lower, double upper, boolean logarithmic, boolean perBranch)
            implements DescribedValue {
        /** @throws IllegalArgumentException if the bounds are no interval around the start */
        public Free {
            requireFinite(start, "the start of a free value");
            if (!(lower < upper) || !Double.isFinite(lower) || !Double.isFinite(upper)) {
                throw new IllegalArgumentException(
                        "bounds of a free value are " + lower + " and " + upper + "; min must be below max");
            }
            if (logarithmic && !(lower > 0)) {
                throw new IllegalArgumentException("a free value on a logarithmic scale has the lower bound " + lower
                        + "; it must be positive, or the scale \"linear\"");
            }
            if (start < lower || start > upper) {
                throw new IllegalArgumentException("a free value starts at " + start + ", outside of its bounds "
                        + lower + " to " + upper + "; move one of them");
            }
        }

        @Override
        public String toString() {
            return "free from " + lower + " to " + upper + (logarithmic ? " on a logarithmic scale" : "") + ", start "
                    + start + (perBranch ? ", per branch" : "");
        }
    }

    /** A value that depends on the distance from the soma; a fit leaves it as it is. */
    record OfDistance(DistanceFunction function) implements DescribedValue {
        @Override
        public double start() {
            return function.at(0);
        }

        @Override
        public String toString() {
            return Brief.of(function.toString());
        }
    }

    private static void requireFinite(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be a finite number");
        }
    }
}
