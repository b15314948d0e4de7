package dev.huxley.storage;

import dev.huxley.text.Quotation;

/** A file that cannot be read or written, or is not what it should be. The message names the file and what is wrong. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file the file, or what is read in its place
     * @param problem what is wrong, where, and what would be right
     */
    public StorageException(String file, String problem) {
        super(Quotation.printable(file + ": " + problem));
    }

    /** The same, with the error that it comes from. */
    public StorageException(String file, String problem, Throwable cause) {
        super(Quotation.printable(file + ": " + problem), cause);
    }
}
