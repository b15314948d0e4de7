package dev.huxley.tracing;

/**
 * A function uses something that cannot become an expression graph. The message names the function, the call, the line of
 * source where it stands, and what to write instead.
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
