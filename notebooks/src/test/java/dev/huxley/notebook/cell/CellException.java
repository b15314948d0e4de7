package dev.huxley.notebook.cell;

/** A failure of a cell: what it is, and the line where it is. */
public final class CellException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String source;

    /**
     * @param line the line in the cell, from 1
     * @param source the text of that line
     */
    CellException(int line, String source, String message, Throwable cause) {
        super(message, cause);
        this.line = line;
        this.source = source;
    }

    /** The place in the cell, with the text of the line. */
    public String place() {
        return "line " + line + " (" + source.strip() + ")";
    }
}
