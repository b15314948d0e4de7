package dev.huxley.cluster;

import dev.huxley.simulate.Engines;
import dev.huxley.simulate.HuxleyRuntime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The workers of an executor's process, kept from task to task so that each job is compiled once: by the content of the
 * job and the number of threads, one for every task that runs at the same time. Those of jobs that were not used for
 * longest are closed.
 *
 * <p>A worker is made, and for the first time the native libraries are loaded, by a thread of its own that nobody
 * interrupts. A task that is killed meanwhile ends at once, and leaves the process as it was: the next one waits for the
 * same thread, or begins anew if that has failed. A worker whose task failed is not used again.
 *
 * @param <W> does the work of a job's tasks, one at a time
 */
final class PreparedJobs<W extends AutoCloseable> {
    /** The jobs whose idle workers are kept: the models of a ladder return. */
    private static final int MOST_JOBS = 4;

    /** The workers of one job that no task has at present, and those that are being made. */
    private static final class Idle<W> {
        private final Deque<W> workers = new ArrayDeque<>();
        private final Deque<FutureTask<W>> made = new ArrayDeque<>();
    }

    /** Makes a worker. */
    @FunctionalInterface
    interface Maker<W> {
        W make(byte[] job, int threads);
    }

    private final Maker<W> maker;
    private final Map<String, Idle<W>> jobs = new LinkedHashMap<>(16, 0.75f, true);

    PreparedJobs(Maker<W> maker) {
        this.maker = maker;
    }

    /** A worker that belongs to one task until it is closed. */
    final class Lease implements AutoCloseable {
        private final String key;
        private final W worker;
        private boolean isWhole;

        private Lease(String key, W worker) {
            this.key = key;
            this.worker = worker;
        }

        W worker() {
            return worker;
        }

        /** Says that the task was done, so that the worker can be used again. */
        void keep() {
            isWhole = true;
        }

        @Override
        public void close() {
            if (isWhole) {
                giveBack(key, worker);
            } else {
                end(worker);
            }
        }
    }

    /**
     * A worker for a job, a new one if the others are in use.
     *
     * @throws InterruptedException if the task is killed while the worker is being made, which goes on
     * @throws IllegalArgumentException if the bytes are no job
     */
    Lease take(byte[] job, int threads) throws InterruptedException {
        String key = digest(job) + "/" + threads;
        FutureTask<W> making;
        synchronized (jobs) {
            Idle<W> idle = jobs.computeIfAbsent(key, absent -> new Idle<>());
            if (!idle.workers.isEmpty()) {
                return new Lease(key, idle.workers.pop());
            }
            // One that a killed task has left behind, or a new one.
            making = idle.made.isEmpty() ? begin(job, threads) : idle.made.pop();
        }
        try {
            return new Lease(key, making.get());
        } catch (InterruptedException e) {
            synchronized (jobs) {
                jobs.computeIfAbsent(key, absent -> new Idle<>()).made.add(making);
            }
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a worker could not be made", e.getCause());
        }
    }

    private FutureTask<W> begin(byte[] job, int threads) {
        FutureTask<W> making = new FutureTask<>(() -> maker.make(job, threads));
        Thread thread = new Thread(making, "huxley prepares a job");
        thread.setDaemon(true);
        thread.start();
        return making;
    }

    private void giveBack(String key, W worker) {
        List<W> old = new ArrayList<>();
        synchronized (jobs) {
            jobs.computeIfAbsent(key, absent -> new Idle<>()).workers.push(worker);
            var oldest = jobs.entrySet().iterator();
            while (jobs.size() > MOST_JOBS && oldest.hasNext()) {
                Idle<W> idle = oldest.next().getValue();
                if (idle.made.isEmpty()) {
                    old.addAll(idle.workers);
                    oldest.remove();
                }
            }
        }
        old.forEach(PreparedJobs::end);
    }

    private static void end(AutoCloseable worker) {
        try {
            worker.close();
        } catch (Exception e) {
            throw new IllegalStateException("a worker could not be closed", e);
        }
    }

    private static String digest(byte[] job) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(job));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Loads the native libraries and checks that an engine can be used.
     *
     * @throws IllegalStateException if it cannot; another one would give other numbers
     */
    static void requireEngine(String engine) {
        HuxleyRuntime.newManager().close();
        String usable = Engines.usable(engine);
        if (!usable.equals(engine)) {
            throw new IllegalStateException("the engine " + engine + " cannot be used on an executor's machine ("
                    + "its log tells why), and " + usable + " gives other numbers; install what is missing there, or"
                    + " choose --engine " + usable);
        }
    }
}
