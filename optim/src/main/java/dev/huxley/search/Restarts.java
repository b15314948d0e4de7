package dev.huxley.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * CMA-ES again and again: by turns a race of several runs and a run from the best point so far, so wide that it can leave
 * its valley.
 *
 * <p>The runs of a race begin each at the best of its own random points, and take turns. After {@value #HEAT} generations of
 * each, the worse half of them ends, until one is left, which goes on until it improves no more. A run alone ends in the
 * valley that it happens to begin in; its score after the first generations tells little of that at its end, and after
 * {@value #HEAT} enough to drop half (Jamieson and Talwalkar 2016, successive halving). Given points take part in the first
 * draws. A better point that another strategy found near the last run is injected into its population.
 */
final class Restarts implements Strategy {
    private static final double WIDE = 0.2;
    private static final double GIVEN = 0.1;
    private static final int HEAT = 30;

    private final Draws draws;
    private final int n;
    private final int population;
    private final boolean isSearching;
    private final int racers;
    private final List<Runner> runners = new ArrayList<>();
    private int race;
    private double offered = Double.POSITIVE_INFINITY;

    /** One run of a race. */
    private static final class Runner {
        private final int number;
        /** The run; null before its points are drawn. */
        private CmaEs search;
        /** The generations since half of the runs ended. */
        private int generations;

        Runner(int number) {
            this.number = number;
        }

        boolean isConverged() {
            return search != null && search.isConverged();
        }

        double score() {
            return search == null ? Double.POSITIVE_INFINITY : search.bestScore();
        }
    }

    /**
     * The restarts.
     *
     * @param racers the runs that race
     * @param isSearching whether to search; otherwise only random points are drawn, for descents to begin at
     */
    Restarts(Draws draws, int population, int racers, boolean isSearching) {
        this.draws = draws;
        n = draws.n();
        this.population = population;
        this.racers = isSearching ? racers : 1;
        this.isSearching = isSearching;
        begin();
    }

    private void begin() {
        runners.clear();
        for (int i = 0; i < racers; i++) {
            runners.add(new Runner(i));
        }
    }

    @Override
    public SearchMethod method() {
        return SearchMethod.CMA_ES;
    }

    /** The method with the number of the run whose turn it is. */
    @Override
    public String title() {
        return method().title() + " " + (isSearching ? stream(next()) + 1 : race + 1);
    }

    /** Tells whether the last run of a race does not improve any more. */
    boolean isStalled() {
        if (!isSearching) {
            return race > 0;
        }
        CmaEs search = runners.get(0).search;
        return runners.size() == 1 && search != null && search.isStalled();
    }

    @Override
    public boolean prepare(Archive archive) {
        if (runners.stream().allMatch(Runner::isConverged)) {
            race++;
            begin();
            if (race % 2 == 1 && !archive.entries().isEmpty()) {
                Runner only = new Runner(0);
                only.search = search(archive.entries().get(0).point(), WIDE, only);
                runners.clear();
                runners.add(only);
            }
            offered = archive.bestScore();
        }
        CmaEs search = runners.get(0).search;
        if (runners.size() == 1 && search != null && !archive.entries().isEmpty()) {
            Archive.Entry best = archive.entries().get(0);
            if (best.score() < Math.min(offered, search.bestScore()) && isNear(search, best.point())) {
                search.inject(best.point());
                offered = best.score();
            }
        }
        return true;
    }

    /** Tells whether a point lies within reach of a run, so that the injection does not end its search. */
    private boolean isNear(CmaEs search, double[] point) {
        double squares = 0;
        double[] normal = search.distribution().normal(SoftBounds.free(point));
        for (double each : normal) {
            squares += each * each;
        }
        return squares < 100.0 * n;
    }

    /** The run whose turn it is: of those that go on, the first of those with the fewest generations. */
    private Runner next() {
        return runners.stream()
                .filter(runner -> !runner.isConverged())
                .min(Comparator.comparingInt(runner -> runner.search == null ? -1 : runner.generations))
                .orElseThrow();
    }

    private CmaEs search(double[] start, double step, Runner runner) {
        return new CmaEs(start, step, population, draws.seed(), stream(runner));
    }

    /** The number of a run's stream of random numbers. */
    private int stream(Runner runner) {
        return race * racers + runner.number;
    }

    @Override
    public double[][] ask() {
        Runner runner = next();
        return runner.search == null ? draws.points(stream(runner), racers) : runner.search.ask();
    }

    @Override
    public void tell(double[][] points, Gradient[] results) {
        Evaluation[] evaluations =
                Arrays.stream(results).map(Gradient::evaluation).toArray(Evaluation[]::new);
        Runner runner = next();
        if (runner.search != null) {
            runner.search.tell(evaluations);
            runner.generations++;
            endHeat();
        } else if (isSearching) {
            int best = 0;
            for (int k = 1; k < points.length; k++) {
                if (evaluations[k].rank() < evaluations[best].rank()) {
                    best = k;
                }
            }
            double step = best < draws.given(stream(runner), racers).size() ? GIVEN : WIDE;
            runner.search = search(points[best], step, runner);
            offered = Double.POSITIVE_INFINITY;
        } else {
            race++;
        }
    }

    /** Ends the worse half of the runs when all have had their generations. */
    private void endHeat() {
        if (runners.size() == 1
                || !runners.stream().allMatch(runner -> runner.isConverged() || runner.generations >= HEAT)) {
            return;
        }
        runners.sort(Comparator.comparingDouble(Runner::score));
        runners.subList(runners.size() / 2, runners.size()).clear();
        runners.forEach(runner -> runner.generations = 0);
    }

    @Override
    public void save(StateWriter out) {
        out.put("race", race);
        out.put("offered", offered);
        out.put("numbers", runners.stream().mapToDouble(runner -> runner.number).toArray());
        out.put(
                "generations",
                runners.stream().mapToDouble(runner -> runner.generations).toArray());
        for (Runner runner : runners) {
            if (runner.search != null) {
                runner.search.save(out.under("runner" + runner.number));
            }
        }
    }

    @Override
    public void restore(StateReader in) {
        race = in.count("race", Integer.MAX_VALUE);
        offered = in.get("offered", 1)[0];
        double[] numbers = in.get("numbers");
        double[] generations = in.get("generations", numbers.length);
        if (numbers.length == 0) {
            throw new IllegalArgumentException("the state is of a search without a run of CMA-ES");
        }
        runners.clear();
        for (int i = 0; i < numbers.length; i++) {
            Runner runner = new Runner((int) numbers[i]);
            runner.generations = (int) generations[i];
            String name = "runner" + runner.number;
            if (in.has(name + ".mean")) {
                runner.search = search(new double[n], WIDE, runner);
                runner.search.restore(in.under(name));
            }
            runners.add(runner);
        }
    }
}
