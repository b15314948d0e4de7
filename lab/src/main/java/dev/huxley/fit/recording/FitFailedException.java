package dev.huxley.fit.recording;

import dev.huxley.fit.FitResult;

/** Thrown when a fit found nothing: the loss was not a number at any of its starts. */
public final class FitFailedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient FitResult result;

    FitFailedException(FitResult result) {
        super("the loss is not a number at any start; check the units of the recording and the bounds of the"
                + " parameters ("
                + result.failed().get(0).reason() + ")");
        this.result = result;
    }

    /** The course of the fit, with the reason why each start failed. */
    public FitResult result() {
        return result;
    }
}
