package dev.huxley.optimizer;

/** Thrown when a loss or a gradient is infinite or NaN, so no step can be taken. */
public final class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    NonFiniteException(String message) {
        super(message);
    }
}
