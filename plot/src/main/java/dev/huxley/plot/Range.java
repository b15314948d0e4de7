package dev.huxley.plot;

/**
 * An interval of data values, low &lt; high, both finite. Values beyond 1e300 count as not finite, so that differences
 * and margins never overflow.
 */
record Range(double low, double high) {
    /** The empty range, the neutral element of {@link #with}. */
    static final Range EMPTY = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    private static final double LARGEST = 1e300;
    private static final double SMALLEST = 1e-290;

    /** The relative width below which a range counts as one value, since labels would need more than ten digits. */
    private static final double NARROWEST = 1e-9;

    /** A range chosen for something, {@code "the x axis"}; throws an error unless it can be shown. */
    static Range chosen(String something, double low, double high) {
        if (!(low < high && Math.abs(low) <= LARGEST && Math.abs(high) <= LARGEST)) {
            throw new IllegalArgumentException(something + " cannot reach from " + low + " to " + high
                    + ": both ends must be finite and the first one smaller");
        }
        return new Range(low, high);
    }

    static boolean drawable(double value, boolean log) {
        return Math.abs(value) <= LARGEST && (!log || value >= SMALLEST);
    }

    boolean isEmpty() {
        return low > high;
    }

    Range with(double value) {
        return value >= low && value <= high ? this : new Range(Math.min(low, value), Math.max(high, value));
    }

    Range with(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** This range made fit for an axis: not empty, not a single value, widened by a share of its width. */
    Range padded(double share, boolean log) {
        if (isEmpty()) {
            return log ? new Range(0.1, 10) : new Range(0, 1);
        }
        if (log) {
            double decades = Math.log10(high) - Math.log10(low);
            double margin = Math.pow(10, decades < NARROWEST ? 0.5 : share * decades);
            return new Range(Math.max(low / margin, SMALLEST), Math.min(high * margin, LARGEST));
        }
        double largest = Math.max(Math.abs(low), Math.abs(high));
        if (largest < SMALLEST) {
            return new Range(-1, 1);
        }
        double width = high - low;
        if (width < NARROWEST * largest) {
            return new Range(low - 0.1 * largest, high + 0.1 * largest);
        }
        return new Range(low - share * width, high + share * width);
    }
}
