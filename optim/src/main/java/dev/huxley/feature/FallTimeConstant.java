package dev.huxley.feature;

import java.util.Arrays;

/**
 * The time constant of the fall at the start of a hyperpolarizing step: eFEL's {@code time_constant}.
 *
 * <p>The fall begins, 10 samples behind the start of the stimulus or later, where dv/dt (five-point stencil) is at most
 * -0.005 V/s in 5 samples. It ends where dv/dt and its mean over the following 70 ms are above that, or 70 ms before the
 * middle of the step. A line is fitted to {@code ln(v - v_last + x)} over it; x, in 0 to 5 mV, makes the residual's
 * standard deviation smallest beside the logarithm's range.
 *
 * <p>On whole samples x is found as eFEL does, by a golden section that stops within 0.01 mV, at the last x that was
 * tried: 1 % of a time constant of 20 ms. Between samples it is the root of the derivative, and the time constant has
 * derivatives by the theorem of the implicit function.
 */
final class FallTimeConstant {
    private static final double SLOPE = -0.005;
    private static final int SKIPPED_SAMPLES = 10;
    private static final int STEEP_SAMPLES = 5;
    private static final int FEWEST_SAMPLES = 10;
    private static final double FLAT_MS = 70;
    private static final double LARGEST_OFFSET = 5;
    private static final double TOLERANCE = 0.01;
    private static final double GOLDEN = 1.618033988;

    private final int first;
    private final double[] fall;
    private final double last;
    private final double[] factors;
    /** The sum of the squares of the factors. */
    private final double scale;
    /** The logarithms for the offset that was tried last. */
    private final double[] logarithms;

    private FallTimeConstant(int first, double[] fall, double dt) {
        this.first = first;
        this.fall = fall;
        last = fall[fall.length - 1];
        double[] times = new double[fall.length];
        Arrays.setAll(times, i -> i * dt);
        factors = Line.factors(times);
        double sum = 0;
        for (double factor : factors) {
            sum += factor * factor;
        }
        scale = sum;
        logarithms = new double[fall.length];
    }

    /** The time constant in ms; null if the step has no such fall. */
    static Quantity of(Voltage voltage, Stimulus stimulus) {
        int begin = stimulus.first() + SKIPPED_SAMPLES;
        int behind = Math.min(voltage.length(), stimulus.behind());
        int window = (int) Math.ceil(FLAT_MS / voltage.dt() - 1e-6);
        int limit = (begin + behind) / 2 - begin - window;
        if (limit < FEWEST_SAMPLES) {
            return null;
        }
        double[] slopes = slopes(voltage, begin, behind);
        int from = 0;
        for (int steep = 0; steep < STEEP_SAMPLES; from++) {
            if (from == slopes.length) {
                return null;
            }
            steep = slopes[from] <= SLOPE ? steep + 1 : 0;
        }
        from -= STEEP_SAMPLES;
        int to = from;
        while (to < limit && !(slopes[to] > SLOPE && mean(slopes, to, to + window) > SLOPE)) {
            to++;
        }
        if (to - from < FEWEST_SAMPLES) {
            return null;
        }
        double[] fall = new double[to - from];
        for (int i = 0; i < fall.length; i++) {
            fall[i] = voltage.at(begin + from + i);
        }
        FallTimeConstant constant = new FallTimeConstant(begin + from, fall, voltage.dt());
        return voltage.isBetweenSamples()
                ? constant.smooth(voltage.isDifferentiable())
                : Quantity.constant(constant.golden());
    }

    private static double[] slopes(Voltage voltage, int begin, int behind) {
        int n = behind - begin;
        double[] v = new double[n];
        Arrays.setAll(v, i -> voltage.at(begin + i));
        double[] slopes = new double[n];
        for (int i = 0; i < n; i++) {
            if (i >= 2 && i < n - 2) {
                slopes[i] = (8 * (v[i + 1] - v[i - 1]) - (v[i + 2] - v[i - 2])) / (12 * voltage.dt());
            } else {
                int left = Math.max(0, i - 1);
                int right = Math.min(n - 1, i + 1);
                slopes[i] = (v[right] - v[left]) / ((right - left) * voltage.dt());
            }
        }
        return slopes;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private double slope(double[] values) {
        double slope = 0;
        for (int i = 0; i < values.length; i++) {
            slope += factors[i] * values[i];
        }
        return slope;
    }

    /** The values without the line through them. */
    private double[] residuals(double[] values) {
        double slope = slope(values);
        double mean = mean(values, 0, values.length);
        double[] residuals = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            residuals[i] = values[i] - mean - slope * factors[i] / scale;
        }
        return residuals;
    }

    /** Logarithms of the fall with an offset, in an array that the next call overwrites. */
    private double[] logarithms(double x) {
        for (int i = 0; i < fall.length; i++) {
            logarithms[i] = Math.log(fall[i] - last + x);
        }
        return logarithms;
    }

    private double golden() {
        double low = 0;
        double high = LARGEST_OFFSET;
        double best = high / (1 + GOLDEN);
        logarithms(best);
        double residual = relativeResidual();
        boolean upwards = true;
        double slope = Double.NaN;
        while (high - low > TOLERANCE) {
            double x = upwards ? (best * GOLDEN + high) / (1 + GOLDEN) : (low + GOLDEN * best) / (1 + GOLDEN);
            logarithms(x);
            slope = slope(logarithms);
            double tried = relativeResidual();
            if (tried < residual) {
                low = upwards ? best : low;
                high = upwards ? high : best;
                best = x;
                residual = tried;
            } else {
                high = upwards ? x : high;
                low = upwards ? low : x;
                upwards = !upwards;
            }
        }
        return -1 / slope;
    }

    /** The residual of the line through the logarithms beside their range. */
    private double relativeResidual() {
        double slope = slope(logarithms);
        double mean = mean(logarithms, 0, logarithms.length);
        double squares = 0;
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < logarithms.length; i++) {
            double residual = logarithms[i] - mean - slope * factors[i] / scale;
            squares += residual * residual;
            highest = Math.max(highest, logarithms[i]);
            lowest = Math.min(lowest, logarithms[i]);
        }
        return Math.sqrt(squares / logarithms.length) / (highest - lowest);
    }

    private Quantity smooth(boolean differentiable) {
        int highest = 0;
        int lowest = 0;
        for (int i = 1; i < fall.length; i++) {
            highest = fall[i] > fall[highest] ? i : highest;
            lowest = fall[i] < fall[lowest] ? i : lowest;
        }
        double low = last - fall[lowest] + 1e-9;
        double high = LARGEST_OFFSET;
        if (!(low < high) || fall[lowest] == fall[highest]) {
            return null;
        }
        int top = highest;
        int bottom = lowest;
        boolean bounded = derivative(high, bottom, top) < 0;
        double offset = bounded ? high : BracketedRoot.of(x -> derivative(x, bottom, top), low, high);
        double slope = slope(logarithms(offset));
        double value = -1 / slope;
        if (!differentiable || !Double.isFinite(value)) {
            return Quantity.constant(value);
        }
        double[] shares = shares(offset, bottom, top);
        double[] weights = new double[fall.length];
        double sum = 0;
        double shareSum = 0;
        for (int i = 0; i < fall.length; i++) {
            weights[i] = factors[i] / (fall[i] - last + offset);
            sum += weights[i];
            shareSum += shares[i];
        }
        for (int i = 0; i < fall.length; i++) {
            double common = bounded ? (i == fall.length - 1 ? -sum : 0) : -sum * shares[i] / shareSum;
            weights[i] = (weights[i] + common) / (slope * slope);
        }
        return Quantity.ofSamples(value, first, weights);
    }

    /**
     * A multiple of the derivative of the relative residual by x, {@code r y' - S R'/R}: residuals r, their sum of
     * squares S, the logarithms' range R and derivatives y'.
     */
    private double derivative(double x, int lowest, int highest) {
        double[] y = logarithms(x);
        double slope = slope(y);
        double mean = mean(y, 0, y.length);
        double product = 0;
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            double residual = y[i] - mean - slope * factors[i] / scale;
            product += residual * (1 / (fall[i] - last + x));
            squares += residual * residual;
        }
        return product - squares * change(x, lowest, highest);
    }

    /** {@code R'/R}. */
    private double change(double x, int lowest, int highest) {
        double range = logarithms[highest] - logarithms[lowest];
        return (1 / (fall[highest] - last + x) - 1 / (fall[lowest] - last + x)) / range;
    }

    /** The derivatives of {@link #derivative} by the sums {@code v + x}, of which alone it is a function. */
    private double[] shares(double x, int lowest, int highest) {
        double[] y = logarithms(x);
        double[] inverse = new double[y.length];
        Arrays.setAll(inverse, i -> 1 / (fall[i] - last + x));
        double[] residuals = residuals(y);
        double[] projected = residuals(inverse);
        double squares = Arrays.stream(residuals).map(each -> each * each).sum();
        double range = y[highest] - y[lowest];
        double change = change(x, lowest, highest);
        double[] shares = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            double sign = (i == highest ? 1 : 0) - (i == lowest ? 1 : 0);
            shares[i] = projected[i] * inverse[i]
                    - residuals[i] * inverse[i] * (inverse[i] + 2 * change)
                    + sign * squares * inverse[i] * (inverse[i] + change) / range;
        }
        return shares;
    }
}
