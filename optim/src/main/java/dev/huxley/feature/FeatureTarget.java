package dev.huxley.feature;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What a feature shall be: a mean, and the standard deviation in whose units a model's distance from it is told.
 *
 * @param feature the feature
 * @param mean its value in the recording
 * @param sd the standard deviation, positive, in the feature's unit
 * @param weight a factor that scores may use, positive; 1 as a rule
 */
public record FeatureTarget(Feature feature, double mean, double sd, double weight) {
    /** The residual of a trace that is not finite. */
    public static final double DIVERGED = 100;

    public FeatureTarget {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("the target of " + feature + " is " + mean + "; it must be finite");
        }
        if (!(sd > 0) || Double.isInfinite(sd)) {
            throw new IllegalArgumentException(
                    "the standard deviation of " + feature + " is " + sd + "; it must be positive and finite");
        }
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "the weight of " + feature + " is " + weight + "; it must be positive and finite");
        }
    }

    /** A target with the standard deviation of {@link Floors} and weight 1. */
    public static FeatureTarget of(Feature feature, double mean) {
        return new FeatureTarget(feature, mean, Floors.of(feature, mean), 1);
    }

    /**
     * The target of repeated sweeps: their mean, and their standard deviation (n - 1) or the floor, whichever is larger.
     *
     * @throws IllegalArgumentException if there is no value
     */
    public static FeatureTarget ofRepeats(Feature feature, double... values) {
        double mean = Arrays.stream(values)
                .average()
                .orElseThrow(() -> new IllegalArgumentException("no repeat has a value of " + feature));
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double sd = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
        return new FeatureTarget(feature, mean, Math.max(sd, Floors.of(feature, mean)), 1);
    }

    /** The same target with another weight. */
    public FeatureTarget withWeight(double weight) {
        return new FeatureTarget(feature, mean, sd, weight);
    }

    /** The same target with another standard deviation. */
    public FeatureTarget withSd(double sd) {
        return new FeatureTarget(feature, mean, sd, weight);
    }

    /** The distance of a trace's feature from the target in standard deviations, with its sign; empty if missing. */
    public OptionalDouble z(TraceFeatures features) {
        OptionalDouble value = features.value(feature);
        return value.isPresent() ? OptionalDouble.of((value.getAsDouble() - mean) / sd) : value;
    }

    /**
     * The distance for a fit: {@link #z} where the feature exists; else {@code sqrt(z^2 + d^2)} with the sign of z, where
     * z is that of a feature with virtual spikes and d its distance from existence. Its square is continuous where a
     * feature appears. The number of spikes counts fractions of spikes near the threshold. See the guide to features.
     *
     * @return a finite number; {@link #DIVERGED} if the trace is not finite
     */
    public double residual(TraceFeatures features) {
        double residual = graded(features).value();
        return Double.isFinite(residual) ? residual : DIVERGED;
    }

    /** The residual with its derivatives. */
    Quantity graded(TraceFeatures features) {
        if (feature == Feature.SPIKE_COUNT || feature == Feature.SPIKE_COUNT_STIMINT) {
            if (feature == Feature.SPIKE_COUNT || features.settings().strict()) {
                int count = (int) Math.round(mean);
                return Graded.count(features, Math.max(0, count)).plus(-mean).times(1 / sd);
            }
        }
        Graded graded = Graded.of(features, feature);
        Quantity z = graded.value() == null
                ? Quantity.constant(0)
                : graded.value().plus(-mean).times(1 / sd);
        Quantity distance = graded.distance();
        if (distance.value() == 0) {
            return z;
        }
        double length = Math.hypot(z.value(), distance.value());
        double sign = z.value() < 0 ? -1 : 1;
        return Quantity.combine(
                sign * length, sign * z.value() / length, z, sign * distance.value() / length, distance);
    }

    @Override
    public String toString() {
        String unit = feature.unit().isEmpty() ? "" : " " + feature.unit();
        return feature + " " + mean + " +- " + sd + unit + (weight == 1 ? "" : ", weight " + weight);
    }
}
