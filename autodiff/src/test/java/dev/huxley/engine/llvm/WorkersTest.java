package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final Workers workers = new Workers(Duration.ofMillis(50));
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();

    private Workers.Worker worker(IntConsumer task) {
        open.incrementAndGet();
        made.incrementAndGet();
        return new Workers.Worker() {
            private final Thread thread = Thread.currentThread();

            @Override
            public void run(int number) {
                assertSame(thread, Thread.currentThread());
                task.accept(number);
            }

            @Override
            public void close() {
                assertSame(thread, Thread.currentThread());
                open.decrementAndGet();
            }
        };
    }

    @Test
    void everyTaskRunsOnceOnAnyNumberOfThreads() {
        for (int threads : new int[] {1, 2, 3, 8}) {
            for (int tasks : new int[] {0, 1, 2, 7, 100}) {
                AtomicIntegerArray times = new AtomicIntegerArray(tasks);
                made.set(0);
                workers.run(threads, tasks, () -> worker(times::incrementAndGet), () -> {});
                for (int task = 0; task < tasks; task++) {
                    assertEquals(1, times.get(task), "runs of task " + task + " of " + tasks);
                }
                assertEquals(0, open.get(), "open workers");
                assertTrue(made.get() <= Math.min(threads, tasks), made + " workers for " + threads + " threads");
            }
        }
    }

    @Test
    void theTasksOfThreeThreadsOverlap() {
        CyclicBarrier barrier = new CyclicBarrier(3);
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        workers.run(
                3,
                3,
                () -> worker(task -> {
                    used.add(Thread.currentThread());
                    try {
                        barrier.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }),
                () -> {});
        assertEquals(3, used.size(), "threads");
        assertTrue(used.contains(Thread.currentThread()), "the calling thread works too");
        used.stream()
                .filter(thread -> thread != Thread.currentThread())
                .forEach(thread -> assertTrue(thread.isDaemon(), thread + " would hold up the end of the process"));
    }

    @Test
    void oneThreadIsTheCallingOne() {
        workers.run(1, 10, () -> worker(task -> {}), () -> {});
        assertEquals(0, workers.threads());
    }

    @Test
    void anErrorReachesTheCallerAfterAllThreadsAreDone() {
        for (int threads : new int[] {1, 4}) {
            AtomicInteger begun = new AtomicInteger();
            IllegalArgumentException error = assertThrows(
                    IllegalArgumentException.class,
                    () -> workers.run(
                            threads,
                            1000,
                            () -> worker(task -> {
                                begun.incrementAndGet();
                                if (task == 5) {
                                    throw new IllegalArgumentException("task 5");
                                }
                            }),
                            () -> {}));
            assertEquals("task 5", error.getMessage());
            assertEquals(0, open.get(), "open workers");
            if (threads == 1) {
                assertEquals(6, begun.get(), "tasks begun");
            }
        }
    }

    @Test
    void aWorkerThatCannotBeMadeIsAnErrorOfTheRun() {
        OutOfMemoryError error = assertThrows(
                OutOfMemoryError.class,
                () -> workers.run(
                        2,
                        10,
                        () -> {
                            throw new OutOfMemoryError("no room for a block");
                        },
                        () -> {}));
        assertEquals("no room for a block", error.getMessage());
    }

    @Test
    void idleThreadsEnd() throws InterruptedException {
        CyclicBarrier barrier = new CyclicBarrier(2);
        workers.run(
                2,
                2,
                () -> worker(task -> {
                    try {
                        barrier.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }),
                () -> {});
        for (int i = 0; i < 1000 && workers.threads() > 0; i++) {
            Thread.sleep(20);
        }
        assertEquals(0, workers.threads(), "threads without work");
    }

    @Test
    void anInterruptedCallerStaysInterruptedAndGetsItsResult() {
        AtomicInteger done = new AtomicInteger();
        Thread.currentThread().interrupt();
        workers.run(2, 50, () -> worker(task -> done.incrementAndGet()), () -> {});
        assertTrue(Thread.interrupted(), "the interruption was lost");
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(50, done.get());
    }

    @Test
    void tasksCoverTheBatchInOrder() {
        for (int batch : new int[] {1, 2, 31, 32, 33, 100, 5000, 10_000}) {
            for (int lanes : new int[] {1, 2, 8, 32}) {
                BatchBlocks blocks = new BatchBlocks(batch, lanes);
                int row = 0;
                int block = 0;
                for (int task = 0; task < blocks.tasks(); task++) {
                    assertEquals(block, blocks.firstBlock(task), blocks + ", task " + task);
                    assertTrue(blocks.firstBlock(task + 1) > block, blocks + ", task " + task);
                    for (; block < blocks.firstBlock(task + 1); block++) {
                        assertEquals(row, blocks.firstRow(block), blocks + ", block " + block);
                        row += blocks.rows(block);
                    }
                }
                assertEquals(batch, row, blocks.toString());
                assertEquals(block, blocks.blocks(), blocks.toString());
            }
        }
    }
}
