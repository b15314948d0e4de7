package dev.huxley.storage;

import dev.huxley.text.Quotation;

/**
 * Thrown for a file that cannot be read or written or has the wrong content. The message names the file and the
 * problem.
 */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file the file, or the name of the bytes read in its place
     * @param problem the problem, its place, and the remedy
     */
    public StorageException(String file, String problem) {
        super(Quotation.printable(file + ": " + problem));
    }

    /** Makes an error with its cause. */
    public StorageException(String file, String problem, Throwable cause) {
        super(Quotation.printable(file + ": " + problem), cause);
    }
}
