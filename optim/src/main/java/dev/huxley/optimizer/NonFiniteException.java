package dev.huxley.optimizer;

/** A loss or a gradient is infinite or NaN, so there is no step to take. */
public final class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    NonFiniteException(String message) {
        super(message);
    }
}
