package dev.huxley.tracing;

/**
 * A function uses something that cannot become an expression graph. The message names the function, the call, its line
 * of source, and the remedy.
 */
public final class UntraceableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UntraceableException(String message) {
        super(message);
    }

    UntraceableException(String message, Throwable cause) {
        super(message, cause);
    }
}
