package dev.huxley.feature;

import java.util.List;

/**
 * The samples of a trace as quantities: values and slopes at samples, means, and extrema, on whole samples or between
 * them.
 *
 * <p>Between samples the trace is a cubic on each interval whose slopes at the samples are the central differences
 * (Catmull and Rom, 1974), the same dv/dt that thresholds are compared with. An extremum lies beside the extreme sample,
 * where that cubic is level. It moves continuously with the samples, also where two neighbors exchange their ranks.
 */
final class Voltage {
    private final Samples samples;
    private final double dt;
    private final double halfRate;
    private final boolean between;
    private final boolean differentiable;

    /**
     * @param dt ms between samples
     * @param between whether extrema and crossings lie between samples
     * @param differentiable whether quantities have derivatives
     */
    Voltage(Samples samples, double dt, boolean between, boolean differentiable) {
        this.samples = samples;
        this.dt = dt;
        halfRate = 1 / (2 * dt);
        this.between = between;
        this.differentiable = differentiable;
    }

    Samples samples() {
        return samples;
    }

    int length() {
        return samples.length();
    }

    double dt() {
        return dt;
    }

    boolean isBetweenSamples() {
        return between;
    }

    boolean isDifferentiable() {
        return differentiable;
    }

    double at(int i) {
        return samples.at(i);
    }

    /** dv/dt in V/s by the central difference, one-sided at the ends. */
    double slope(int i) {
        if (i > 0 && i < samples.length() - 1) {
            return (samples.at(i + 1) - samples.at(i - 1)) * halfRate;
        }
        int left = Math.max(0, i - 1);
        int right = Math.min(samples.length() - 1, i + 1);
        return (samples.at(right) - samples.at(left)) / ((right - left) * dt);
    }

    Quantity sample(int i) {
        return differentiable ? Quantity.ofSamples(at(i), i, 1) : Quantity.constant(at(i));
    }

    Quantity slopeAt(int i) {
        double value = slope(i);
        if (!differentiable) {
            return Quantity.constant(value);
        }
        int left = Math.max(0, i - 1);
        int right = Math.min(samples.length() - 1, i + 1);
        double weight = 1 / ((right - left) * dt);
        return Quantity.combine(value, weight, sample(right), -weight, sample(left));
    }

    /** The mean over [from, to). */
    Quantity mean(int from, int to) {
        double value = samples.mean(from, to);
        return differentiable ? Quantity.ofRange(value, from, to, 1.0 / (to - from)) : Quantity.constant(value);
    }

    /** A time (ms) and a value there. */
    record Point(Quantity time, Quantity value) {}

    /** The highest point beside the highest sample {@code i} of [from, to). */
    Point maximum(int i, int from, int to) {
        return extremum(i, from, to, 1);
    }

    /** The lowest point beside the lowest sample {@code i} of [from, to). */
    Point minimum(int i, int from, int to) {
        return extremum(i, from, to, -1);
    }

    private Point extremum(int i, int from, int to, int sign) {
        if (!between || i < 1 || i > samples.length() - 2) {
            return new Point(Quantity.constant(i * dt), sample(i));
        }
        double side = sign * (at(i + 1) - at(i - 1));
        int left = side >= 0 ? i : i - 1;
        if (side == 0 || left < Math.max(1, from) || left + 1 > Math.min(samples.length() - 2, to - 1)) {
            return new Point(Quantity.constant(i * dt), sample(i));
        }
        double[] v = {at(left - 1), at(left), at(left + 1), at(left + 2)};
        Cubic cubic = Cubic.through(v);
        double s = cubic.level(sign);
        Quantity time = Quantity.constant((left + s) * dt);
        Quantity value = Quantity.constant(cubic.value(s));
        if (differentiable) {
            time = Quantity.ofSamples((left + s) * dt, left - 1, cubic.levelDerivatives(s, dt));
            value = Quantity.ofSamples(cubic.value(s), left - 1, Cubic.weights(s));
        }
        return new Point(time, value);
    }

    /** The largest (sign 1) or smallest (sign -1) dv/dt in [from, to), which must not be empty. */
    Quantity steepest(int from, int to, int sign) {
        int steepest = from;
        double largest = sign * slope(from);
        for (int i = from + 1; i < to; i++) {
            if (sign * slope(i) > largest) {
                steepest = i;
                largest = sign * slope(i);
            }
        }
        if (!between || steepest < 1 || steepest > samples.length() - 2) {
            return slopeAt(steepest);
        }
        double side = sign * (slope(steepest + 1) - slope(steepest - 1));
        int left = side >= 0 ? steepest : steepest - 1;
        if (side == 0 || left < Math.max(1, from) || left + 1 > Math.min(samples.length() - 2, to - 1)) {
            return slopeAt(steepest);
        }
        double[] slopes = {slope(left - 1), slope(left), slope(left + 1), slope(left + 2)};
        Cubic cubic = Cubic.through(slopes);
        double s = cubic.level(sign);
        if (!differentiable) {
            return Quantity.constant(cubic.value(s));
        }
        List<Quantity> terms = List.of(slopeAt(left - 1), slopeAt(left), slopeAt(left + 1), slopeAt(left + 2));
        return Quantity.linear(cubic.value(s), terms, Cubic.weights(s));
    }

    /**
     * The time in ms at which the line through the samples {@code i - 1} and {@code i} has the given value; that of
     * sample {@code i} if the two are equal.
     */
    Quantity crossing(int i, Quantity level) {
        double below = at(i - 1);
        double step = at(i) - below;
        if (step == 0) {
            return Quantity.constant(i * dt);
        }
        double fraction = (level.value() - below) / step;
        double value = (i - 1 + fraction) * dt;
        if (!differentiable) {
            return Quantity.constant(value);
        }
        Quantity samplesPart = Quantity.ofSamples(value, i - 1, -dt * (1 - fraction) / step, -dt * fraction / step);
        return Quantity.combine(value, 1, samplesPart, dt / step, level);
    }
}
