package dev.huxley.recording;

import dev.huxley.text.Quotation;
import java.nio.file.Path;

/**
 * Thrown when a recording cannot be read or lacks the requested data. The message names the file, the place and the
 * remedy.
 */
public final class RecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes an error that concerns no particular file. */
    public RecordingException(String message) {
        super(Quotation.printable(message));
    }

    public RecordingException(Path file, String message) {
        super(Quotation.printable(file.getFileName() + ": " + message));
    }

    public RecordingException(Path file, String message, Throwable cause) {
        super(Quotation.printable(file.getFileName() + ": " + message), cause);
    }
}
