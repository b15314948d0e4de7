package dev.huxley.search;

import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One run of CMA-ES in the unit cube: {@link #ask} gives a generation of points, {@link #tell} takes their scores. It uses
 * the order of the scores, so that jumps, plateaus and failed candidates do not disturb it. The method is Hansen's (The CMA
 * Evolution Strategy: A Tutorial, 2016) with negative weights; points from elsewhere take part as in Hansen, Injecting
 * External Solutions Into CMA-ES (2011). Evaluations with residuals bring some such points themselves: the least squares
 * steps of a linear model of the generation.
 *
 * <pre>{@code
 * CmaEs search = new CmaEs(start, 0.2, 128, 1, 0);
 * while (!search.isConverged()) {
 *     search.tell(evaluator.evaluate(search.ask()));
 * }
 * }</pre>
 */
public final class CmaEs {
    private static final double NARROW = 1e-7;
    private static final double ELONGATED = 1e7;
    private static final double PROGRESS = 0.01;
    private static final int MOST_INJECTED = 64;
    private static final int STALLED = 8;

    private final int n;
    private final int population;
    private final long seed;
    private final long run;
    private final CmaDistribution distribution;
    private final List<double[]> injected = new ArrayList<>();
    private double best = Double.POSITIVE_INFINITY;
    private double milestone = Double.POSITIVE_INFINITY;
    private int sinceMilestone;

    /**
     * A run.
     *
     * @param start the first mean, a point of the unit cube
     * @param step the first standard deviation of each coordinate, 0.2 for a wide search
     * @param population the candidates of a generation, at least 4
     * @param seed the seed of the random numbers
     * @param run a number that distinguishes runs of the same seed
     */
    public CmaEs(double[] start, double step, int population, long seed, long run) {
        if (population < 4 || !(step > 0) || !(step <= 1) || start.length == 0) {
            throw new IllegalArgumentException("CMA-ES needs a start, a step within (0, 1] and a population of at least"
                    + " 4, not " + Brief.count(start.length, "coordinate") + ", " + step + " and " + population);
        }
        n = start.length;
        this.population = population;
        this.seed = seed;
        this.run = run;
        distribution = new CmaDistribution(SoftBounds.free(start), step, CmaConstants.of(n, population));
    }

    /** The points of the present generation; the same ones until their scores are told. */
    public double[][] ask() {
        double[][] points = new double[population][];
        double[][] free = sample();
        for (int k = 0; k < population; k++) {
            points[k] = SoftBounds.bounded(free[k]);
        }
        return points;
    }

    private double[][] sample() {
        CounterRandom random = new CounterRandom(seed, run, distribution.generation());
        double[][] free = new double[population][];
        for (int k = 0; k < population; k++) {
            free[k] = distribution.point(random.normal(n));
        }
        for (int k = 0; k < injected.size(); k++) {
            free[population - 1 - k] = SoftBounds.free(injected.get(k));
        }
        return free;
    }

    /**
     * Takes the results of the points that {@link #ask} gave, in their order.
     *
     * @throws IllegalArgumentException if there are not as many
     */
    public void tell(Evaluation[] evaluations) {
        if (evaluations.length != population) {
            throw new IllegalArgumentException("a generation has " + population + " candidates, but "
                    + Brief.count(evaluations.length, "result") + " came");
        }
        double[][] free = sample();
        double longest = Math.sqrt(n) + 2.0 * n / (n + 2);
        for (int k = 0; k < injected.size(); k++) {
            free[population - 1 - k] = shortened(free[population - 1 - k], longest);
        }
        injected.clear();
        Integer[] order = new Integer[population];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, Comparator.comparingDouble(k -> evaluations[k].rank()));
        double[][] ranked = new double[population][];
        Arrays.setAll(ranked, k -> free[order[k]]);
        distribution.update(ranked);
        for (double[] point : PopulationStep.propose(distribution, free, evaluations)) {
            inject(SoftBounds.bounded(point));
        }
        distribution.reflect();
        best = Math.min(best, evaluations[order[0]].rank());
        sinceMilestone++;
        if (best < milestone - PROGRESS * Math.abs(milestone) || milestone == Double.POSITIVE_INFINITY) {
            milestone = best;
            sinceMilestone = 0;
        }
    }

    /** The point on the way from the mean at this distance, in standard deviations; the point itself if it is nearer. */
    private double[] shortened(double[] free, double longest) {
        double squares = 0;
        for (double each : distribution.normal(free)) {
            squares += each * each;
        }
        double factor = Math.min(1, longest / Math.sqrt(squares));
        double[] mean = distribution.mean();
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            result[i] = mean[i] + factor * (free[i] - mean[i]);
        }
        return result;
    }

    /** Makes a point that was found elsewhere a candidate of the present generation, before it is asked for. */
    public void inject(double[] point) {
        if (injected.size() < Math.min(MOST_INJECTED, population / 4)) {
            injected.add(point.clone());
        }
    }

    /** The number of generations told. */
    public int generation() {
        return distribution.generation();
    }

    /** The best score of this run, infinite before the first generation. */
    public double bestScore() {
        return best;
    }

    /** The mean of the distribution, a point of the unit cube. */
    public double[] mean() {
        return SoftBounds.bounded(distribution.mean());
    }

    /** The largest standard deviation of the distribution. */
    public double width() {
        return distribution.width();
    }

    /**
     * Tells whether the run has nothing more to give: the distribution is narrower than 1e-7 or ten million times longer than
     * wide, or the best score did not fall by 1 % within 25 + n generations.
     */
    public boolean isConverged() {
        return distribution.width() < NARROW || distribution.elongation() > ELONGATED || sinceMilestone > 25 + n;
    }

    /** Tells whether the best score has not fallen by 1 % within some generations: the run may have nothing more to give. */
    boolean isStalled() {
        return sinceMilestone >= STALLED || isConverged();
    }

    CmaDistribution distribution() {
        return distribution;
    }

    void save(StateWriter out) {
        distribution.save(out);
        out.put("scores", best, milestone, sinceMilestone);
        out.put("injected", injected.toArray(new double[0][]));
    }

    void restore(StateReader in) {
        distribution.restore(in);
        double[] scores = in.get("scores", 3);
        best = scores[0];
        milestone = scores[1];
        sinceMilestone = (int) scores[2];
        injected.clear();
        int count = in.get("injected").length / n;
        injected.addAll(List.of(in.get("injected", count, n)));
    }

    @Override
    public String toString() {
        return "CmaEs[generation " + generation() + ", best score " + best + ", width " + width() + "]";
    }
}
