package dev.huxley.engine.llvm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Threads that share the tasks of a run. They are made when first needed, end when idle, and never keep the process
 * alive; the calling thread always works too, so a single thread costs nothing. They may touch memory and compiled
 * code, never PyTorch, whose settings differ from thread to thread.
 */
final class Workers {
    /** The worker of one thread, with the resources to run one task after another. */
    interface Worker extends AutoCloseable {
        void run(int task);

        @Override
        void close();
    }

    private final ThreadPoolExecutor threads;

    /**
     * @param idle how long a thread waits for the next run before it ends
     */
    Workers(Duration idle) {
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, idle.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "huxley-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** The threads that all kernels of the process share. */
    static Workers ofProcess() {
        return Process.WORKERS;
    }

    /**
     * Runs tasks 0, 1, ..., each once, and returns when all threads have finished. After an error no further task
     * begins.
     *
     * @param limit the number of threads, the calling one included
     * @param workers makes one for every thread that takes part; it is closed by the same thread
     * @param onInterruption runs if the calling thread is interrupted while it waits for the others; the thread keeps
     *     waiting
     * @throws RuntimeException or an Error, as thrown by a task; those of other tasks are attached
     */
    void run(int limit, int tasks, Supplier<? extends Worker> workers, Runnable onInterruption) {
        Sharing sharing = new Sharing(tasks, workers);
        List<Future<?>> others = new ArrayList<>();
        try {
            for (int i = 1; i < Math.min(limit, tasks); i++) {
                others.add(threads.submit(sharing::work));
            }
            sharing.work();
        } catch (RuntimeException | Error e) {
            // A thread could not be started, but the others still use memory that the caller is about to free.
            sharing.fail(e);
        } finally {
            awaitAll(others, onInterruption);
        }
        sharing.rethrow();
    }

    /** Has a task run by another thread. */
    Future<?> submit(Runnable task) {
        return threads.submit(task);
    }

    /** The number of threads that exist. */
    int threads() {
        return threads.getPoolSize();
    }

    /**
     * Returns when all of these tasks have ended.
     *
     * @param onInterruption runs if this thread is interrupted meanwhile
     */
    static void awaitAll(List<Future<?>> others, Runnable onInterruption) {
        boolean interrupted = false;
        for (Future<?> other : others) {
            boolean done = false;
            while (!done) {
                try {
                    other.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                    onInterruption.run();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a worker lost its failure", e.getCause());
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The tasks of one run. */
    private static final class Sharing {
        private final int tasks;
        private final Supplier<? extends Worker> workers;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Sharing(int tasks, Supplier<? extends Worker> workers) {
            this.tasks = tasks;
            this.workers = workers;
        }

        void work() {
            int task = next();
            if (task < 0) {
                return;
            }
            try (Worker worker = workers.get()) {
                for (; task >= 0; task = next()) {
                    worker.run(task);
                }
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }

        private int next() {
            if (failure.get() != null) {
                return -1;
            }
            int task = next.getAndIncrement();
            return task < tasks ? task : -1;
        }

        void fail(Throwable error) {
            if (!failure.compareAndSet(null, error) && failure.get() != error) {
                failure.get().addSuppressed(error);
            }
        }

        void rethrow() {
            Throwable error = failure.get();
            if (error instanceof RuntimeException exception) {
                throw exception;
            }
            if (error != null) {
                throw (Error) error;
            }
        }
    }

    private static final class Process {
        static final Workers WORKERS = new Workers(Duration.ofSeconds(10));
    }
}
