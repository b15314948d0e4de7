package dev.huxley.library;

/** A native library cannot be unpacked or loaded; the message names the folder, the cause and the remedy. */
public final class NativeLibraryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NativeLibraryException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Repeats an error, with the present stack trace. */
    public NativeLibraryException(NativeLibraryException before) {
        super(before.getMessage(), before);
    }
}
