package dev.huxley.fit.feature;

import dev.huxley.feature.Feature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sentences on what a fitted model misses, and what would help. */
final class Advice {
    private static final int MOST_FEATURES = 5;

    /** The standard deviation of the baseline (mV) from which on the cell drifts. */
    private static final double DRIFT = 3;

    private Advice() {}

    static List<String> of(FeatureFitResult result) {
        List<String> advice = new ArrayList<>();
        FittedModel best = result.best();
        if (best.grade() == Grade.REJECTED) {
            advice.add("no model is accepted: " + reasons(best));
            failing(best).ifPresent(advice::add);
        }
        bounds(result).ifPresent(advice::add);
        result.sweeps().stream()
                .flatMap(sweep -> sweep.targets().stream())
                .filter(target -> target.feature() == Feature.VOLTAGE_BASE && target.sd() > DRIFT)
                .findFirst()
                .ifPresent(target -> advice.add(String.format(
                        Locale.ROOT,
                        "the voltage before the stimulus varies by %.1f mV (standard deviation) from sweep to sweep: the"
                                + " cell drifts, and no single model has all these baselines; choose sweeps of one"
                                + " stretch of time",
                        target.sd())));
        return advice;
    }

    private static String reasons(FittedModel model) {
        List<String> reasons = new ArrayList<>();
        double largest = model.largest(SweepRole.FITTED);
        if (!(largest <= FittedModel.LIMIT_Z)) {
            reasons.add(String.format(Locale.ROOT, "a fitted feature is %.1f standard deviations off", largest));
        }
        if (!model.heldOutAgrees()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the held-out sweeps are not predicted (mean |z| %.1f, %.0f %% within 3, %.0f %% within 5)",
                    model.meanSize(SweepRole.HELD_OUT),
                    100 * model.partWithin(SweepRole.HELD_OUT, FittedModel.ACCEPTED_Z),
                    100 * model.partWithin(SweepRole.HELD_OUT, FittedModel.LIMIT_Z)));
        }
        if (!model.blockedSweeps().isEmpty()) {
            reasons.add("the model goes into depolarization block where the cell does not, in "
                    + String.join(", ", model.blockedSweeps()));
        }
        return String.join("; ", reasons);
    }

    /** The features that are most often beyond the limit. */
    private static Optional<String> failing(FittedModel model) {
        Map<Feature, List<Double>> sizes = new TreeMap<>();
        for (FeatureScore score : model.scores()) {
            if (Math.abs(score.z()) > FittedModel.ACCEPTED_Z) {
                sizes.computeIfAbsent(score.target().feature(), feature -> new ArrayList<>())
                        .add(score.z());
            }
        }
        List<String> words = sizes.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .limit(MOST_FEATURES)
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s (%d, up to %.1f)",
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().stream().mapToDouble(Math::abs).max().orElse(0)))
                .toList();
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of("features beyond 3 standard deviations (number, size): " + String.join(", ", words)
                        + "; more evaluations, another seed, or a model with another channel may help");
    }

    private static Optional<String> bounds(FeatureFitResult result) {
        List<String> at = FeatureReport.values(result).stream()
                .filter(value -> !value.flag().isEmpty())
                .map(value -> String.format(
                        Locale.ROOT, "%s %s, %.4g %s", value.path(), value.flag(), value.value(), value.unit()))
                .toList();
        return at.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", at));
    }
}
