package dev.huxley.parametersweep;

import dev.huxley.text.Brief;
import dev.huxley.text.Quotation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A parameter with the values that it takes in a grid.
 *
 * @param path the quantity, {@code "HH_gNa"}, with one value for the whole cell; after a region, {@code "soma/HH_gNa"}, with
 *     one for the region
 * @param values in the quantity's unit, each once, in the order of the table
 */
public record VariedParameter(String path, double[] values) {
    /** The most values of one parameter. */
    public static final int MOST_VALUES = 10_000_000;

    private static final String FORMS = "; write NAME=FROM:TO:COUNT, NAME=FROM:TO:COUNT:log or NAME=VALUE,VALUE,...,"
            + " for instance HH_gNa=0.05:0.2:50";

    /** Values between equal steps are rounded to so many digits, which makes 0.1 of 0.1 + 1e-17. */
    private static final MathContext DIGITS = new MathContext(15);

    /** @throws IllegalArgumentException if there is no value, one is not finite, or one is there twice */
    public VariedParameter {
        Objects.requireNonNull(path, "path");
        values = values.clone();
        if (path.isBlank()) {
            throw new IllegalArgumentException("a varied parameter has no name" + FORMS);
        }
        if (values.length == 0) {
            throw new IllegalArgumentException("the parameter " + Quotation.of(path) + " has no values" + FORMS);
        }
        Set<Double> seen = new HashSet<>();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "the parameter " + Quotation.of(path) + " has the value " + value + "; it must be finite");
            }
            if (!seen.add(value)) {
                throw new IllegalArgumentException("the parameter " + Quotation.of(path) + " has the value " + value
                        + " twice; name each value once");
            }
        }
    }

    /** The parameter with these values. */
    public static VariedParameter of(String path, double... values) {
        return new VariedParameter(path, values);
    }

    /**
     * Equal steps between two values, both included.
     *
     * @param count the number of values, two or more
     */
    public static VariedParameter linear(String path, double from, double to, int count) {
        requireCount(path, count);
        return new VariedParameter(path, between(from, to, count, false));
    }

    /**
     * Equal ratios between two values of the same sign, both included.
     *
     * @param count the number of values, two or more
     */
    public static VariedParameter logarithmic(String path, double from, double to, int count) {
        requireCount(path, count);
        if (!(from * to > 0)) {
            throw new IllegalArgumentException("the logarithmic range of " + Quotation.of(path) + " goes from " + from
                    + " to " + to + "; its ends must be of the same sign and not 0, or the range linear");
        }
        return new VariedParameter(path, between(from, to, count, true));
    }

    /**
     * Reads {@code "HH_gNa=0.05:0.2:50"} (equal steps), {@code "HH_gNa=0.05:0.2:50:log"} (equal ratios) or {@code
     * "radius=5,10,20"}.
     *
     * @throws IllegalArgumentException if the text is of another form
     */
    public static VariedParameter parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(Quotation.of(text) + " varies no parameter" + FORMS);
        }
        String path = text.substring(0, equals).strip();
        String values = text.substring(equals + 1).strip();
        if (values.indexOf(':') < 0) {
            return new VariedParameter(
                    path,
                    Arrays.stream(values.split(",", -1))
                            .mapToDouble(part -> number(text, part))
                            .toArray());
        }
        String[] parts = values.split(":", -1);
        boolean isLog = parts.length == 4 && parts[3].strip().equalsIgnoreCase("log");
        if (parts.length != 3 && !isLog) {
            throw new IllegalArgumentException(Quotation.of(text) + " is no range" + FORMS);
        }
        double from = number(text, parts[0]);
        double to = number(text, parts[1]);
        int count = count(text, parts[2]);
        return isLog ? logarithmic(path, from, to, count) : linear(path, from, to, count);
    }

    private static double[] between(double from, double to, int count, boolean isLog) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            double part = i / (count - 1.0);
            double value = isLog ? from * Math.pow(to / from, part) : from + (to - from) * part;
            values[i] = i == 0 ? from : i == count - 1 ? to : rounded(value);
        }
        return values;
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
    }

    private static void requireCount(String path, int count) {
        if (count < 2 || count > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "the range of " + Quotation.of(path) + " has " + Brief.count(count, "value")
                            + "; a range takes a count from 2 to " + MOST_VALUES + ", and one value is written "
                            + path + "=VALUE");
        }
    }

    private static int count(String text, String part) {
        try {
            return new BigDecimal(part.strip()).intValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    Quotation.of(text) + ": the count of values is " + Quotation.of(part.strip())
                            + ", which is no whole number from 2 to " + MOST_VALUES,
                    e);
        }
    }

    private static double number(String text, String part) {
        try {
            return Double.parseDouble(part.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    Quotation.of(text) + ": " + Quotation.of(part.strip()) + " is not a number" + FORMS, e);
        }
    }

    /** A copy of the values. */
    @Override
    public double[] values() {
        return values.clone();
    }

    /** The number of values. */
    public int count() {
        return values.length;
    }

    double value(int i) {
        return values[i];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VariedParameter that && path.equals(that.path) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "VariedParameter[" + path + " = " + Brief.of(values) + "]";
    }
}
