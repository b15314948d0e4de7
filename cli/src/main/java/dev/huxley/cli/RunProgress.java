package dev.huxley.cli;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/** Reports the progress of runs that take more than two seconds. */
final class RunProgress implements DoubleConsumer {
    private static final long PATIENCE = 2_000_000_000;

    private final double end;
    private final long pause;
    private final LongSupplier clock;
    private final Consumer<String> out;
    private double last = Double.POSITIVE_INFINITY;
    private long next;

    /**
     * @param end the time (ms) at which runs end
     * @param pause the time between two texts in ns
     * @param clock the clock in ns
     * @param out takes the texts
     */
    RunProgress(double end, long pause, LongSupplier clock, Consumer<String> out) {
        this.end = end;
        this.pause = pause;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public void accept(double time) {
        long now = clock.getAsLong();
        if (time < last) {
            next = now + PATIENCE;
        } else if (now - next >= 0 && time < end) {
            out.accept(String.format(Locale.ROOT, "run at %.4g of %.4g ms", time, end));
            next = now + pause;
        }
        // What comes after the end is another run, even if it begins there.
        last = time < end ? time : Double.POSITIVE_INFINITY;
    }
}
