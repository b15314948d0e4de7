package dev.huxley.fit.feature;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.description.Rung;
import dev.huxley.search.Portfolio;
import dev.huxley.search.SearchProgress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * One run of a fit by features: the plan, the climb with its saved states, and the checks at the end. The state is saved
 * after the first step, then after the first one that ends when saving took less than a fiftieth of the time, or ten
 * seconds have gone. So a step of many seconds is saved as soon as it ends, and whatever ends the process during the next
 * one loses no other.
 */
final class FeatureFitRun {
    /** The reasons to stop, in words, which depend on the clock and on the user. */
    static final String OUT_OF_TIME = "the budget of time is used up";

    static final String ASKED = "it was asked to stop";

    private static final String TOO_EARLY =
            "the fit was interrupted before its first candidates were evaluated, so there is nothing that it could return";

    private static final long SAVE_EVERY = 10_000_000_000L;
    private static final int SAVING_PART = 50;

    private final FeatureFit settings;
    private final SweepPlan plan;
    private final TimeBudget time;
    private long nextSave;
    private boolean isDiskFine = true;
    private boolean isInterrupted;
    /** True once a step was interrupted, after which the state of the search is none that can be saved. */
    private boolean isStepBroken;

    FeatureFitRun(FeatureFit settings) {
        this.settings = settings;
        time = new TimeBudget(settings.minutes(), settings.clock());
        nextSave = System.nanoTime();
        plan = settings.sweepPlan();
    }

    FeatureFitResult run() {
        List<Rung> rungs = settings.model()
                .map(model -> List.of(new Rung(model.name(), false, Set.of(), model, Map.of())))
                .orElseGet(() -> Ladder.rungs().stream()
                        .filter(rung -> rung.isPassive() == plan.isSilent())
                        .toList());
        List<DescribedModel> models =
                rungs.stream().map(rung -> rung.description().build()).toList();
        String fingerprint = FitFingerprint.of(settings, plan.sweeps(), models);
        PassiveStage.Result passive = passive();
        try (LadderClimb climb = new LadderClimb(settings, rungs, models, plan.sweeps())) {
            if (settings.resumes()) {
                ClimbState.Saved state = new SavedFit(settings.folder().orElseThrow()).state(fingerprint);
                climb.restore(state.state());
                time.resume(state.seconds());
            }
            String stop = search(climb, fingerprint);
            // An interruption has done its work, also one that came in the last step.
            Thread.interrupted();
            if (!isStepBroken) {
                save(climb, fingerprint);
            }
            if (isInterrupted && climb.evaluations() == 0) {
                throw new CancellationException(TOO_EARLY);
            }
            climb.settle();
            return new FinalCheck(settings, plan, climb, passive, stop, time, stop.equals(ASKED)).result();
        }
    }

    private PassiveStage.Result passive() {
        if (settings.model().isPresent()) {
            return PassiveStage.Result.NONE;
        }
        try {
            return new PassiveStage(plan.sweeps(), settings.engine()).run();
        } catch (CancellationException e) {
            CancellationException early = new CancellationException(TOO_EARLY);
            early.initCause(e);
            throw early;
        }
    }

    /** Steps until there is a reason to stop, which it returns in words. */
    private String search(LadderClimb climb, String fingerprint) {
        while (!climb.isDone()) {
            isInterrupted = Thread.interrupted();
            if (isInterrupted || settings.isStopRequested()) {
                return ASKED;
            }
            int batch = time.batch();
            if (batch == 0) {
                return OUT_OF_TIME;
            }
            long before = climb.evaluations();
            SearchProgress progress;
            try {
                progress = climb.step((int) Math.min(batch, settings.evaluations() - before));
            } catch (CancellationException e) {
                isInterrupted = Thread.interrupted();
                if (!isInterrupted) {
                    throw e;
                }
                isStepBroken = true;
                return ASKED;
            }
            settings.tell(progressOf(climb, progress));
            time.note(climb.evaluations() - before);
            if (System.nanoTime() - nextSave >= 0) {
                save(climb, fingerprint);
            }
        }
        return climb.evaluations() >= settings.evaluations()
                ? "the budget of evaluations is used up"
                : climb.search().stopReason();
    }

    private void save(LadderClimb climb, String fingerprint) {
        long start = System.nanoTime();
        settings.folder().ifPresent(folder -> {
            try {
                new SavedFit(folder).write(climb.state().toJson(fingerprint, time.seconds()));
                if (!isDiskFine) {
                    settings.notice("the state of the fit is saved again in " + folder);
                }
                isDiskFine = true;
            } catch (IOException e) {
                if (isDiskFine) {
                    settings.notice("the state of the fit cannot be saved in " + folder + " (" + e
                            + "); the fit goes on, but cannot be resumed from here; make room or make the folder"
                            + " writable");
                }
                isDiskFine = false;
            }
        });
        long end = System.nanoTime();
        nextSave = end + Math.min(SAVE_EVERY, SAVING_PART * (end - start));
    }

    private FeatureFitProgress progressOf(LadderClimb climb, SearchProgress progress) {
        List<Portfolio.Found> best = climb.search().best(1);
        double[] z =
                best.isEmpty() ? new double[0] : Score.z(best.get(0).result().residuals());
        double seconds = time.seconds();
        double left = (settings.evaluations() - climb.evaluations()) * seconds / Math.max(1, climb.evaluations());
        return new FeatureFitProgress(
                climb.search().name(),
                climb.rung() + 1,
                climb.rungs(),
                climb.evaluations(),
                settings.evaluations(),
                best.isEmpty() ? Double.POSITIVE_INFINITY : Score.of(z),
                best.isEmpty() ? Double.NaN : Score.largest(z),
                best.isEmpty() ? List.of() : climb.search().spikes(best.get(0).point()),
                seconds,
                Math.min(left, 60 * settings.minutes() - seconds));
    }
}
