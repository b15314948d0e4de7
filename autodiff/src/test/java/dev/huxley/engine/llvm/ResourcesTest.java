package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.Agreement.Results;
import dev.huxley.engine.llvm.jit.NativeLibrary;
import dev.huxley.library.Resources;
import dev.huxley.simulate.CheckpointBudget;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results do not depend on what a run may use. */
class ResourcesTest {
    private static final CheckpointBudget AMPLE = CheckpointBudget.auto(1L << 30);

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, 3, 12", "FLOAT64, 100, 5", "FLOAT64, 1030, 1", "FLOAT32, 3, 20", "FLOAT32, 300, 5"})
    void resultsDoNotDependOnThreads(Precision precision, int batch, int compartments) {
        RandomCell cell = RandomCell.of(1101, batch, 45, compartments);
        try (NDManager manager = HuxleyRuntime.newManager()) {
            RandomInputs inputs = new RandomInputs(cell, manager);
            Results expected = null;
            double[] plain = null;
            for (int threads : new int[] {1, 2, 3, 7}) {
                try (Simulation simulation = simulation(cell, precision, threads, AMPLE)) {
                    Results results = Agreement.run(cell, simulation, inputs, manager);
                    double[] undifferentiated = Agreement.plain(simulation, inputs, manager);
                    if (expected == null) {
                        expected = results;
                        plain = undifferentiated;
                        assertTrue(!expected.gradients().isEmpty(), cell + " has no gradients to compare");
                    }
                    String what = cell + " on " + threads + " threads: ";
                    assertArrayEquals(plain, undifferentiated, what + "traces of a run that is not differentiated");
                    assertArrayEquals(expected.traces(), results.traces(), what + "traces");
                    expected.gradients()
                            .forEach((path, gradient) -> assertArrayEquals(
                                    gradient, results.gradients().get(path), what + "gradient of " + path));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 30", "3, 12", "100, 3"})
    void gradientDoesNotDependOnBudget(int batch, int compartments) {
        RandomCell cell = RandomCell.of(1102, batch, 90, compartments);
        try (NDManager manager = HuxleyRuntime.newManager()) {
            RandomInputs inputs = new RandomInputs(cell, manager);
            Results expected = run(cell, inputs, manager, AMPLE);
            String message = assertThrows(
                            IllegalArgumentException.class, () -> run(cell, inputs, manager, CheckpointBudget.auto(1)))
                    .getMessage();
            long least = Long.parseLong(message.replaceAll(".*Checkpoints.auto\\((\\d+)\\).*", "$1"));
            for (double times : new double[] {1, 1.3, 2, 4, 10}) {
                CheckpointBudget budget = CheckpointBudget.auto((long) (times * least));
                Results results = run(cell, inputs, manager, budget);
                assertArrayEquals(expected.traces(), results.traces(), cell + ": traces, " + budget);
                Agreement.requireGradients(cell, inputs.leaves(), expected, results, 1e-10, 1e-14);
            }
        }
    }

    @Test
    void twoThreadsCompileAndRunAtOnce() throws Exception {
        List<Supplier<RandomCell>> cells =
                List.of(() -> RandomCell.of(1103, 20, 40, 3), () -> RandomCell.of(1104, 0, 40, 2, 3));
        List<double[]> expected = new ArrayList<>();
        for (Supplier<RandomCell> cell : cells) {
            expected.add(plain(cell.get()));
        }
        CyclicBarrier barrier = new CyclicBarrier(cells.size());
        ExecutorService threads = Executors.newFixedThreadPool(cells.size());
        List<Future<double[]>> results = new ArrayList<>();
        for (int repeat = 0; repeat < 5; repeat++) {
            for (Supplier<RandomCell> cell : cells) {
                results.add(threads.submit(() -> {
                    barrier.await();
                    return plain(cell.get());
                }));
            }
        }
        threads.shutdown();
        // While this thread has a tape.
        RandomCell own = RandomCell.of(1105, 30, 40, 4);
        try (NDManager manager = HuxleyRuntime.newManager()) {
            RandomInputs inputs = new RandomInputs(own, manager);
            Results first = run(own, inputs, manager, AMPLE);
            Results second = run(own, inputs, manager, AMPLE);
            first.gradients()
                    .forEach((path, gradient) ->
                            assertArrayEquals(gradient, second.gradients().get(path), "gradient of " + path));
        }
        for (int i = 0; i < results.size(); i++) {
            int which = i % cells.size();
            assertArrayEquals(expected.get(which), results.get(i).get(), "cell " + which);
        }
    }

    @Test
    void whatCannotBeMeantIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> CheckpointBudget.auto(0));
        assertThrows(IllegalArgumentException.class, () -> Simulation.of(RandomCell.of(1106, 0, 10, 1).cell)
                .threads(0));
        long automatic = CheckpointBudget.auto().bytes();
        assertTrue(automatic >= 256L << 20 && automatic <= 8L << 30, automatic + " bytes");
    }

    @Test
    void thePropertyNamesTheNumberOfThreads() {
        String before = System.getProperty("huxley.threads");
        try {
            System.setProperty("huxley.threads", "3");
            assertEquals(3, Resources.defaultThreads());
            System.setProperty("huxley.threads", "none");
            String message = assertThrows(IllegalArgumentException.class, Resources::defaultThreads)
                    .getMessage();
            assertTrue(message.contains("huxley.threads") && message.contains("'none'"), message);
            System.clearProperty("huxley.threads");
            assertEquals(Runtime.getRuntime().availableProcessors(), Resources.defaultThreads());
        } finally {
            if (before == null) {
                System.clearProperty("huxley.threads");
            } else {
                System.setProperty("huxley.threads", before);
            }
        }
    }

    private static double[] plain(RandomCell cell) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell, Precision.FLOAT64, 2, AMPLE)) {
            RandomInputs inputs = new RandomInputs(cell, manager);
            return Agreement.plain(simulation, inputs, manager);
        }
    }

    private static Results run(RandomCell cell, RandomInputs inputs, NDManager manager, CheckpointBudget checkpoints) {
        try (Simulation simulation = simulation(cell, Precision.FLOAT64, 2, checkpoints)) {
            return Agreement.run(cell, simulation, inputs, manager);
        }
    }

    private static Simulation simulation(
            RandomCell cell, Precision precision, int threads, CheckpointBudget checkpoints) {
        return Simulation.of(cell.cell)
                .dt(RandomCell.DT)
                .tMax((cell.steps - 0.5) * RandomCell.DT)
                .engine("llvm")
                .precision(precision)
                .threads(threads)
                .checkpoints(checkpoints)
                .build();
    }
}
