package dev.huxley.engine;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * The control of a run: ends it early if its thread is interrupted or its simulation closed, and reports the time it has
 * reached. Made for one run by the thread that calls for it; every thread of the run asks {@link #check} at least every
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
    private volatile boolean interrupted;
    /** Of the calling thread. */
    private long told = System.nanoTime();

    /**
     * @param from the time (ms) at which the run begins
     * @param to the time (ms) at which it ends
     * @param isClosed whether the simulation was closed meanwhile
     * @param listener is told the time (ms) that was reached, by the calling thread
     */
    public RunControl(double from, double to, BooleanSupplier isClosed, DoubleConsumer listener) {
        this.from = from;
        this.to = to;
        this.isClosed = isClosed;
        this.listener = listener;
    }

    /** A run that only the interruption of its thread ends. */
    public static RunControl none() {
        return new RunControl(0, 0, () -> false, time -> {});
    }

    /**
     * Ends the run if it is not to go on.
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

    /** Notes that the calling thread was interrupted, where that has cleared its status. */
    public void interrupt() {
        interrupted = true;
    }

    /**
     * Notes that a part of the run was done.
     *
     * @param part of the whole, from 0 to 1
     */
    public void advanced(double part) {
        done.add(part);
        if (Thread.currentThread() == caller && System.nanoTime() - told >= PAUSE) {
            listener.accept(time());
            // Only now: a listener that takes long is not called all the time.
            told = System.nanoTime();
        }
    }

    /** Notes that the run is at its end. */
    public void finished() {
        listener.accept(to);
    }

    /** With several rows after or beside each other the mean of them. */
    private double time() {
        return from + Math.min(1, done.sum()) * (to - from);
    }

    private String reached() {
        return to > from ? String.format(Locale.ROOT, " at %.6g of %.6g ms", time(), to) : "";
    }
}
