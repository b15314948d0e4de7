package dev.huxley.fit.feature;

import dev.huxley.feature.Feature;
import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.FreeValue;
import dev.huxley.fit.feature.CandidateEvaluator.Accuracy;
import dev.huxley.fit.feature.FeatureFitProgress.SpikeCount;
import dev.huxley.search.Portfolio;
import dev.huxley.search.SearchProgress;
import dev.huxley.search.SearchSpace;
import dev.huxley.search.SearchSpace.Axis;
import dev.huxley.search.SearchState;
import dev.huxley.search.StopReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The search for the free values of one model, on the fitted sweeps. */
final class RungSearch implements AutoCloseable {
    /** Candidates of a generation: enough for the threads, few enough to adapt quickly. */
    private static final int SMALL_POPULATION = 64;

    /**
     * From so many compartments on a candidate is costly. Then a generation is as small as least squares steps allow, and one
     * run of CMA-ES begins at the best of the points that are given.
     */
    private static final int COSTLY = 64;

    private static final int VECTOR = 16;

    private static final int LARGE_POPULATION = 96;
    private static final int SMALL_MODEL = 22;

    /** Counting spikes for the progress takes at most one part of the time in so many. */
    private static final int COUNTING_PART = 20;

    private final DescribedModel model;
    private final SearchSpace space;
    private final List<FitSweep> sweeps;
    /** Compares single candidates on this machine. */
    private final CandidateEvaluator evaluator;

    /** Scores generations; the same object if they are scored on this machine. */
    private final CandidateScoring.Scorer scorer;

    private final Portfolio portfolio;
    private double[] counted;
    private List<SpikeCount> counts;
    private long countedAt;
    private long counting;

    /**
     * @param starts points to begin with, beside random ones
     * @param expected the evaluations that the search can be expected to get
     * @param targetScore the score at which the search ends
     * @param scoring the place where generations are scored; empty for this machine
     */
    RungSearch(
            DescribedModel model,
            List<FitSweep> sweeps,
            StartPoints starts,
            long seed,
            long expected,
            double targetScore,
            String engine,
            Optional<CandidateScoring> scoring) {
        this.model = model;
        this.sweeps = List.copyOf(sweeps);
        space = spaceOf(model);
        evaluator = new CandidateEvaluator(model, space, sweeps, new FeatureComparison(), Accuracy.SEARCH, engine);
        scorer = scoring.isEmpty() ? evaluator : scoring.get().open(FeatureJob.of(model.description(), sweeps, engine));
        int population = population(model);
        portfolio = Portfolio.of(space, scorer)
                .seed(seed)
                .population(population)
                .expecting(isCostly(model) ? 1 : expected)
                .scoreToReach(targetScore)
                .draws(isCostly(model) ? population : starts.draws(population))
                .starts(starts.points(model, space, population, seed))
                .build();
    }

    private static int population(DescribedModel model) {
        int values = model.free().size();
        int usual = values <= SMALL_MODEL ? SMALL_POPULATION : LARGE_POPULATION;
        // 60 % of a generation, and eight more points than values, make a linear model.
        int least = (int) Math.ceil((values + 8) / 0.6 / VECTOR) * VECTOR;
        return isCostly(model) ? Math.min(usual, least) : usual;
    }

    private static boolean isCostly(DescribedModel model) {
        return model.cell().structure().compartments() >= COSTLY;
    }

    /** The free values of a model as the axes of a search. */
    static SearchSpace spaceOf(DescribedModel model) {
        List<Axis> axes = new ArrayList<>();
        for (FreeValue value : model.free()) {
            axes.add(new Axis(value.path(), value.lower(), value.upper(), value.logarithmic()));
        }
        return SearchSpace.of(axes);
    }

    /** The fitted model of a point, at the accuracy of the search. */
    FittedModel check(double[] point) {
        return new ModelCheck(this, sweeps, evaluator).of(point);
    }

    /** The name of the model. */
    String name() {
        return model.description().name();
    }

    DescribedModel model() {
        return model;
    }

    SearchSpace space() {
        return space;
    }

    /** Evaluates a batch of at most so many candidates. */
    SearchProgress step(int largest) {
        return portfolio.step(largest);
    }

    boolean isEnded() {
        return portfolio.stopReason().isPresent();
    }

    long evaluations() {
        return portfolio.evaluations();
    }

    /** The reason for which the search has ended, in words. */
    String stopReason() {
        return portfolio.stopReason().map(StopReason::text).orElse("");
    }

    /** The best points that differ, the best first; none if every candidate failed. */
    List<Portfolio.Found> best(int count) {
        return portfolio.best(count);
    }

    /** The best points that differ widely, the best first. */
    List<Portfolio.Found> different(int count) {
        return portfolio.different(count);
    }

    SearchState state() {
        return portfolio.state();
    }

    void restore(SearchState state) {
        portfolio.restore(state);
    }

    /** The values of a point by path. */
    Map<String, Double> values(double[] point) {
        return model.byPath(space.physical(point));
    }

    /**
     * The spikes of a point and of the recording in each fitted sweep. Counting simulates them again: where that takes long,
     * those of the point before are given for a while.
     */
    List<SpikeCount> spikes(double[] point) {
        long start = System.nanoTime();
        if (!Arrays.equals(point, counted) && (counts == null || start - countedAt >= COUNTING_PART * counting)) {
            counted = point.clone();
            counts = check(point).scores(SweepRole.FITTED).stream()
                    .filter(score -> score.target().feature() == Feature.SPIKE_COUNT)
                    .map(score -> new SpikeCount(
                            (int) score.model(), (int) Math.round(score.target().mean())))
                    .toList();
            countedAt = System.nanoTime();
            counting = countedAt - start;
        }
        return counts;
    }

    @Override
    public void close() {
        scorer.close();
        evaluator.close();
    }
}
