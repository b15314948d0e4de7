package dev.huxley.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serializes the runs of a simulation, whichever threads they are on, and frees its memory when none of them uses it
 * any more.
 */
public final class RunGuard {
    private final ReentrantLock lock = new ReentrantLock();
    private DoubleConsumer listener;
    private final Runnable freeing;
    /** Set by any thread; ends the current run. */
    private volatile boolean closed;

    private boolean freed;
    private boolean isRunning;

    /**
     * @param listener receives the times (ms) that runs have reached
     * @param freeing frees the memory of the runs
     */
    public RunGuard(DoubleConsumer listener, Runnable freeing) {
        this.listener = listener;
        this.freeing = freeing;
    }

    /**
     * Does work that runs the simulation or changes data of its runs, when no other thread does.
     *
     * @throws IllegalStateException if the simulation is closed
     * @throws CancellationException if the thread is interrupted while it waits
     */
    public <T> T alone(Supplier<T> work) {
        lockInterruptibly();
        try {
            requireOpen();
            return work.get();
        } finally {
            unlock();
        }
    }

    /**
     * Does work as {@link #alone(Supplier)} does, and tells the progress of its runs to one more listener.
     *
     * @param another receives the times (ms) that these runs have reached
     */
    public <T> T alone(DoubleConsumer another, Supplier<T> work) {
        return alone(() -> {
            DoubleConsumer before = listener;
            listener = before.andThen(another);
            try {
                return work.get();
            } finally {
                listener = before;
            }
        });
    }

    /**
     * Runs a kernel as {@link #alone(Supplier)} does.
     *
     * @param from the time (ms) at which it begins
     * @param steps the number of time steps
     */
    public <T> T run(double from, int steps, double timeStep, Function<RunControl, T> kernel) {
        if (isRunning) {
            throw new IllegalStateException(
                    "the simulation is running on this thread; a listener to its progress cannot run it too");
        }
        // Single steps are over at once.
        DoubleConsumer told = steps > 1 ? listener : time -> {};
        RunControl control = new RunControl(from, from + steps * timeStep, () -> closed, told);
        isRunning = true;
        try {
            control.check();
            T result = kernel.apply(control);
            control.finished();
            return result;
        } finally {
            isRunning = false;
        }
    }

    /** Does work on runs that may outlive the simulation, when no other thread runs it. */
    public <T> T afterRuns(Supplier<T> work) {
        lockInterruptibly();
        try {
            return work.get();
        } finally {
            unlock();
        }
    }

    /** Ends the current run, and then frees the memory of the runs; closing twice changes nothing. */
    public void close() {
        closed = true;
        lock.lock();
        unlock();
    }

    private void lockInterruptibly() {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(
                    "the run was interrupted before it began; its thread's interrupt status is kept");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the simulation is closed; build another one");
        }
    }

    private void unlock() {
        try {
            if (closed && !freed && lock.getHoldCount() == 1) {
                freed = true;
                freeing.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
