package dev.huxley.fit;

import dev.huxley.display.Displayable;
import dev.huxley.text.Brief;
import java.util.List;
import java.util.Map;

/**
 * The parameters and losses that a fit found. Plain numbers: nothing in it needs to be closed.
 *
 * @param start the parameters at which the best start began, by path
 * @param best the parameters with the smallest loss, by path
 * @param startLoss the loss of the best start at its beginning
 * @param bestLoss the smallest loss
 * @param bestStart the start that found it, from 0
 * @param bestIteration the iteration that found it, from 0
 * @param history the losses and gradient norms of all iterations
 * @param stop the condition that ended the fit
 * @param seconds the duration of the fit in s
 * @param failed the starts that ended before the others because their loss or gradient was not finite
 */
public record FitResult(
        Map<String, double[]> start,
        Map<String, double[]> best,
        double startLoss,
        double bestLoss,
        int bestStart,
        int bestIteration,
        History history,
        Stop stop,
        double seconds,
        List<FailedStart> failed)
        implements Displayable {
    public FitResult {
        failed = List.copyOf(failed);
    }

    /** The condition that ended a fit. */
    public enum Stop {
        /** All iterations were done. */
        ITERATIONS("all iterations done"),
        /** The loss fell to the target. */
        TARGET("the loss reached the target"),
        /** The loss stopped improving. */
        NO_IMPROVEMENT("no further improvement"),
        /** A stop was requested, or the thread interrupted. */
        REQUESTED("stopped on request"),
        /** The loss or its gradient was not a number. */
        NOT_FINITE("the loss or its gradient was not finite");

        private final String text;

        Stop(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Override
    public String toString() {
        List<String> values = best.entrySet().stream()
                .map(each -> each.getKey() + " = " + Brief.of(each.getValue()))
                .toList();
        return Brief.of(
                "FitResult[loss " + startLoss + " -> " + bestLoss + ", " + stop + ", " + Brief.list(values) + "]");
    }
}
