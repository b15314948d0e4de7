package dev.huxley.query;

/**
 * Thrown for a query that cannot be read or does not fit the columns. The message shows the query and points at the
 * character.
 */
public final class QueryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int WIDEST = 100;

    private final int position;

    QueryException(String query, int position, String problem) {
        super(problem + "\n" + pointer(query, position));
        this.position = position;
    }

    /** The position of the error in the query, in characters from 0. */
    public int position() {
        return position;
    }

    /** The query on one line, cut around the position when long, and a caret below the position. */
    private static String pointer(String query, int position) {
        String line = query.replaceAll("\\s", " ");
        int from = Math.max(0, Math.min(position - WIDEST / 2, line.length() - WIDEST));
        int to = Math.min(line.length(), from + WIDEST);
        String head = from > 0 ? "..." : "";
        String tail = to < line.length() ? "..." : "";
        return "    " + head + line.substring(from, to) + tail + "\n    " + " ".repeat(head.length() + position - from)
                + "^";
    }
}
