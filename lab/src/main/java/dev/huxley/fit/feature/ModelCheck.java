package dev.huxley.fit.feature;

import dev.huxley.feature.DepolarizationBlock;
import dev.huxley.feature.FeatureTarget;
import dev.huxley.feature.TraceFeatures;
import java.util.ArrayList;
import java.util.List;

/** Compares a candidate with the recording in all sweeps, the held-out ones too. */
final class ModelCheck {
    private final RungSearch search;
    private final List<FitSweep> sweeps;
    private final CandidateEvaluator evaluator;

    ModelCheck(RungSearch search, List<FitSweep> sweeps, CandidateEvaluator evaluator) {
        this.search = search;
        this.sweeps = sweeps;
        this.evaluator = evaluator;
    }

    /** The fitted model of a point of the unit cube. */
    FittedModel of(double[] point) {
        FeatureComparison comparison = new FeatureComparison();
        double[][] traces = evaluator.traces(point);
        List<FeatureScore> scores = new ArrayList<>();
        List<String> blocked = new ArrayList<>();
        for (int i = 0; i < sweeps.size(); i++) {
            FitSweep sweep = sweeps.get(i);
            float[] v = new float[traces[i].length];
            for (int k = 0; k < v.length; k++) {
                v[k] = (float) traces[i][k];
            }
            double[] z = new double[comparison.size(sweep)];
            comparison.compare(sweep, v, v.length, z, 0);
            TraceFeatures features = FeatureComparison.features(sweep, v, v.length);
            for (int k = 0; k < z.length; k++) {
                FeatureTarget target = sweep.targets().get(k);
                scores.add(new FeatureScore(
                        sweep.label(),
                        sweep.role(),
                        target,
                        features.value(target.feature()).orElse(Double.NaN),
                        target.z(features).orElse(z[k])));
            }
            if (DepolarizationBlock.of(TargetChoice.features(sweep))
                    .check(features)
                    .isBlocked()) {
                blocked.add(sweep.label());
            }
        }
        return new FittedModel(search.name(), search.values(point), scores, blocked);
    }
}
