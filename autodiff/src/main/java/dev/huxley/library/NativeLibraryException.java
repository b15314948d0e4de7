package dev.huxley.library;

/** A native library cannot be unpacked or loaded; the message names the folder, the cause and the remedy. */
public final class NativeLibraryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NativeLibraryException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same error, met again. */
    public NativeLibraryException(NativeLibraryException before) {
        super(before.getMessage(), before);
    }
}
