package dev.huxley.morphology;

import dev.huxley.text.Quotation;

/** Thrown for an SWC file that cannot be read; the message names the file, the line, the value and the remedy. */
public final class SwcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final int line;

    SwcException(String source, int line, String problem) {
        super(Quotation.printable(source + (line > 0 ? ", line " + line : "") + ": " + problem));
        this.source = source;
        this.line = line;
    }

    SwcException(String source, String problem, Throwable cause) {
        super(Quotation.printable(source + ": " + problem), cause);
        this.source = source;
        this.line = 0;
    }

    /** The file (or the name given to {@link Swc#parse}) that was read. */
    public String source() {
        return source;
    }

    /** The line, counted from 1; 0 if the problem concerns the whole file. */
    public int line() {
        return line;
    }
}
