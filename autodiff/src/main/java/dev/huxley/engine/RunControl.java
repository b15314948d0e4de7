package dev.huxley.engine;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * The control of a run: ends it early if its thread is interrupted or its simulation closed, and reports the time it
 * has reached. Made for one run by the calling thread; every thread of the run calls {@link #check} at least every
 * tenth of a second.
 */
public final class RunControl {
    /** The nanoseconds between two reports. */
    private static final long PAUSE = 100_000_000;

    private final Thread caller = Thread.currentThread();
    private final double from;
    private final double to;
    private final BooleanSupplier isClosed;
    private final DoubleConsumer listener;
    private final DoubleAdder done = new DoubleAdder();
    private final LongAdder computed = new LongAdder();
    private volatile boolean interrupted;
    /** The time (ns) of the last report; used by the calling thread only. */
    private long told = System.nanoTime();

    /**
     * @param from the time (ms) at which the run begins
     * @param to the time (ms) at which it ends
     * @param isClosed whether the simulation was closed meanwhile
     * @param listener receives the time (ms) that was reached, on the calling thread
     */
    public RunControl(double from, double to, BooleanSupplier isClosed, DoubleConsumer listener) {
        this.from = from;
        this.to = to;
        this.isClosed = isClosed;
        this.listener = listener;
    }

    /** The control of a run that only the interruption of its thread ends. */
    public static RunControl none() {
        return new RunControl(0, 0, () -> false, time -> {});
    }

    /**
     * Ends the run if it must not continue.
     *
     * @throws CancellationException if the calling thread was interrupted; its interrupt status stays
     * @throws IllegalStateException if the simulation was closed
     */
    public void check() {
        if (interrupted || caller.isInterrupted()) {
            throw new CancellationException("the run was interrupted" + reached() + "; its thread's interrupt status is"
                    + " kept, and nothing of the run is left");
        }
        if (isClosed.getAsBoolean()) {
            throw new IllegalStateException("the simulation was closed while it ran" + reached());
        }
    }

    /** Notes that the calling thread was interrupted, for code that has cleared its interrupt status. */
    public void interrupt() {
        interrupted = true;
    }

    /**
     * Notes that a part of the run was done.
     *
     * @param part the part of the whole, from 0 to 1
     */
    public void advanced(double part) {
        done.add(part);
        if (Thread.currentThread() == caller && System.nanoTime() - told >= PAUSE) {
            listener.accept(time());
            // Only now, so that a slow listener is not called all the time.
            told = System.nanoTime();
        }
    }

    /** Notes nanoseconds that a thread has spent in a time loop, rather than with its data. */
    public void computed(long nanoseconds) {
        computed.add(nanoseconds);
    }

    /** The seconds that threads have spent in time loops, as far as the engine notes them. */
    public double computedSeconds() {
        return computed.sum() / 1e9;
    }

    /** Notes that the run is at its end. */
    public void finished() {
        listener.accept(to);
    }

    /** The time reached; with several rows, in turn or in parallel, their mean. */
    private double time() {
        return from + Math.min(1, done.sum()) * (to - from);
    }

    private String reached() {
        return to > from ? String.format(Locale.ROOT, " at %.6g of %.6g ms", time(), to) : "";
    }
}
