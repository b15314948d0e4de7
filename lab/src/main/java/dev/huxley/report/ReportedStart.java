package dev.huxley.report;

import dev.huxley.fit.FitResult;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.List;

/**
 * One start of a fit.
 *
 * @param losses loss in each iteration, the first one at the start parameters; may be empty or hold NaN
 * @param gradientNorms norm of the gradient in each iteration, empty if unknown
 * @param failure the reason why it ended early, "" if it did not
 */
public record ReportedStart(double[] losses, double[] gradientNorms, String failure) {
    /** Copies the arrays; null means empty. */
    public ReportedStart {
        losses = losses == null ? new double[0] : losses.clone();
        gradientNorms = gradientNorms == null ? new double[0] : gradientNorms.clone();
        failure = failure == null ? "" : failure;
    }

    /** The course of a fit from each of its starts. */
    public static List<ReportedStart> of(FitResult fit) {
        List<ReportedStart> starts = new ArrayList<>();
        for (int start = 0; start < fit.history().starts(); start++) {
            int number = start;
            String failure = fit.failed().stream()
                    .filter(failed -> failed.start() == number)
                    .map(failed -> "iteration " + (failed.iteration() + 1) + ": " + failed.reason())
                    .findFirst()
                    .orElse("");
            starts.add(
                    new ReportedStart(fit.history().losses(start), fit.history().gradientNorms(start), failure));
        }
        return starts;
    }

    @Override
    public double[] losses() {
        return losses.clone();
    }

    @Override
    public double[] gradientNorms() {
        return gradientNorms.clone();
    }

    /** The loss at the start parameters, NaN if there is none. */
    double first() {
        return losses.length == 0 ? Double.NaN : losses[0];
    }

    /** The smallest finite loss, NaN if there is none. */
    double best() {
        double best = Double.NaN;
        for (double loss : losses) {
            best = Double.isFinite(loss) && !(loss >= best) ? loss : best;
        }
        return best;
    }

    @Override
    public String toString() {
        return Brief.of("ReportedStart[loss " + first() + " -> " + best() + ", "
                + Brief.count(losses.length, "iteration") + (failure.isEmpty() ? "" : ", " + failure) + "]");
    }
}
