package dev.huxley.cluster;

import dev.huxley.fit.feature.CandidateScoring.Scorer;
import dev.huxley.fit.feature.FeatureJob;
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
 * The scorers of an executor's process, kept from task to task so that each job is compiled once: by the content of the
 * job and the number of threads, one for every task that runs at the same time. Those of jobs that were not used for
 * longest are closed.
 *
 * <p>A scorer is made, and for the first time the native libraries are loaded, by a thread of its own that nobody
 * interrupts. A task that is killed meanwhile ends at once, and leaves the process as it was: the next one waits for the
 * same thread, or begins anew if that has failed. A scorer whose task failed is not used again.
 */
final class ExecutorScorers {
    /** The jobs whose idle scorers are kept: the models of a ladder return. */
    private static final int MOST_JOBS = 4;

    /** The scorers of one job that no task has at present, and those that are being made. */
    private static final class Idle {
        private final Deque<Scorer> scorers = new ArrayDeque<>();
        private final Deque<FutureTask<Scorer>> made = new ArrayDeque<>();
    }

    /** Makes a scorer. */
    @FunctionalInterface
    interface Maker {
        Scorer make(byte[] job, int threads);
    }

    private final Maker maker;
    private final Map<String, Idle> jobs = new LinkedHashMap<>(16, 0.75f, true);

    ExecutorScorers(Maker maker) {
        this.maker = maker;
    }

    /** The scorers of this process. */
    static ExecutorScorers ofProcess() {
        return Process.SCORERS;
    }

    /** A scorer that belongs to one task until it is closed. */
    final class Lease implements AutoCloseable {
        private final String key;
        private final Scorer scorer;
        private boolean isWhole;

        private Lease(String key, Scorer scorer) {
            this.key = key;
            this.scorer = scorer;
        }

        Scorer scorer() {
            return scorer;
        }

        /** Says that the task was done, so that the scorer can be used again. */
        void keep() {
            isWhole = true;
        }

        @Override
        public void close() {
            if (isWhole) {
                giveBack(key, scorer);
            } else {
                scorer.close();
            }
        }
    }

    /**
     * A scorer for a job, a new one if the others are in use.
     *
     * @throws InterruptedException if the task is killed while the scorer is being made, which goes on
     * @throws IllegalArgumentException if the bytes are no job
     */
    Lease take(byte[] job, int threads) throws InterruptedException {
        String key = digest(job) + "/" + threads;
        FutureTask<Scorer> making;
        synchronized (jobs) {
            Idle idle = jobs.computeIfAbsent(key, absent -> new Idle());
            if (!idle.scorers.isEmpty()) {
                return new Lease(key, idle.scorers.pop());
            }
            // One that a killed task has left behind, or a new one.
            making = idle.made.isEmpty() ? begin(job, threads) : idle.made.pop();
        }
        try {
            return new Lease(key, making.get());
        } catch (InterruptedException e) {
            synchronized (jobs) {
                jobs.computeIfAbsent(key, absent -> new Idle()).made.add(making);
            }
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a scorer could not be made", e.getCause());
        }
    }

    private FutureTask<Scorer> begin(byte[] job, int threads) {
        FutureTask<Scorer> making = new FutureTask<>(() -> maker.make(job, threads));
        Thread thread = new Thread(making, "huxley prepares a job");
        thread.setDaemon(true);
        thread.start();
        return making;
    }

    private void giveBack(String key, Scorer scorer) {
        List<Scorer> old = new ArrayList<>();
        synchronized (jobs) {
            jobs.computeIfAbsent(key, absent -> new Idle()).scorers.push(scorer);
            var oldest = jobs.entrySet().iterator();
            while (jobs.size() > MOST_JOBS && oldest.hasNext()) {
                Idle idle = oldest.next().getValue();
                if (idle.made.isEmpty()) {
                    old.addAll(idle.scorers);
                    oldest.remove();
                }
            }
        }
        old.forEach(Scorer::close);
    }

    private static String digest(byte[] job) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(job));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Loads what a job needs and makes a scorer of it. */
    private static Scorer prepared(byte[] bytes, int threads) {
        FeatureJob job = FeatureJob.read(bytes);
        HuxleyRuntime.newManager().close();
        String engine = Engines.usable(job.engine());
        if (!engine.equals(job.engine())) {
            throw new IllegalStateException("the engine " + job.engine() + " cannot be used on an executor's machine ("
                    + "its log tells why), and " + engine + " gives other numbers; install what is missing there, or"
                    + " choose --engine " + engine);
        }
        return job.scorer(threads);
    }

    private static final class Process {
        static final ExecutorScorers SCORERS = new ExecutorScorers(ExecutorScorers::prepared);
    }
}
