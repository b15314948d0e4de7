package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Simulations that several threads use, close and interrupt. */
class ThreadsTest {
    private static final int STEPS = Engines.defaultName().equals("llvm") ? 20_000 : 300;

    @Test
    void closingEndsTheRunOfAnotherThread() throws Exception {
        for (int i = 0; i < 5; i++) {
            Simulation simulation = Simulation.of(cable()).dt(0.025).build();
            CountDownLatch hasRun = new CountDownLatch(1);
            FutureTask<Void> running = start(() -> {
                try (NDManager manager = HuxleyRuntime.newManager()) {
                    while (true) {
                        simulation.run(manager).close();
                        hasRun.countDown();
                    }
                }
            });
            await(hasRun, running);
            simulation.close();
            Throwable ended =
                    assertThrows(ExecutionException.class, running::get).getCause();
            assertEquals(IllegalStateException.class, ended.getClass(), () -> ended.toString());
            assertTrue(ended.getMessage().contains("closed"), ended::getMessage);
            simulation.close();
            try (NDManager manager = HuxleyRuntime.newManager()) {
                String message = assertThrows(IllegalStateException.class, () -> simulation.run(manager))
                        .getMessage();
                assertTrue(message.contains("closed") && message.contains("build"), message);
            }
        }
    }

    @Test
    void closingWaitsForAGradientAndLetsATapeGoOn() throws Exception {
        Simulation simulation = Simulation.of(cable()).dt(0.025).build();
        CountDownLatch hasRun = new CountDownLatch(1);
        FutureTask<double[]> gradients = start(() -> {
            double[] last = null;
            try (NDManager manager = HuxleyRuntime.newManager();
                    Tape tape = Tape.open()) {
                ArrayTree parameters = simulation.model().parameters(manager);
                NDArray loss = simulation.run(parameters).square().mean();
                for (int i = 0; i < 3; i++) {
                    double[] gradient =
                            tape.gradients(loss, parameters).flatten().get(0).toDoubleArray();
                    assertTrue(last == null || Arrays.equals(last, gradient));
                    last = gradient;
                    hasRun.countDown();
                }
            }
            return last;
        });
        await(hasRun, gradients);
        simulation.close();
        assertTrue(Double.isFinite(gradients.get()[0]));
    }

    @Test
    void threadsOnOneSimulationGetTheResultsOfOneThread() throws Exception {
        try (Simulation simulation = Simulation.of(cable()).dt(0.025).tMax(1).build()) {
            List<double[]> expected = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                expected.add(traces(simulation, i));
            }
            List<FutureTask<double[]>> tasks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int number = i;
                tasks.add(start(() -> {
                    double[] last = null;
                    for (int repeat = 0; repeat < 5; repeat++) {
                        last = traces(simulation, number);
                        simulation.dynamics().names();
                    }
                    return last;
                }));
            }
            for (int i = 0; i < 6; i++) {
                assertArrayEquals(expected.get(i), tasks.get(i).get(), "thread " + i);
            }
        }
    }

    @Test
    void interruptingEndsARunAndKeepsTheStatus() throws Exception {
        long before = Pointer.totalBytes();
        AtomicBoolean isFirst = new AtomicBoolean(true);
        CountDownLatch hasRun = new CountDownLatch(1);
        try (Simulation simulation = Simulation.of(cable())
                .dt(0.025)
                .onProgress(time -> hasRun.countDown())
                .build()) {
            FutureTask<Void> running = start(() -> {
                try (NDManager manager = HuxleyRuntime.newManager()) {
                    CancellationException ended = assertThrows(CancellationException.class, () -> {
                        while (isFirst.get()) {
                            simulation.run(manager).close();
                        }
                    });
                    assertTrue(ended.getMessage().contains("interrupted"), ended::getMessage);
                    assertTrue(Thread.currentThread().isInterrupted(), "the status stays");
                    assertThrows(CancellationException.class, () -> simulation.run(manager), "from the beginning");
                    assertTrue(Thread.interrupted());
                    simulation.run(manager).close(); // goes on as if nothing had been
                    return null;
                }
            });
            await(hasRun, running);
            interrupt(running);
            running.get();
        }
        // The addresses of functions go with the garbage collector; a block's memory is more.
        assertEquals(before, Pointer.totalBytes(), 10_000, "native memory that nothing owns any more");
    }

    @Test
    void interruptingEndsAGradient() throws Exception {
        CountDownLatch hasRun = new CountDownLatch(1);
        try (Simulation simulation = Simulation.of(cable()).dt(0.025).build()) {
            FutureTask<Void> running = start(() -> {
                try (NDManager manager = HuxleyRuntime.newManager();
                        Tape tape = Tape.open()) {
                    ArrayTree parameters = simulation.model().parameters(manager);
                    NDArray loss = simulation.run(parameters).square().mean();
                    assertThrows(CancellationException.class, () -> {
                        while (true) {
                            tape.gradients(loss, parameters);
                            hasRun.countDown();
                        }
                    });
                    assertTrue(Thread.interrupted(), "the status stays");
                    double[] gradient =
                            tape.gradients(loss, parameters).flatten().get(0).toDoubleArray();
                    assertTrue(Double.isFinite(gradient[0]));
                    return null;
                }
            });
            await(hasRun, running);
            interrupt(running);
            running.get();
        }
    }

    /** Also while the calling thread waits for the others. */
    @Test
    void interruptingEndsABatchOnSeveralThreads() throws Exception {
        CountDownLatch hasRun = new CountDownLatch(1);
        try (Simulation simulation = Simulation.of(cable())
                .dt(0.025)
                .threads(3)
                .onProgress(time -> hasRun.countDown())
                .build()) {
            FutureTask<Void> running = start(() -> {
                try (NDManager manager = HuxleyRuntime.newManager()) {
                    NDArray many =
                            manager.ones(new Shape(40, 20), DataType.FLOAT64).mul(0.1);
                    Inputs inputs = Inputs.none().with(simulation.model(), "HH_gNa", many);
                    assertThrows(CancellationException.class, () -> {
                        while (true) {
                            simulation.run(manager, inputs).close();
                        }
                    });
                    return null;
                }
            });
            await(hasRun, running);
            interrupt(running);
            running.get();
        }
    }

    @Test
    void progressIsToldInOrderUpToTheEnd() {
        List<Double> times = new ArrayList<>();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cable()).dt(0.025).onProgress(times::add).build()) {
            simulation.run(manager);
            assertEquals(times.stream().sorted().toList(), times);
            assertEquals(STEPS * 0.025, times.get(times.size() - 1), 1e-9);
            List<Double> own = new ArrayList<>();
            int before = times.size();
            simulation.run(manager, Inputs.none(), own::add).close();
            assertEquals(times.subList(before, times.size()), own, "the listener of one run is told beside the other");
            before = own.size();
            simulation.run(manager).close();
            assertEquals(before, own.size(), "it is told of no other run");
            times.clear();
            RunResult half = simulation.runToStates(manager, Inputs.none());
            simulation.dynamics().step(manager, half.states(), Inputs.none());
            assertEquals(STEPS * 0.025, times.get(times.size() - 1), 1e-9, "a single step is not told");
        }
    }

    @Test
    void whatIsToldOfTheProgressMayEndTheRunOrCloseTheSimulationButNotRunIt() {
        List<Simulation> simulations = new ArrayList<>();
        try (NDManager manager = HuxleyRuntime.newManager()) {
            Cell cell = cable();
            simulations.add(Simulation.of(cell)
                    .dt(0.025)
                    .onProgress(time -> {
                        throw new UnsupportedOperationException("enough");
                    })
                    .build());
            simulations.add(Simulation.of(cell)
                    .dt(0.025)
                    .onProgress(time -> simulations.get(1).run(manager))
                    .build());
            simulations.add(Simulation.of(cell)
                    .dt(0.025)
                    .onProgress(time -> simulations.get(2).close())
                    .build());
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> simulations.get(0).run(manager));
            IllegalStateException nested = assertThrows(
                    IllegalStateException.class, () -> simulations.get(1).run(manager));
            assertTrue(nested.getMessage().contains("progress"), nested::getMessage);
            try {
                simulations.get(2).run(manager);
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().contains("closed while it ran"), e::getMessage);
            }
            assertThrows(IllegalStateException.class, () -> simulations.get(2).run(manager));
        } finally {
            simulations.forEach(Simulation::close);
        }
    }

    /** Ends with the thread's error if that is what came. */
    private static void await(CountDownLatch latch, FutureTask<?> running) throws Exception {
        while (!latch.await(100, TimeUnit.MILLISECONDS)) {
            if (running.isDone()) {
                running.get();
            }
        }
    }

    private static void interrupt(FutureTask<?> running) {
        Thread thread = ((Running) running).thread;
        assertFalse(running.isDone());
        thread.interrupt();
    }

    private static double[] traces(Simulation simulation, int number) {
        try (NDManager manager = HuxleyRuntime.newManager()) {
            ArrayTree parameters = simulation.model().parameters(manager);
            NDArray values = parameters.flatten().get(0);
            NDArray other = values.mul(manager.create(1 + 0.1 * number)).duplicate();
            return simulation
                    .run(ArrayTree.of(parameters.paths().get(0), other))
                    .toDoubleArray();
        }
    }

    private static final class Running<T> extends FutureTask<T> {
        private final Thread thread = new Thread(this, "threads-test");

        Running(Callable<T> task) {
            super(task);
        }
    }

    private static <T> FutureTask<T> start(Callable<T> task) {
        Running<T> running = new Running<>(task);
        running.thread.setDaemon(true);
        running.thread.start();
        return running;
    }

    /** A cable whose run takes long enough to be disturbed. */
    private static Cell cable() {
        Cell cell = new Cell(new Branch(new Compartment(), 20), -1);
        cell.insert(new HH());
        cell.makeTrainable("HH_gNa");
        cell.branch(0).comp(0).stimulate(Waveform.of(new double[STEPS], 0.025));
        cell.branch(0).comp(19).record("v");
        return cell;
    }
}
