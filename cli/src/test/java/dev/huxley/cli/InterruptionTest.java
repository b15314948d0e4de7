package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.tree.ArrayTree;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ctrl-C, as the shutdown of the process sees it. */
class InterruptionTest {
    @Test
    void aRequestMakesTheFitReturnTheBestSoFarAndWaitsForTheResults() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        FitResult result;
        try (NDManager manager = HuxleyRuntime.newManager()) {
            Interruption interruption = new Interruption();
            Thread shutdown = new Thread(() -> {
                interruption.stop();
                ended.countDown();
            });
            result = Fit.minimize(parameters -> parameters.get("x").square().sum())
                    .stopWhen(interruption::isRequested)
                    .onIteration(progress -> {
                        if (progress.iteration() == 3) {
                            shutdown.start();
                            while (!interruption.isRequested()) {
                                Thread.onSpinWait();
                            }
                        }
                    })
                    .iterations(1_000_000)
                    .run(ArrayTree.empty().with("x", manager.create(new double[] {4})));
            assertEquals(1, ended.getCount(), "the shutdown waits until the results are written");
            interruption.close();
            assertTrue(ended.await(20, TimeUnit.SECONDS), "then it goes on");
            shutdown.join();
        }
        assertEquals(FitResult.Stop.REQUESTED, result.stop());
        assertEquals(4, result.history().size());
        assertEquals(3, result.bestIteration());
        assertTrue(result.bestLoss() < 16, "best loss " + result.bestLoss());
    }

    @Test
    void withoutARequestNothingIsLeftBehind() {
        for (int i = 0; i < 3; i++) {
            try (Interruption interruption = new Interruption()) {
                assertFalse(interruption.isRequested());
            }
        }
    }
}
