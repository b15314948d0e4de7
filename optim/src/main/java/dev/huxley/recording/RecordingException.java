package dev.huxley.recording;

import java.nio.file.Path;

/** A recording cannot be read or does not have what was asked of it. The message names the file, the place and the remedy. */
public final class RecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error that belongs to no particular file. */
    public RecordingException(String message) {
        super(message);
    }

    RecordingException(Path file, String message) {
        super(file.getFileName() + ": " + message);
    }

    RecordingException(Path file, String message, Throwable cause) {
        super(file.getFileName() + ": " + message, cause);
    }
}
