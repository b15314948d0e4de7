package dev.huxley.fit.feature;

import dev.huxley.feature.FeatureTarget;
import java.util.List;
import java.util.Locale;

/**
 * A sweep of current and the features that a cell should have in it.
 *
 * @param current the injected current, nA in every time step
 * @param initialVoltage the voltage at which the sweep begins, mV
 * @param start the start of the stimulus, ms
 * @param end its end, ms
 * @param amplitude its current relative to the holding current, nA
 * @param targets the features, one or more
 */
public record FeatureSweep(
        double[] current,
        double initialVoltage,
        double start,
        double end,
        double amplitude,
        List<FeatureTarget> targets) {
    public FeatureSweep {
        current = current.clone();
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("the sweep of " + amplitude + " nA has no targets; give it a feature");
        }
    }

    /** The same of a sweep of a recording. */
    public static FeatureSweep of(FitSweep sweep) {
        return new FeatureSweep(
                sweep.current(),
                sweep.initialVoltage(),
                sweep.start(),
                sweep.end(),
                sweep.amplitude(),
                sweep.targets());
    }

    /** A copy of the current, nA. */
    @Override
    public double[] current() {
        return current.clone();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "FeatureSweep[%d steps, %.4g pA from %.1f to %.1f ms, %d features]",
                current.length,
                amplitude * 1e3,
                start,
                end,
                targets.size());
    }
}
