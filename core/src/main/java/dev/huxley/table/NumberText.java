package dev.huxley.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;

/**
 * Formats the numbers of one column with the same number of decimals, at most six significant digits of the largest.
 */
final class NumberText {
    static final String ABSENT = "-";
    private static final MathContext DIGITS = new MathContext(6);
    private static final int MOST_DECIMALS = 8;

    private NumberText() {}

    static String[] of(double[] values) {
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        int decimals = 0;
        for (double value : values) {
            if (Double.isFinite(value) && value != 0) {
                largest = Math.max(largest, Math.abs(value));
                smallest = Math.min(smallest, Math.abs(value));
                decimals = Math.max(
                        decimals,
                        new BigDecimal(value).round(DIGITS).stripTrailingZeros().scale());
            }
        }
        String format = format(values, largest, smallest, decimals);
        return Arrays.stream(values).mapToObj(value -> text(value, format)).toArray(String[]::new);
    }

    private static String format(double[] values, double largest, double smallest, int decimals) {
        if (largest == 0) {
            return "%.0f";
        }
        if (largest >= 1e7 || smallest < 1e-4) {
            int digits = Arrays.stream(values)
                    .filter(value -> Double.isFinite(value) && value != 0)
                    .mapToInt(value -> new BigDecimal(value)
                            .round(DIGITS)
                            .stripTrailingZeros()
                            .precision())
                    .max()
                    .orElse(1);
            return "%." + (digits - 1) + "e";
        }
        // A column that goes up to thousands does not need the last digits of its small numbers.
        int magnitude = (int) Math.floor(Math.log10(largest));
        int enough = Math.max(1, DIGITS.getPrecision() - 1 - magnitude);
        return "%." + Math.min(MOST_DECIMALS, Math.min(decimals, Math.max(enough, needed(smallest)))) + "f";
    }

    /** The number of decimals that show three digits of the number. */
    private static int needed(double value) {
        return Math.max(0, 2 - (int) Math.floor(Math.log10(value)));
    }

    private static String text(double value, String format) {
        if (Double.isNaN(value)) {
            return ABSENT;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return String.format(Locale.ROOT, format, value);
    }
}
