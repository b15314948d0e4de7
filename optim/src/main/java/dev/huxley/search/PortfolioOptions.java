package dev.huxley.search;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The options of a portfolio, collected step by step; {@link Portfolio#of} begins, {@link #build} ends. */
public final class PortfolioOptions {
    private static final int MOST_RACERS = 6;
    /** The generations that a race needs for each of its runs, until its last one improves no more. */
    private static final long GENERATIONS_OF_A_RACER = 70;

    final SearchSpace space;
    final Evaluator evaluator;
    final List<double[]> starts = new ArrayList<>();
    long seed = 1;
    int population;
    int draws = 512;
    private long expected;
    long evaluations = Long.MAX_VALUE;
    double minutes = Double.POSITIVE_INFINITY;
    double score = Double.NEGATIVE_INFINITY;
    long patience = Long.MAX_VALUE;
    Set<SearchMethod> methods = EnumSet.allOf(SearchMethod.class);
    BooleanSupplier stopRequested = () -> false;

    PortfolioOptions(SearchSpace space, Evaluator evaluator) {
        this.space = space;
        this.evaluator = evaluator;
        population = Math.min(128, 32 + 8 * space.size());
        if (!(evaluator instanceof GradientEvaluator)) {
            methods.removeIf(SearchMethod::needsGradients);
        }
    }

    /** Sets the seed of the random numbers; 1 unless set. */
    public PortfolioOptions seed(long value) {
        seed = value;
        return this;
    }

    /** Sets the candidates of a generation and of a batch; 128 unless set, fewer below 12 parameters. */
    public PortfolioOptions population(int count) {
        population = positive(count, "candidates of a generation", 8);
        return this;
    }

    /** Sets the random points from whose best the runs of a race begin; 512 for all of them together unless set. */
    public PortfolioOptions draws(int count) {
        draws = positive(count, "random points of a restart", 1);
        return this;
    }

    /** Ends the search after this many evaluations. A search with this budget alone is repeatable bit for bit. */
    public PortfolioOptions evaluations(long count) {
        evaluations = count;
        return this;
    }

    /**
     * Sets the evaluations to plan for, where they are not the budget: they decide how many runs of CMA-ES race. Unless set,
     * they are the budget.
     */
    public PortfolioOptions expecting(long count) {
        expected = positive((int) Math.min(Integer.MAX_VALUE, count), "evaluations to plan for", 1);
        return this;
    }

    /** The runs of CMA-ES that race: as many as can be expected to end, one of a small budget. */
    int racers() {
        long count = expected > 0 ? expected : evaluations;
        return (int) Math.max(1, Math.min(MOST_RACERS, count / (GENERATIONS_OF_A_RACER * population)));
    }

    /** Ends the search after this time, earlier parts of a resumed search included. */
    public PortfolioOptions minutes(double count) {
        minutes = count;
        return this;
    }

    /** Ends the search at this score or below. */
    public PortfolioOptions scoreToReach(double value) {
        score = value;
        return this;
    }

    /** Ends the search when the best score has not fallen by 1 % within this many evaluations. */
    public PortfolioOptions patience(long count) {
        patience = count;
        return this;
    }

    /** Ends the search before the next batch once this returns true. */
    public PortfolioOptions stopWhen(BooleanSupplier requested) {
        stopRequested = requested;
        return this;
    }

    /**
     * Sets the methods; all that the evaluator allows unless set. Without {@link SearchMethod#CMA_ES} descents begin at the
     * best of random points.
     *
     * @throws IllegalArgumentException if a method needs gradients that the evaluator does not give
     */
    public PortfolioOptions methods(SearchMethod first, SearchMethod... others) {
        methods = EnumSet.of(first, others);
        for (SearchMethod method : methods) {
            if (method.needsGradients() && !(evaluator instanceof GradientEvaluator)) {
                throw new IllegalArgumentException(
                        method.title() + " needs a GradientEvaluator; this evaluator gives scores only");
            }
        }
        return this;
    }

    /** Adds points of the unit cube to begin with, such as the best of a smaller model. */
    public PortfolioOptions starts(List<double[]> points) {
        for (double[] point : points) {
            space.physical(point); // checks the size
            starts.add(point.clone());
        }
        return this;
    }

    /** The portfolio, at its beginning. */
    public Portfolio build() {
        return new Portfolio(this);
    }

    @Override
    public String toString() {
        return "PortfolioOptions[" + space + ", seed " + seed + ", population " + population + "]";
    }

    private static int positive(int count, String what, int least) {
        if (count < least) {
            throw new IllegalArgumentException("a search needs at least " + least + " " + what + ", not " + count);
        }
        return count;
    }
}
