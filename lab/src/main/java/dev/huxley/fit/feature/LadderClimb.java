package dev.huxley.fit.feature;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Rung;
import dev.huxley.search.Portfolio;
import dev.huxley.search.SearchProgress;
import dev.huxley.search.SearchState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The search over a ladder of models, one batch of candidates at a time. Every rung begins at the best point of the best
 * model that it contains, gets its share of the budget, and is judged on the held-out sweeps; when the climb is over, the
 * best rung goes on with what is left. A single model is a ladder of one rung.
 *
 * <p>Everything follows from the seed and the numbers of evaluations, so that a climb can be repeated, and resumed from a
 * saved state, bit by bit.
 */
final class LadderClimb implements AutoCloseable {
    private final FeatureFit settings;
    private final List<Rung> rungs;
    private final List<DescribedModel> models;
    private final List<FitSweep> sweeps;
    private final LadderPolicy policy;
    private final List<RungOutcome> outcomes = new ArrayList<>();
    private final List<SearchState> states = new ArrayList<>();
    private final List<Map<String, Double>> found = new ArrayList<>();
    private final SearchHistory history = new SearchHistory();
    private int rung;
    private boolean isClimbing;
    private RungSearch search;
    private long before;

    /**
     * @param rungs the rungs, smallest first; of a single model one
     * @param models their models
     */
    LadderClimb(FeatureFit settings, List<Rung> rungs, List<DescribedModel> models, List<FitSweep> sweeps) {
        this.settings = settings;
        this.rungs = rungs;
        this.models = models;
        this.sweeps = List.copyOf(sweeps);
        policy = new LadderPolicy(
                settings.evaluations(),
                models.stream().map(model -> model.free().size()).toList(),
                full(rungs));
        isClimbing = rungs.size() > 1;
        search = searchOf(0);
    }

    /** The number of the last rung that contains all before it and is contained in all behind it. */
    private static int full(List<Rung> rungs) {
        int full = rungs.size() - 1;
        while (full > 0 && !isFull(rungs, full)) {
            full--;
        }
        return full;
    }

    private static boolean isFull(List<Rung> rungs, int number) {
        Rung rung = rungs.get(number);
        return rungs.subList(0, number).stream().allMatch(rung::contains)
                && rungs.subList(number + 1, rungs.size()).stream().allMatch(larger -> larger.contains(rung));
    }

    private RungSearch searchOf(int number) {
        // The seeds of the rungs differ, so that no two draw the same random points.
        long seed = settings.seed() * 1_000 + number;
        return new RungSearch(
                models.get(number),
                sweeps,
                settings.model().isPresent() ? StartPoints.ofModel() : StartPoints.of(start(number)),
                seed,
                policy.expected(number),
                Math.pow(settings.targetZ(), 2) / 10,
                settings.engine(),
                settings.scoring());
    }

    /** The values at which a rung begins: those of the best model that it contains; none if it contains none. */
    private Map<String, Double> start(int number) {
        int best = -1;
        for (int i = 0; i < Math.min(number, found.size()); i++) {
            boolean isBetter = best < 0
                    || outcomes.get(i).fittedScore() < outcomes.get(best).fittedScore();
            if (isBetter && !found.get(i).isEmpty() && rungs.get(number).contains(rungs.get(i))) {
                best = i;
            }
        }
        return best < 0 ? Map.of() : rungs.get(number).nestedStart(found.get(best));
    }

    /** Tells whether the budget of evaluations is used up or nothing more is to be gained. */
    boolean isDone() {
        return evaluations() >= settings.evaluations() || !isClimbing && search.isEnded();
    }

    /** Evaluates one batch of at most so many candidates. */
    SearchProgress step(int largest) {
        SearchProgress progress = search.step(largest);
        history.add(new SearchHistory.Entry(
                evaluations(), progress.bestScore(), progress.batchScore(), search.name(), progress.strategy()));
        if (isClimbing && (search.isEnded() || search.evaluations() >= policy.share(rung, before))) {
            climb();
        }
        return progress;
    }

    private void climb() {
        List<Portfolio.Found> best = search.best(1);
        // What simulates comes first: if it is interrupted, nothing has changed yet.
        RungOutcome outcome = outcome();
        Grade grade = best.isEmpty()
                ? Grade.REJECTED
                : search.check(best.get(0).point()).grade();
        outcomes.add(outcome);
        states.add(search.state());
        found.add(best.isEmpty() ? Map.of() : search.values(best.get(0).point()));
        before += search.evaluations();
        if (policy.isOver(outcomes, grade)) {
            isClimbing = false;
            goTo(LadderPolicy.best(outcomes));
            search.restore(states.get(rung));
            before -= search.evaluations();
        } else {
            goTo(rung + 1);
        }
    }

    /**
     * Goes to the best rung if the end of the fit came during the climb. The climb has ended then; its state has to be taken
     * before.
     */
    void settle() {
        if (!isClimbing || outcomes.isEmpty()) {
            return;
        }
        List<RungOutcome> all = new ArrayList<>(outcomes);
        if (!search.best(1).isEmpty()) {
            all.add(outcome());
        }
        int best = LadderPolicy.best(all);
        if (best < outcomes.size()) {
            long evaluations = evaluations();
            goTo(best);
            search.restore(states.get(best));
            before = evaluations - search.evaluations();
        }
        isClimbing = false;
    }

    private void goTo(int number) {
        search.close();
        rung = number;
        search = searchOf(number);
    }

    /** The outcome of the present rung so far. */
    RungOutcome outcome() {
        int values = search.space().size();
        List<Portfolio.Found> best = search.best(1);
        if (best.isEmpty()) {
            double none = Double.POSITIVE_INFINITY;
            return new RungOutcome(search.name(), values, search.evaluations(), none, none, none, none);
        }
        FittedModel model = search.check(best.get(0).point());
        return new RungOutcome(
                search.name(),
                values,
                search.evaluations(),
                model.score(SweepRole.FITTED),
                model.score(SweepRole.HELD_OUT),
                model.largest(SweepRole.FITTED),
                model.largest(SweepRole.HELD_OUT));
    }

    /** The candidates evaluated on all rungs. */
    long evaluations() {
        return before + search.evaluations();
    }

    /** The search of the present rung. */
    RungSearch search() {
        return search;
    }

    /** The number of the present rung, from 0. */
    int rung() {
        return rung;
    }

    int rungs() {
        return models.size();
    }

    /** The rungs that were judged, in their order. */
    List<RungOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    SearchHistory history() {
        return history;
    }

    /** The state between two steps. */
    ClimbState state() {
        return new ClimbState(rung, isClimbing, before, found, outcomes, states, search.state(), history);
    }

    /** Goes on from a saved state. */
    void restore(ClimbState state) {
        isClimbing = state.isClimbing();
        outcomes.clear();
        outcomes.addAll(state.outcomes());
        states.clear();
        states.addAll(state.finished());
        found.clear();
        found.addAll(state.found());
        history.restore(state.history());
        goTo(state.rung());
        search.restore(state.present());
        before = state.before();
    }

    @Override
    public void close() {
        search.close();
    }
}
