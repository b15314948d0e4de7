package dev.huxley.fit.feature;

import dev.huxley.fit.feature.CandidateEvaluator.Accuracy;
import dev.huxley.search.Portfolio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The end of a fit: the best candidates are checked in float64 at half the time step of the search, on all sweeps, and
 * refined there if that moves a z-score by more than 0.5, the best one always, others if it moves them beyond the limit. The
 * refinement takes a small part of the budget; when the user wants the fit to stop or its time is over, only the best
 * candidate is checked.
 *
 * <p>The candidates that are checked are those within the limits that differ widely, from all valleys that were searched:
 * within the limits a better score of the fitted sweeps tells little of the others. The accepted ones are ordered by their
 * score over all sweeps.
 */
final class FinalCheck {
    private static final int CHECKED = 40;
    private static final int MOST_ACCEPTED = 10;
    /** The part of the budget that the refinement may take. */
    private static final double REFINING = 0.02;

    private final FeatureFit settings;
    private final SweepPlan plan;
    private final LadderClimb climb;
    private final PassiveStage.Result passive;
    private final String stop;
    private final TimeBudget time;
    private final boolean isAsked;

    /** @param isAsked whether the user has asked the fit to stop */
    FinalCheck(
            FeatureFit settings,
            SweepPlan plan,
            LadderClimb climb,
            PassiveStage.Result passive,
            String stop,
            TimeBudget time,
            boolean isAsked) {
        this.settings = settings;
        this.plan = plan;
        this.climb = climb;
        this.passive = passive;
        this.stop = stop;
        this.time = time;
        this.isAsked = isAsked;
    }

    /** A point of the unit cube and its model. */
    private record Checked(double[] point, FittedModel model) {}

    /** Adds a point that is not there yet: the best points that differ widely are among the best ones, too. */
    private static void addNew(List<Portfolio.Found> found, Portfolio.Found other) {
        if (found.stream().noneMatch(each -> Arrays.equals(each.point(), other.point()))) {
            found.add(other);
        }
    }

    /**
     * The check of a candidate. One that only the search finds within the limit is refined: often a spike that nearly appears
     * there appears at half the time step.
     */
    private static Checked checked(Portfolio.Found found, ModelCheck check, Refinement refinement) {
        Checked checked = new Checked(found.point(), check.of(found.point()));
        boolean isLost = Score.largest(Score.z(found.result().residuals())) <= FittedModel.ACCEPTED_Z
                && checked.model().largest(SweepRole.FITTED) > FittedModel.ACCEPTED_Z;
        if (!isLost) {
            return checked;
        }
        double[] refined = refinement.refined(found);
        return Arrays.equals(refined, found.point()) ? checked : new Checked(refined, check.of(refined));
    }

    FeatureFitResult result() {
        double seconds = time.seconds();
        RungSearch search = climb.search();
        List<Portfolio.Found> found = search.best(CHECKED);
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    climb.evaluations() == 0
                            ? "the fit has no candidate yet: " + stop + "; a saved fit can be resumed"
                            : "no candidate of the model " + search.name()
                                    + " could be simulated; are the bounds of its parameters possible?");
        }
        try (CandidateEvaluator exact = new CandidateEvaluator(
                search.model(),
                search.space(),
                plan.sweeps(),
                new FeatureComparison(),
                Accuracy.CHECK,
                settings.engine())) {
            BooleanSupplier isHurried = () -> isAsked || settings.isStopRequested() || !time.allowsChecks();
            Refinement refinement = new Refinement(exact, Math.round(REFINING * settings.evaluations()), isHurried);
            double[] best = refinement.refined(found.get(0));
            double largestMove = refinement.largestMove();
            ModelCheck check = new ModelCheck(search, plan.sweeps(), exact);
            Checked first = new Checked(best, check.of(best));
            List<Checked> accepted = new ArrayList<>();
            if (first.model().grade() != Grade.REJECTED) {
                accepted.add(first);
            }
            List<Portfolio.Found> others = new ArrayList<>(found.subList(0, 1));
            search.different(CHECKED).forEach(other -> addNew(others, other));
            int different = others.size();
            found.forEach(other -> addNew(others, other));
            for (int i = 1; i < others.size(); i++) {
                Portfolio.Found other = others.get(i);
                if (isHurried.getAsBoolean()
                        || i >= different && accepted.size() >= MOST_ACCEPTED
                        || Score.largest(Score.z(other.result().residuals())) > FittedModel.LIMIT_Z) {
                    continue;
                }
                Checked checked = checked(other, check, refinement);
                if (checked.model().grade() != Grade.REJECTED) {
                    accepted.add(checked);
                }
            }
            accepted.sort(Comparator.comparing((Checked each) -> each.model().grade())
                    .thenComparingDouble(each -> each.model().score()));
            Checked chosen = accepted.isEmpty() ? first : accepted.get(0);
            return new FeatureFitResult(
                    settings,
                    plan,
                    search.model(),
                    chosen.model(),
                    accepted.stream().limit(MOST_ACCEPTED).map(Checked::model).toList(),
                    climb.outcomes(),
                    climb.outcome(),
                    passive,
                    climb.history(),
                    exact.traces(chosen.point()),
                    largestMove,
                    climb.evaluations(),
                    seconds,
                    stop);
        }
    }
}
