package dev.huxley.notebook.progress;

import dev.huxley.fit.FitResult;
import dev.huxley.fit.Progress;
import dev.huxley.fit.feature.FeatureFitProgress;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.fit.feature.FittedModel;
import dev.huxley.fit.feature.SweepRole;
import dev.huxley.text.Brief;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;

/** The texts of a bar for runs and fits. */
public final class Watches {
    private static final MathContext DIGITS = new MathContext(4);

    private Watches() {}

    /**
     * Tells the time that a run has reached.
     *
     * @param from the time at which it begins, ms
     * @param to the time at which it ends, ms
     */
    public static DoubleConsumer run(ProgressBar bar, double from, double to) {
        return time -> {
            String reached = number(time) + " of " + number(to) + " ms";
            bar.tell((time - from) / (to - from), reached, "at " + reached);
        };
    }

    /** The last word on a run. */
    public static String outcome(double from, double to) {
        return "ran " + (from == 0 ? "" : "from " + number(from) + " to ") + number(to) + " ms";
    }

    /** Tells the iterations of a fit. */
    public static Consumer<Progress> fit(ProgressBar bar) {
        return progress -> {
            int done = progress.iteration() + 1;
            String text = "iteration " + done + " of " + progress.iterations();
            bar.tell(
                    done / (double) progress.iterations(),
                    text + ", best loss " + number(progress.bestLoss()),
                    "after " + text);
        };
    }

    /** The last word on a fit. */
    public static String outcome(FitResult result) {
        return result.stop() + " after " + Brief.count(result.history().size(), "iteration") + ": best loss "
                + number(result.bestLoss()) + " in iteration " + (result.bestIteration() + 1);
    }

    /** Tells the candidates of a fit by features. */
    public static Consumer<FeatureFitProgress> featureFit(ProgressBar bar) {
        return progress -> {
            String evaluations = progress.evaluations() + " of " + progress.budget() + " evaluations";
            String model = progress.rungs() > 1
                    ? progress.model() + " (model " + progress.rung() + " of " + progress.rungs() + "), "
                    : "";
            String score = Double.isFinite(progress.score())
                    ? ", score " + number(progress.score()) + ", largest |z| " + number(progress.largest())
                    : "";
            String spikes = progress.spikes().isEmpty()
                    ? ""
                    : ", spikes model/recording "
                            + progress.spikes().stream().map(Object::toString).collect(Collectors.joining(" "));
            bar.tell(
                    progress.evaluations() / (double) progress.budget(),
                    model + evaluations + score + spikes,
                    "after " + evaluations,
                    progress.secondsLeft());
        };
    }

    /** The last word on a fit by features. */
    public static String outcome(FeatureFitResult result) {
        FittedModel best = result.best();
        return Brief.count(result.evaluations(), "evaluation") + ": the best model is " + best.grade()
                + ", largest |z| " + number(best.largest(SweepRole.FITTED)) + "; " + result.stop();
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value, DIGITS).stripTrailingZeros();
        return Math.abs(value) < 1e-4 ? rounded.toString() : rounded.toPlainString();
    }
}
