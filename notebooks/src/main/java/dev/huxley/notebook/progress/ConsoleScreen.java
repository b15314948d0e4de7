package dev.huxley.notebook.progress;

import java.io.PrintStream;

/** A line of a console that is written again and again. */
final class ConsoleScreen implements Screen {
    private static final int WIDTH = 20;

    private final PrintStream out;
    private int longest;

    ConsoleScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(double part, String text) {
        int full = (int) Math.round(part * WIDTH);
        write("[" + "=".repeat(full) + " ".repeat(WIDTH - full) + "] " + text);
    }

    @Override
    public void end(String text) {
        write(text);
        out.println();
    }

    private void write(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, longest - line.length())));
        out.flush();
        longest = Math.max(longest, line.length());
    }
}
