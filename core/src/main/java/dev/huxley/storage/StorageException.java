package dev.huxley.storage;

/** A file that cannot be read or written, or is not what it should be. The message names the file and what is wrong. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageException(String file, String problem) {
        super(file + ": " + problem);
    }

    StorageException(String file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
