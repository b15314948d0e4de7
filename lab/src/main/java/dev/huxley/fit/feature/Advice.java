package dev.huxley.fit.feature;

import dev.huxley.feature.Feature;
import dev.huxley.search.StopReason;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sentences on what a fitted model misses, and what would help. */
final class Advice {
    private static final int MOST_FEATURES = 5;

    /** Features of the response below threshold, which no model of the ladder has a current for. */
    private static final Set<Feature> BELOW_THRESHOLD =
            EnumSet.of(Feature.SAG_AMPLITUDE, Feature.DECAY_TIME_CONSTANT_AFTER_STIM);

    /** Voltages, which a wrong liquid junction potential moves against the reversal potentials. */
    private static final Set<Feature> VOLTAGES = EnumSet.of(
            Feature.VOLTAGE_BASE,
            Feature.STEADY_STATE_VOLTAGE_STIMEND,
            Feature.AP_BEGIN_VOLTAGE,
            Feature.AP_HEIGHT,
            Feature.MIN_VOLTAGE_BETWEEN_SPIKES);

    /** The standard deviation of the baseline (mV) from which on the cell drifts. */
    private static final double DRIFT = 3;

    /** Changes of heights that differ by no more than this are alike, mV: five standard deviations of a height. */
    private static final double ALIKE = 10;

    private Advice() {}

    static List<String> of(FeatureFitResult result) {
        List<String> advice = new ArrayList<>();
        FittedModel best = result.best();
        if (best.grade() == Grade.REJECTED) {
            advice.add("no model is accepted: " + reasons(best));
            Map<Feature, List<FeatureScore>> failing = failing(best);
            if (!failing.isEmpty()) {
                advice.add(words(failing));
            }
            advice.add("what may help: " + String.join("; ", remedies(result, failing.keySet())));
        }
        heights(result.sweeps(), result.traces()).ifPresent(advice::add);
        silent(best).ifPresent(advice::add);
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

    /**
     * The sweep in which the heights of spikes change most differently from the first to the last spike; empty if they
     * change alike. The features compare their mean.
     *
     * @param traces the voltage of the model in every sweep, mV at every {@link FitSweep#SAMPLE}
     */
    static Optional<String> heights(List<FitSweep> sweeps, double[][] traces) {
        double most = ALIKE;
        String words = null;
        for (int i = 0; i < traces.length; i++) {
            FitSweep sweep = sweeps.get(i);
            double[] recorded = TargetChoice.features(sweep).values(Feature.AP_HEIGHT);
            double[] model = TargetChoice.features(sweep, traces[i]).values(Feature.AP_HEIGHT);
            double difference = Math.abs(change(model) - change(recorded));
            if (difference > most) {
                most = difference;
                words = String.format(
                        Locale.ROOT,
                        "the heights of spikes go from %.0f to %.0f mV in %s, the cell's from %.0f to %.0f mV: the features"
                                + " compare their mean",
                        model[0],
                        model[model.length - 1],
                        sweep.label(),
                        recorded[0],
                        recorded[recorded.length - 1]);
            }
        }
        return Optional.ofNullable(words);
    }

    /** The change from the first to the last value; NaN if there are fewer than two. */
    private static double change(double[] values) {
        return values.length < 2 ? Double.NaN : values[values.length - 1] - values[0];
    }

    /** The sweeps without a spike of the cell in which the model has one. */
    private static Optional<String> silent(FittedModel model) {
        String sweeps = model.scores().stream()
                .filter(score -> score.target().feature() == Feature.SPIKE_COUNT
                        && score.target().mean() == 0
                        && score.model() > 0)
                .map(score -> Brief.count((long) score.model(), "spike") + " in " + score.sweep())
                .collect(Collectors.joining(", "));
        return sweeps.isEmpty() ? Optional.empty() : Optional.of("where the cell is silent the model has " + sweeps);
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

    /** The features that are beyond the limit of accepted models. */
    private static Map<Feature, List<FeatureScore>> failing(FittedModel model) {
        Map<Feature, List<FeatureScore>> failing = new TreeMap<>();
        for (FeatureScore score : model.scores()) {
            if (!(Math.abs(score.z()) <= FittedModel.ACCEPTED_Z)) {
                failing.computeIfAbsent(score.target().feature(), feature -> new ArrayList<>())
                        .add(score);
            }
        }
        return failing;
    }

    /** The features that fail most often, each with the number of its sweeps and the largest z there. */
    private static String words(Map<Feature, List<FeatureScore>> failing) {
        String words = failing.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .limit(MOST_FEATURES)
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s in %s, up to %.1f",
                        entry.getKey(),
                        Brief.count(entry.getValue().size(), "sweep"),
                        entry.getValue().stream()
                                .mapToDouble(score -> Math.abs(score.z()))
                                .max()
                                .orElse(0)))
                .collect(Collectors.joining("; "));
        int others = failing.size() - MOST_FEATURES;
        return "beyond 3 standard deviations: " + words
                + (others > 0 ? "; and " + Brief.count(others, "other feature") : "");
    }

    private static List<String> remedies(FeatureFitResult result, Set<Feature> failing) {
        FeatureFit settings = result.settings();
        List<String> remedies = new ArrayList<>();
        remedies.add(
                result.stop().equals(StopReason.NO_IMPROVEMENT.text())
                        ? "another seed"
                        : "a larger budget (a saved fit goes on where it ended) or another seed");
        boolean isFitted = result.free().stream().anyMatch(value -> value.path().equals(RecordingFacts.JUNCTION));
        if (settings.lowering() == 0 && !isFitted && !Collections.disjoint(failing, VOLTAGES)) {
            remedies.add("the liquid junction potential, which is not known here");
        }
        if (result.best().largest(SweepRole.FITTED) <= FittedModel.LIMIT_Z
                && !result.best().heldOutAgrees()) {
            remedies.add("more sweeps to fit, since the fitted ones agree");
        }
        if (settings.model().isPresent()) {
            remedies.add("wider bounds, another channel in the model, or the ladder of models");
        } else if (!Collections.disjoint(failing, BELOW_THRESHOLD)) {
            remedies.add("a model file with a current that opens below threshold, such as Ih");
        } else {
            remedies.add("a model file with another channel or a morphology");
        }
        return remedies;
    }

    private static Optional<String> bounds(FeatureFitResult result) {
        List<String> at = FeatureReport.values(result).stream()
                .filter(value -> !value.flag().isEmpty())
                .map(value -> String.format(
                        Locale.ROOT, "%s %s, %.4g %s", value.path(), value.flag(), value.value(), value.unit()))
                .toList();
        return at.isEmpty() ? Optional.empty() : Optional.of("parameters at a bound: " + String.join("; ", at));
    }
}
