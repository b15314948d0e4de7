package dev.huxley.fit.feature;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted model with its comparison to the recording, at the accuracy of the final check (float64, half the time step of
 * the search). Immutable.
 */
public final class FittedModel {
    /** The largest |z| of a fitted feature in an accepted model, and in one that is accepted with limits. */
    static final double ACCEPTED_Z = 3;

    static final double LIMIT_Z = 5;

    /** Of the held-out features, the largest mean |z|, and the smallest parts within the two limits. */
    private static final double HELD_OUT_MEAN = 2;

    private static final double HELD_OUT_WITHIN_ACCEPTED = 0.85;
    private static final double HELD_OUT_WITHIN_LIMIT = 0.95;

    private final String name;
    private final Map<String, Double> values;
    private final List<FeatureScore> scores;
    private final List<String> blocked;

    FittedModel(String name, Map<String, Double> values, List<FeatureScore> scores, List<String> blocked) {
        this.name = name;
        this.values = new LinkedHashMap<>(values);
        this.scores = List.copyOf(scores);
        this.blocked = List.copyOf(blocked);
    }

    /** The name of the model's description. */
    public String name() {
        return name;
    }

    /** The fitted values by path, in their own units. */
    public Map<String, Double> values() {
        return new LinkedHashMap<>(values);
    }

    /** All features of the fitted and the held-out sweeps. */
    public List<FeatureScore> scores() {
        return scores;
    }

    /** The features of the sweeps of one role. */
    public List<FeatureScore> scores(SweepRole role) {
        return scores.stream().filter(score -> score.role() == role).toList();
    }

    /** The sweeps in which the model goes into depolarization block and the cell does not. */
    public List<String> blockedSweeps() {
        return blocked;
    }

    /** The mean of z squared, linear beyond 10, over the sweeps of one role; NaN if there are none. */
    public double score(SweepRole role) {
        double[] z = z(role);
        return z.length == 0 ? Double.NaN : Score.of(z);
    }

    /** The mean of z squared, linear beyond 10, over all sweeps. */
    double score() {
        return Score.of(scores.stream().mapToDouble(FeatureScore::z).toArray());
    }

    /** The largest |z| in the sweeps of one role; NaN if there are none. */
    public double largest(SweepRole role) {
        double[] z = z(role);
        return z.length == 0 ? Double.NaN : Score.largest(z);
    }

    /** The mean |z| in the sweeps of one role; NaN if there are none. */
    public double meanSize(SweepRole role) {
        return Arrays.stream(z(role)).map(Math::abs).average().orElse(Double.NaN);
    }

    /** The part of the features of one role with |z| at most this; NaN if there are none. */
    public double partWithin(SweepRole role, double limit) {
        return Arrays.stream(z(role))
                .map(z -> Math.abs(z) <= limit ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** The feature that is farthest off in the sweeps of one role. */
    public Optional<FeatureScore> worst(SweepRole role) {
        return scores(role).stream().max((a, b) -> Double.compare(Math.abs(a.z()), Math.abs(b.z())));
    }

    /** The verdict. */
    public Grade grade() {
        double largest = largest(SweepRole.FITTED);
        if (!(largest <= LIMIT_Z) || !blocked.isEmpty() || !heldOutAgrees()) {
            return Grade.REJECTED;
        }
        return largest <= ACCEPTED_Z ? Grade.ACCEPTED : Grade.ACCEPTED_WITH_LIMITS;
    }

    /**
     * Tells whether the held-out sweeps are predicted: mean |z| at most 2, 85 % of the features within 3 and 95 % within 5
     * standard deviations. True if there are none.
     */
    public boolean heldOutAgrees() {
        return scores(SweepRole.HELD_OUT).isEmpty()
                || meanSize(SweepRole.HELD_OUT) <= HELD_OUT_MEAN
                        && partWithin(SweepRole.HELD_OUT, ACCEPTED_Z) >= HELD_OUT_WITHIN_ACCEPTED
                        && partWithin(SweepRole.HELD_OUT, LIMIT_Z) >= HELD_OUT_WITHIN_LIMIT;
    }

    private double[] z(SweepRole role) {
        return scores.stream()
                .filter(score -> score.role() == role)
                .mapToDouble(FeatureScore::z)
                .toArray();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "FittedModel[%s, %s, score %.3g fitted, %.3g held out, largest |z| %.2g and %.2g]",
                name,
                grade(),
                score(SweepRole.FITTED),
                score(SweepRole.HELD_OUT),
                largest(SweepRole.FITTED),
                largest(SweepRole.HELD_OUT));
    }
}
