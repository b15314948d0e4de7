package dev.huxley.notebook.progress;

import dev.huxley.notebook.kernel.NotebookDisplay;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The progress of one piece of work. It is shown if the work takes more than two seconds, at most ten times a second, and
 * ends with a line that says what has become of the work. In a program without notebook it is a line on the console, if
 * there is one.
 */
public final class ProgressBar {
    private static final long PATIENCE = 2_000_000_000;
    private static final long PAUSE = 100_000_000;

    private final Screen screen;
    private final LongSupplier clock;
    private final long began;
    private long next;
    private boolean isShown;
    private String reached = "at its beginning";

    /**
     * @param screen shows the bar
     * @param clock the time in ns
     */
    ProgressBar(Screen screen, LongSupplier clock) {
        this.screen = screen;
        this.clock = clock;
        began = clock.getAsLong();
        next = began + PATIENCE;
    }

    /** A bar for work that begins now. */
    public static ProgressBar begin() {
        return new ProgressBar(screen(), System::nanoTime);
    }

    private static Screen screen() {
        if (NotebookDisplay.isInNotebook()) {
            return new NotebookScreen();
        }
        return System.console() == null ? new NoScreen() : new ConsoleScreen(System.out);
    }

    /**
     * Does the work.
     *
     * @param work tells its progress to this bar
     * @param outcome what has become of it, in a few words
     */
    public <T> T watch(Supplier<T> work, Function<T, String> outcome) {
        try {
            T result = work.get();
            end(outcome.apply(result) + " (" + Durations.of(seconds()) + ")");
            return result;
        } catch (CancellationException e) {
            end("interrupted " + reached + ", after " + Durations.of(seconds()));
            throw e;
        } catch (RuntimeException | Error e) {
            end("failed " + reached + ", after " + Durations.of(seconds()));
            throw e;
        }
    }

    /** Tells how far the work is; the time that is left follows from the time that it took. */
    void tell(double part, String text, String place) {
        tell(part, text, place, seconds() * (1 - part) / part);
    }

    /**
     * Tells how far the work is.
     *
     * @param part the part that is done, from 0 to 1
     * @param text how far that is, in a few words
     * @param place the same as the place where an interruption found it
     * @param left the time that is left, s; not finite if it is unknown
     */
    void tell(double part, String text, String place, double left) {
        reached = place;
        long now = clock.getAsLong();
        if (now - next >= 0) {
            isShown = true;
            next = now + PAUSE;
            screen.show(
                    Math.max(0, Math.min(1, part)),
                    Double.isFinite(left) ? text + ", " + Durations.of(Math.max(0, left)) + " left" : text);
        }
    }

    private void end(String text) {
        if (isShown) {
            screen.end(text);
        }
    }

    private double seconds() {
        return (clock.getAsLong() - began) / 1e9;
    }

    private record NoScreen() implements Screen {
        @Override
        public void show(double part, String text) {}

        @Override
        public void end(String text) {}
    }
}
