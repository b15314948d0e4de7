package dev.huxley.mechanism.nmodl.syntax;

/**
 * A place in a file.
 *
 * @param file the name of an included file; empty for the file that is read itself
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Position(String file, int line, int column) {
    /** A place in the file that is read itself. */
    public Position(int line, int column) {
        this("", line, column);
    }

    boolean isOnLineOf(Position other) {
        return line == other.line && file.equals(other.file);
    }

    /** The line in words. */
    String lineInWords() {
        return "line " + line + (file.isEmpty() ? "" : " of " + file);
    }

    @Override
    public String toString() {
        return (file.isEmpty() ? "" : file + ":") + line + ":" + column;
    }
}
