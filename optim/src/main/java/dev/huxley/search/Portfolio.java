package dev.huxley.search;

import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A search by several methods ({@link SearchMethod}): CMA-ES with restarts, descents along gradients if the evaluator gives
 * them, and once CMA-ES does not improve any more, Levenberg-Marquardt from the best points. They get evaluations by the
 * improvement they bring, and what one finds is told to the others. {@link #step} evaluates one batch, so that the caller
 * may save the state, or do anything else, in between.
 *
 * <pre>{@code
 * Portfolio search = Portfolio.of(space, evaluator).seed(1).evaluations(60_000).build();
 * while (search.stopReason().isEmpty()) {
 *     SearchProgress progress = search.step();
 * }
 * double[] values = space.physical(search.best().point());
 * }</pre>
 *
 * <p>With the same options, seed and evaluator every search takes the same way, bit for bit, unless time ends it; and so
 * does one that was saved by {@link #state}, built anew and restored. A search that ended by its budget goes on when it is
 * restored with a larger one.
 */
public final class Portfolio {
    private static final double HALF_LIFE_BATCHES = 30;
    private static final int GRADIENT_SEATS = 4;
    /** The parts of the bounds by which points differ. */
    private static final double DIFFERENCE = 0.02;

    private static final double LARGE_DIFFERENCE = 0.1;

    /** A point that the search found. */
    public record Found(double[] point, Evaluation result) {
        @Override
        public String toString() {
            return "Found[" + result + "]";
        }
    }

    private final PortfolioOptions options;
    private final int n;
    private final List<Strategy> strategies = new ArrayList<>();
    private final Archive archive = new Archive(DIFFERENCE);
    private final Archive different = new Archive(LARGE_DIFFERENCE);
    private final Restarts restarts;
    private final Shares shares;
    private final long began = System.nanoTime();
    private double secondsBefore;
    private long evaluations;
    private double milestone = Double.POSITIVE_INFINITY;
    private long milestoneAt;
    /** The strategy whose batch is being evaluated, -1 between batches. */
    private int active = -1;

    private double before;
    private final Arrivals arrived;
    private SearchProgress last;

    Portfolio(PortfolioOptions options) {
        this.options = options;
        n = options.space.size();
        arrived = new Arrivals(options.evaluator);
        Draws draws = new Draws(n, options.draws, options.seed, List.copyOf(options.starts));
        restarts = new Restarts(
                draws, options.population, options.racers(), options.methods.contains(SearchMethod.CMA_ES));
        strategies.add(restarts);
        for (SearchMethod method : options.methods) {
            switch (method) {
                case L_BFGS -> strategies.add(new GradientDescents(n, GRADIENT_SEATS, method, Lbfgs::new));
                case ADAM -> strategies.add(new GradientDescents(n, GRADIENT_SEATS, method, AdamDescent::new));
                case LEVENBERG_MARQUARDT -> strategies.add(new Polish(
                        n, Math.max(1, options.population / (n + 1)), options.evaluator instanceof GradientEvaluator));
                case CMA_ES -> {} // the first
            }
        }
        shares = new Shares(strategies.stream().map(Strategy::method).toList(), HALF_LIFE_BATCHES * options.population);
    }

    /** The options of a search of this space for the smallest score. */
    public static PortfolioOptions of(SearchSpace space, Evaluator evaluator) {
        return new PortfolioOptions(space, evaluator);
    }

    /** The reason for which the search is to end now, if there is one. */
    public Optional<StopReason> stopReason() {
        if (archive.bestScore() <= options.score) {
            return Optional.of(StopReason.SCORE_REACHED);
        }
        if (evaluations >= options.evaluations) {
            return Optional.of(StopReason.EVALUATIONS);
        }
        if (seconds() >= 60 * options.minutes) {
            return Optional.of(StopReason.MINUTES);
        }
        if (evaluations - milestoneAt >= options.patience) {
            return Optional.of(StopReason.NO_IMPROVEMENT);
        }
        return options.stopRequested.getAsBoolean() ? Optional.of(StopReason.REQUESTED) : Optional.empty();
    }

    /** Steps until there is a reason to stop. */
    public SearchProgress run() {
        while (stopReason().isEmpty()) {
            step();
        }
        return progress();
    }

    /** Evaluates one batch of candidates, at most as many as a generation has. */
    public SearchProgress step() {
        return step(Integer.MAX_VALUE);
    }

    /**
     * Evaluates one batch of at most so many candidates, for a caller whose time is short. A generation may take several
     * batches; the search takes the same way, bit for bit, however it is divided.
     *
     * @param largest the most candidates, at least 1; a gradient counts as its cost
     */
    public SearchProgress step(int largest) {
        if (largest < 1) {
            throw new IllegalArgumentException("a batch has at least one candidate, not " + largest);
        }
        if (active < 0) {
            choose();
        }
        Strategy strategy = strategies.get(active);
        String title = strategy.title();
        double[][] points = strategy.ask();
        boolean gradients = strategy.needsGradients();
        double cost = gradients ? ((GradientEvaluator) options.evaluator).cost() : 1;
        int from = arrived.size();
        int most = (int) Math.ceil(Math.min(Math.min(largest, options.population), Math.max(1, left())) / cost);
        double[][] batch = Arrays.copyOfRange(points, from, Math.min(points.length, from + most));
        double batchScore = Double.POSITIVE_INFINITY;
        Gradient[] results = arrived.evaluate(batch, gradients);
        for (int k = 0; k < batch.length; k++) {
            archive.add(batch[k], results[k].evaluation());
            different.add(batch[k], results[k].evaluation());
            batchScore = Math.min(batchScore, results[k].evaluation().rank());
        }
        evaluations += (long) Math.ceil(cost * batch.length);
        if (archive.bestScore() < milestone * 0.99 || milestone == Double.POSITIVE_INFINITY) {
            milestone = archive.bestScore();
            milestoneAt = evaluations;
        }
        if (arrived.size() == points.length) {
            strategy.tell(points, arrived.take());
            shares.note(active, cost * points.length, before, archive.bestScore());
            active = -1;
        }
        last = progressOf(title, batchScore);
        return last;
    }

    private long left() {
        return options.evaluations - evaluations;
    }

    private void choose() {
        boolean[] ready = new boolean[strategies.size()];
        for (int i = 0; i < ready.length; i++) {
            ready[i] = strategies.get(i).prepare(archive);
        }
        // The last evaluations polish the best points. Before, Levenberg-Marquardt waits until CMA-ES does not improve
        // any
        // more: from its rough first points it improves faster, and ends in a poor valley, while CMA-ES would go past.
        int polish = strategies.size() - 1;
        boolean hasPolish = strategies.get(polish) instanceof Polish;
        boolean isLast = left() < Math.min(options.evaluations / 10, 40L * options.population);
        if (hasPolish && ready[polish] && isLast) {
            active = polish;
        } else {
            ready[polish] &= !hasPolish || restarts.isStalled();
            active = next(ready);
        }
        before = archive.bestScore();
    }

    /** The next strategy: the one that is behind its share; random points are drawn only if descents need them. */
    private int next(boolean[] ready) {
        boolean others = false;
        for (int i = 1; i < ready.length; i++) {
            others |= ready[i];
        }
        ready[0] &= options.methods.contains(SearchMethod.CMA_ES) || !others;
        return shares.next(ready);
    }

    private double seconds() {
        return secondsBefore + (System.nanoTime() - began) * 1e-9;
    }

    /** The candidates evaluated so far. */
    public long evaluations() {
        return evaluations;
    }

    /** The progress after the last batch. */
    public SearchProgress progress() {
        return last == null
                ? progressOf("none", Double.POSITIVE_INFINITY)
                : progressOf(last.strategy(), last.batchScore());
    }

    private SearchProgress progressOf(String strategy, double batchScore) {
        double[] point = archive.entries().isEmpty() ? new double[0] : best().point();
        return new SearchProgress(
                evaluations, seconds(), archive.bestScore(), point, strategy, batchScore, stopReason());
    }

    /**
     * The best point so far.
     *
     * @throws IllegalStateException if no candidate succeeded
     */
    public Found best() {
        if (archive.entries().isEmpty()) {
            throw new IllegalStateException("none of " + Brief.count(evaluations, "candidate")
                    + " succeeded; look at one of them: are the bounds of the parameters possible?");
        }
        return best(1).get(0);
    }

    /** The best points so far that differ by more than 2 % of the bounds in some parameter, the best first. */
    public List<Found> best(int count) {
        return found(archive, count);
    }

    /**
     * The best points so far that differ by more than 10 % of the bounds in some parameter, the best first: of all valleys
     * that were searched, not only of the last one.
     */
    public List<Found> different(int count) {
        return found(different, count);
    }

    private static List<Found> found(Archive archive, int count) {
        return archive.entries().stream()
                .limit(count)
                .map(entry -> new Found(entry.point().clone(), entry.result()))
                .toList();
    }

    /** The state between two steps. */
    public SearchState state() {
        StateWriter out = new StateWriter();
        out.put("seed", options.seed >>> 32, options.seed & 0xFFFFFFFFL);
        out.put("progress", evaluations, milestone, milestoneAt, active, before);
        out.put("seconds", seconds());
        arrived.save(out.under("arrived"));
        archive.save(out.under("archive"));
        different.save(out.under("different"));
        shares.save(out.under("shares"));
        for (Strategy strategy : strategies) {
            strategy.save(out.under(strategy.method().title()));
        }
        return new SearchState(options.space.names(), out.columns());
    }

    /**
     * Goes on from a state that was saved by a search with the same options, but for the budgets.
     *
     * @throws IllegalArgumentException if it is the state of a search with other parameters, seed or options
     */
    public Portfolio restore(SearchState state) {
        if (!state.parameters().equals(options.space.names())) {
            throw new IllegalArgumentException("the state is of a search for " + state.parameters()
                    + ", this one is for " + options.space.names() + "; resume with the model that it was begun with");
        }
        StateReader in = new StateReader(state);
        double[] seed = in.get("seed", 2);
        if (((long) seed[0] << 32 | (long) seed[1]) != options.seed) {
            throw new IllegalArgumentException("the state is of a search with the seed "
                    + ((long) seed[0] << 32 | (long) seed[1]) + ", this one has " + options.seed);
        }
        double[] progress = in.get("progress", 5);
        evaluations = (long) progress[0];
        milestone = progress[1];
        milestoneAt = (long) progress[2];
        active = (int) progress[3];
        if (active < -1 || active >= strategies.size()) {
            throw new IllegalArgumentException("the state is of a search with other methods than " + options.methods);
        }
        before = progress[4];
        secondsBefore = in.get("seconds", 1)[0];
        arrived.restore(in.under("arrived"));
        archive.restore(in.under("archive"), n);
        different.restore(in.under("different"), n);
        shares.restore(in.under("shares"));
        for (Strategy strategy : strategies) {
            strategy.restore(in.under(strategy.method().title()));
        }
        return this;
    }

    @Override
    public String toString() {
        return "Portfolio[" + Brief.count(evaluations, "evaluation") + ", best score " + archive.bestScore() + "]";
    }
}
