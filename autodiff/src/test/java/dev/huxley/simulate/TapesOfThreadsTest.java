package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Threads take gradients at the same time, each with its own tape. */
class TapesOfThreadsTest {
    private static final int THREADS = 8;
    private static final int REPEATS = 60;

    private static Cell cell(int number) {
        Cell cell = new Cell(new Branch(new Compartment(), 1 + number % 3), -1, 0);
        cell.insert(new HH());
        cell.set("radius", 2 + number);
        cell.branch(0).comp(0).stimulate(Waveform.step(0.2, 1, 0.1 * (number + 1), 0.05, 2));
        cell.branch(1).comp(0).record("v");
        cell.makeTrainable("HH_gNa");
        cell.branch(0, 1).makeTrainable("length");
        return cell;
    }

    private static Simulation simulation(Cell cell) {
        return Simulation.of(cell).dt(0.05).tMax(2).build();
    }

    /** Through numbers of Java's too. */
    private static double[] gradient(Simulation simulation, ArrayTree parameters) {
        try (Tape tape = Tape.open()) {
            NDArray v = simulation.run(parameters);
            ArrayTree gradients = tape.gradients(v.add(65).pow(2).mean().mul(0.5), parameters);
            return values(gradients);
        }
    }

    private static double[] values(ArrayTree tree) {
        return tree.flatten().stream()
                .flatMapToDouble(array -> Arrays.stream(array.toDoubleArray()))
                .toArray();
    }

    @Test
    void gradientsOfParallelThreadsAreThoseOfOneThread() throws Exception {
        List<Cell> cells = new ArrayList<>();
        List<double[]> serial = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            cells.add(cell(i));
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = simulation(cells.get(i))) {
                serial.add(gradient(simulation, cells.get(i).parameters(manager)));
            }
        }
        CyclicBarrier together = new CyclicBarrier(THREADS);
        int right = inParallel(number -> {
            int equal = 0;
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = simulation(cells.get(number))) {
                together.await();
                for (int repeat = 0; repeat < REPEATS; repeat++) {
                    try (NDManager own = manager.newSubManager()) {
                        double[] have = gradient(simulation, cells.get(number).parameters(own));
                        assertArrayEquals(serial.get(number), have, "thread " + number + ", repeat " + repeat);
                        equal++;
                    }
                }
            }
            return equal;
        });
        assertEquals(THREADS * REPEATS, right, "gradients are right");
    }

    /** PyTorch adds up what arrives at an array from all threads; each tape still has its own gradient. */
    @Test
    void threadsMayShareParameters() throws Exception {
        Cell cell = cell(0);
        try (NDManager manager = HuxleyRuntime.newManager()) {
            ArrayTree parameters = cell.parameters(manager);
            double[] want;
            try (Simulation simulation = simulation(cell)) {
                want = gradient(simulation, parameters);
            }
            CyclicBarrier together = new CyclicBarrier(THREADS);
            inParallel(number -> {
                try (Simulation simulation = simulation(cell(0))) {
                    together.await();
                    for (int repeat = 0; repeat < 10; repeat++) {
                        assertArrayEquals(want, gradient(simulation, parameters), "thread " + number);
                    }
                }
                return 1;
            });
        }
    }

    /** Before, opening and closing a tape changed what other threads record. */
    @Test
    void aTapeRecordsOnItsOwnThreadOnly() throws Exception {
        Cell cell = cell(1);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell)) {
            ArrayTree parameters = cell.parameters(manager);
            double[] want = gradient(simulation, parameters);
            try (Tape tape = Tape.open()) {
                NDArray before = simulation.run(parameters);
                inParallel(number -> {
                    try (Tape other = Tape.open();
                            Simulation own = simulation(cell(number))) {
                        ArrayTree ownParameters = cell(number).parameters(manager);
                        other.gradients(own.run(ownParameters).mean(), ownParameters);
                    }
                    return 1;
                });
                NDArray v = before.add(simulation.run(parameters)).div(2);
                ArrayTree gradients = tape.gradients(v.add(65).pow(2).mean().mul(0.5), parameters);
                assertArrayEquals(want, values(gradients), 1e-12 * Math.abs(want[0]));
            }
        }
    }

    private interface Work {
        int on(int thread) throws Exception;
    }

    private static int inParallel(Work work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                calls.add(() -> work.on(number));
            }
            int sum = 0;
            for (Future<Integer> result : threads.invokeAll(calls)) {
                sum += result.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }
}
