package dev.huxley.fit.feature;

import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureTarget;
import dev.huxley.feature.FeatureTrace;
import dev.huxley.feature.TraceFeatures;
import dev.huxley.search.Evaluation;
import java.util.List;

/** The graded z-scores of the features of a sweep, by which a search proceeds; a check has the plain ones. */
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
            FeatureTarget target = targets.get(i);
            double residual = target.residual(features);
            if (target.feature() == Feature.SPIKE_COUNT) {
                // A residual counts fractions of spikes, which leads a search on; whole ones are the aim.
                residual = (residual + target.z(features).orElse(residual)) / 2;
            }
            differences[from + i] = residual;
        }
    }

    /** The result for a search, in which large z-scores count more. */
    @Override
    public Evaluation evaluation(double[] differences) {
        double[] residuals = Score.residuals(differences);
        return new Evaluation(Score.of(residuals), residuals);
    }

    /** The features of a simulated voltage. */
    static TraceFeatures features(FitSweep sweep, float[] v, int length) {
        return TraceFeatures.of(
                FeatureTrace.of(v, 0, length, FitSweep.SAMPLE).stimulus(sweep.start(), sweep.end(), sweep.amplitude()),
                TargetChoice.SETTINGS);
    }
}
