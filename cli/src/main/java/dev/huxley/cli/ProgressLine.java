package dev.huxley.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * The line that tells the progress of a command: in a terminal it is overwritten, elsewhere there is a new one every ten
 * seconds, both after two seconds.
 */
final class ProgressLine implements AutoCloseable {
    private static final long SILENCE = 10_000_000_000L;
    private static final long TERMINAL_PAUSE = 500_000_000L;
    private static final long PATIENCE = 2_000_000_000L;

    private final PrintWriter out;
    private final boolean isTerminal = System.console() != null;
    private long next = System.nanoTime() + PATIENCE;
    private int width;

    ProgressLine(PrintWriter out) {
        this.out = out;
    }

    /** Tells whether it is time for another text. */
    boolean isDue() {
        return System.nanoTime() - next >= 0;
    }

    /** Shows a text; the next one is due after a pause. */
    void show(String text) {
        next = System.nanoTime() + (isTerminal ? TERMINAL_PAUSE : SILENCE);
        if (isTerminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** A time in minutes and seconds, {@code ?} if it is not known. */
    static String clock(double seconds) {
        if (Double.isNaN(seconds)) {
            return "?";
        }
        long whole = Math.max(0, Math.round(seconds));
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    /** Ends the line. */
    @Override
    public void close() {
        if (width > 0) {
            out.println();
            out.flush();
            width = 0;
        }
    }
}
