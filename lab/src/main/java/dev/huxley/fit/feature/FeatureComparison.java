package dev.huxley.fit.feature;

import dev.huxley.feature.FeatureTarget;
import dev.huxley.feature.FeatureTrace;
import dev.huxley.feature.TraceFeatures;
import java.util.List;

/** The z-scores of the features of a sweep. */
final class FeatureComparison implements Comparison {
    @Override
    public int size(FitSweep sweep) {
        return sweep.targets().size();
    }

    @Override
    public void compare(FitSweep sweep, float[] v, int length, double[] differences, int from) {
        TraceFeatures features = features(sweep, v, length);
        List<FeatureTarget> targets = sweep.targets();
        for (int i = 0; i < targets.size(); i++) {
            differences[from + i] = targets.get(i).residual(features);
        }
    }

    /** The features of a simulated voltage. */
    static TraceFeatures features(FitSweep sweep, float[] v, int length) {
        return TraceFeatures.of(
                FeatureTrace.of(v, 0, length, FitSweep.SAMPLE).stimulus(sweep.start(), sweep.end(), sweep.amplitude()),
                TargetChoice.SETTINGS);
    }
}
