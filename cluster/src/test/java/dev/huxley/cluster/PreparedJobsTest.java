package dev.huxley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.huxley.fit.feature.CandidateScoring.Scorer;
import dev.huxley.search.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PreparedJobsTest {
    private static final byte[] JOB = {1, 2, 3};

    /** A scorer that notes when it is closed. */
    private static final class Noted implements Scorer {
        private boolean isClosed;

        @Override
        public Evaluation[] evaluate(double[][] points) {
            return new Evaluation[0];
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private static Scorer used(PreparedJobs<Scorer> scorers, byte... job) throws InterruptedException {
        try (var lease = scorers.take(job, 1)) {
            lease.keep();
            return lease.worker();
        }
    }

    @Test
    void aJobIsPreparedOnceForTasksThatFollowOneAnother() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        PreparedJobs<Scorer> scorers = new PreparedJobs<>((job, threads) -> {
            made.incrementAndGet();
            return new Noted();
        });
        Scorer first = used(scorers, JOB);
        assertSame(first, used(scorers, JOB));
        assertEquals(1, made.get());
        // Two tasks at once have one each.
        try (var one = scorers.take(JOB, 1);
                var two = scorers.take(JOB, 1)) {
            assertNotSame(one.worker(), two.worker());
        }
        assertEquals(2, made.get());
    }

    @Test
    void aTaskThatIsKilledWhileAJobIsPreparedLeavesItToTheNext() throws InterruptedException {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch loaded = new CountDownLatch(1);
        List<Boolean> interrupted = new ArrayList<>();
        AtomicInteger made = new AtomicInteger();
        PreparedJobs<Scorer> scorers = new PreparedJobs<>((job, threads) -> {
            made.incrementAndGet();
            loading.countDown();
            try {
                loaded.await();
            } catch (InterruptedException e) {
                interrupted.add(true);
            }
            return new Noted();
        });
        List<Throwable> ends = new ArrayList<>();
        Thread task = new Thread(() -> {
            try {
                scorers.take(JOB, 1);
            } catch (Throwable e) {
                ends.add(e);
            }
        });
        task.start();
        loading.await();
        task.interrupt();
        task.join();
        assertEquals(InterruptedException.class, ends.get(0).getClass(), "the end of the killed task");
        loaded.countDown();
        used(scorers, JOB);
        assertEquals(1, made.get(), "preparations");
        assertEquals(List.of(), interrupted, "interruptions of the preparation");
    }

    @Test
    void aPreparationThatFailedIsTriedAgain() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        PreparedJobs<Scorer> scorers = new PreparedJobs<>((job, threads) -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("the disk is full");
            }
            return new Noted();
        });
        Exception failed = assertThrows(IllegalStateException.class, () -> scorers.take(JOB, 1));
        assertEquals("the disk is full", failed.getMessage());
        used(scorers, JOB);
        assertEquals(2, made.get());
    }

    @Test
    void aScorerWhoseTaskFailedIsNotUsedAgain() throws InterruptedException {
        PreparedJobs<Scorer> scorers = new PreparedJobs<>((job, threads) -> new Noted());
        Noted failed;
        try (var lease = scorers.take(JOB, 1)) {
            failed = (Noted) lease.worker();
        }
        assertEquals(true, failed.isClosed);
        assertNotSame(failed, used(scorers, JOB));
    }

    @Test
    void theScorersOfOldJobsAreClosed() throws InterruptedException {
        PreparedJobs<Scorer> scorers = new PreparedJobs<>((job, threads) -> new Noted());
        List<Noted> all = new ArrayList<>();
        for (byte job = 0; job < 6; job++) {
            all.add((Noted) used(scorers, job));
        }
        assertEquals(
                List.of(true, true, false, false, false, false),
                all.stream().map(scorer -> scorer.isClosed).toList());
    }
}
