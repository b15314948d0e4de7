package dev.huxley.search;

import java.util.Arrays;

/**
 * CMA-ES again and again: from the best of random points, and every other time from the best point so far, so wide that the
 * run can leave its valley. Given points take part in the first draw. A better point that another strategy found near the
 * present run is injected into its population.
 */
final class Restarts implements Strategy {
    private static final double WIDE = 0.2;
    private static final double GIVEN = 0.1;

    private final Draws draws;
    private final int n;
    private final int population;
    private final boolean isSearching;
    private int run;
    private CmaEs present;
    private double offered = Double.POSITIVE_INFINITY;

    /**
     * The restarts.
     *
     * @param isSearching whether to search; otherwise only random points are drawn, for descents to begin at
     */
    Restarts(Draws draws, int population, boolean isSearching) {
        this.draws = draws;
        n = draws.n();
        this.population = population;
        this.isSearching = isSearching;
    }

    @Override
    public SearchMethod method() {
        return SearchMethod.CMA_ES;
    }

    @Override
    public String title() {
        return method().title() + " " + (run + 1);
    }

    /** Tells whether the present run does not improve any more. */
    boolean isStalled() {
        return isSearching ? present != null && present.isStalled() : run > 0;
    }

    @Override
    public boolean prepare(Archive archive) {
        if (present != null && present.isConverged()) {
            run++;
            boolean isKick = run % 2 == 1 && !archive.entries().isEmpty();
            present = isKick ? new CmaEs(archive.entries().get(0).point(), WIDE, population, draws.seed(), run) : null;
            offered = archive.bestScore();
        }
        if (present != null && !archive.entries().isEmpty()) {
            Archive.Entry best = archive.entries().get(0);
            if (best.score() < Math.min(offered, present.bestScore()) && isNear(best.point())) {
                present.inject(best.point());
                offered = best.score();
            }
        }
        return true;
    }

    /** Tells whether a point lies within reach of the present run, so that the injection does not end its search. */
    private boolean isNear(double[] point) {
        double squares = 0;
        double[] normal = present.distribution().normal(SoftBounds.free(point));
        for (double each : normal) {
            squares += each * each;
        }
        return squares < 100.0 * n;
    }

    @Override
    public double[][] ask() {
        if (present != null) {
            return present.ask();
        }
        return draws.points(run);
    }

    @Override
    public void tell(double[][] points, Gradient[] results) {
        Evaluation[] evaluations =
                Arrays.stream(results).map(Gradient::evaluation).toArray(Evaluation[]::new);
        if (present != null) {
            present.tell(evaluations);
            return;
        }
        if (!isSearching) {
            run++;
            return;
        }
        int best = 0;
        for (int k = 1; k < points.length; k++) {
            if (evaluations[k].rank() < evaluations[best].rank()) {
                best = k;
            }
        }
        double step = run == 0 && best < draws.given().size() ? GIVEN : WIDE;
        present = new CmaEs(points[best], step, population, draws.seed(), run);
        offered = Double.POSITIVE_INFINITY;
    }

    @Override
    public void save(StateWriter out) {
        out.put("run", run);
        out.put("offered", offered);
        if (present != null) {
            present.save(out.under("present"));
        }
    }

    @Override
    public void restore(StateReader in) {
        run = in.count("run", Integer.MAX_VALUE);
        offered = in.get("offered", 1)[0];
        present = null;
        if (in.has("present.mean")) {
            double[] any = new double[n];
            present = new CmaEs(any, WIDE, population, draws.seed(), run);
            present.restore(in.under("present"));
        }
    }
}
