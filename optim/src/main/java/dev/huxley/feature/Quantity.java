package dev.huxley.feature;

import java.util.Arrays;
import java.util.List;

/**
 * A number computed from samples of a trace, with its derivatives with respect to them where these were asked for.
 *
 * <p>Each feature is written once, on quantities, and serves the table (numbers only) and the gradient. A feature
 * depends on few samples around its spikes, or on all samples of a range alike. So the derivatives are a list of ranges
 * {@code [from, to)} with one weight each, in no order, where a sample may occur several times; sums concatenate the
 * lists. Without derivatives the list is null and costs nothing.
 */
final class Quantity {
    private static final int[] NONE = {};

    private final double value;
    /** First samples, then the samples after the last, of the ranges; null without derivatives. */
    private final int[] ranges;

    private final double[] weights;

    private Quantity(double value, int[] ranges, double[] weights) {
        this.value = value;
        this.ranges = ranges;
        this.weights = weights;
    }

    /** A number that no sample changes. */
    static Quantity constant(double value) {
        return new Quantity(value, null, null);
    }

    /** A value that depends on all samples of a range with the same weight. */
    static Quantity ofRange(double value, int from, int to, double weight) {
        return new Quantity(value, new int[] {from, to}, new double[] {weight});
    }

    /** A value that depends on the samples {@code first}, {@code first + 1}, ... with these weights. */
    static Quantity ofSamples(double value, int first, double... weights) {
        int[] ranges = new int[2 * weights.length];
        for (int i = 0; i < weights.length; i++) {
            ranges[2 * i] = first + i;
            ranges[2 * i + 1] = first + i + 1;
        }
        return new Quantity(value, ranges, weights);
    }

    double value() {
        return value;
    }

    boolean hasDerivatives() {
        return ranges != null;
    }

    /** A function of one quantity: its value and its slope. */
    Quantity map(double mapped, double slope) {
        return combine(mapped, slope, this, 0, constant(0));
    }

    Quantity plus(Quantity other) {
        return combine(value + other.value, 1, this, 1, other);
    }

    Quantity plus(double number) {
        return new Quantity(value + number, ranges, weights);
    }

    Quantity minus(Quantity other) {
        return combine(value - other.value, 1, this, -1, other);
    }

    Quantity times(double factor) {
        return map(value * factor, factor);
    }

    Quantity times(Quantity other) {
        return combine(value * other.value, other.value, this, value, other);
    }

    Quantity over(Quantity other) {
        double quotient = value / other.value;
        return combine(quotient, 1 / other.value, this, -quotient / other.value, other);
    }

    Quantity reciprocal(double numerator) {
        return map(numerator / value, -numerator / (value * value));
    }

    Quantity log() {
        return map(Math.log(value), 1 / value);
    }

    Quantity abs() {
        return map(Math.abs(value), Math.signum(value));
    }

    /** The square root; its derivatives are zero at zero. */
    Quantity root() {
        double root = Math.sqrt(value);
        return map(root, root > 0 ? 0.5 / root : 0);
    }

    /** {@code value = a first + b second} to first order. */
    static Quantity combine(double value, double a, Quantity first, double b, Quantity second) {
        if (first.ranges == null && second.ranges == null) {
            return constant(value);
        }
        int[] left = first.ranges == null ? NONE : first.ranges;
        int[] right = second.ranges == null ? NONE : second.ranges;
        int[] ranges = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, ranges, left.length, right.length);
        double[] weights = new double[ranges.length / 2];
        int split = left.length / 2;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i < split ? a * first.weights[i] : b * second.weights[i - split];
        }
        return new Quantity(value, ranges, weights);
    }

    /** The sum of the products of quantities and factors, beside the given value: {@code value} need not be that sum. */
    static Quantity linear(double value, List<Quantity> terms, double[] factors) {
        int count = 0;
        for (Quantity term : terms) {
            count += term.ranges == null ? 0 : term.weights.length;
        }
        if (count == 0) {
            return constant(value);
        }
        int[] ranges = new int[2 * count];
        double[] weights = new double[count];
        int next = 0;
        for (int k = 0; k < factors.length; k++) {
            Quantity term = terms.get(k);
            for (int i = 0; term.ranges != null && i < term.weights.length; i++, next++) {
                ranges[2 * next] = term.ranges[2 * i];
                ranges[2 * next + 1] = term.ranges[2 * i + 1];
                weights[next] = factors[k] * term.weights[i];
            }
        }
        return new Quantity(value, ranges, weights);
    }

    /** The mean of at least one quantity. */
    static Quantity mean(List<Quantity> terms) {
        double sum = 0;
        for (Quantity term : terms) {
            sum += term.value;
        }
        double[] factors = new double[terms.size()];
        Arrays.fill(factors, 1.0 / factors.length);
        return linear(sum / factors.length, terms, factors);
    }

    /** Adds {@code factor} times the derivatives to a gradient by the samples, the first of which is at {@code offset}. */
    void addTo(double[] gradient, int offset, double factor) {
        for (int i = 0; ranges != null && i < weights.length; i++) {
            double weight = factor * weights[i];
            for (int k = ranges[2 * i]; k < ranges[2 * i + 1]; k++) {
                gradient[offset + k] += weight;
            }
        }
    }

    @Override
    public String toString() {
        return value + (ranges == null ? "" : " of " + weights.length + " ranges of samples");
    }
}
