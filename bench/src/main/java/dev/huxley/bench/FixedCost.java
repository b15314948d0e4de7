package dev.huxley.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.Engines;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Measures what a call of {@code run} costs beside its time steps: the processor time of the calling thread in short runs
 * of the point neuron, less the share of their steps, which ten times as long runs tell.
 */
public final class FixedCost {
    /** The name of the case. */
    public static final String NAME = "fixed-cost";

    private static final int STEPS = 200;
    private static final int LONGER = 10;
    private static final int WARM_UP_RUNS = 4000;
    private static final int RUNS = 1000;

    private final String engine;
    private final Precision precision;
    private final boolean withGradient;
    private final int steps;

    /**
     * @param steps the steps of the short runs; null for 200
     */
    FixedCost(String engine, Precision precision, boolean withGradient, Integer steps) {
        this.engine = Engines.usable(engine);
        this.precision = precision;
        this.withGradient = withGradient;
        this.steps = steps == null ? STEPS : steps;
    }

    Measurement measure(boolean isFirst) {
        long start = System.nanoTime();
        MeasuredNeuron neuron = MeasuredNeuron.point();
        double built = (System.nanoTime() - start) / 1e9;
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation shorter = simulation(neuron, steps);
                Simulation longer = simulation(neuron, LONGER * steps)) {
            ArrayTree parameters = neuron.cell().parameters(manager);
            Runnable run = () -> shorter.run(manager).close();
            run.run();
            Double first = isFirst ? Benchmark.uptime() : null;
            double[][] forward = seconds(run, () -> longer.run(manager).close());
            double[][] gradient = withGradient
                    ? seconds(() -> gradient(shorter, parameters), () -> gradient(longer, parameters))
                    : null;
            return new Measurement(
                    NAME,
                    1,
                    precision,
                    engine,
                    1,
                    1,
                    steps,
                    Durations.of(forward[0]),
                    gradient == null ? null : Durations.of(gradient[0]),
                    null,
                    isFirst ? built : null,
                    first,
                    null,
                    ProcessMemory.peakMegabytes(),
                    null,
                    null,
                    fixedMicroseconds(forward),
                    gradient == null ? null : fixedMicroseconds(gradient));
        }
    }

    private Simulation simulation(MeasuredNeuron neuron, int ofSteps) {
        double[] pulses = neuron.current(LONGER * steps);
        neuron.cell().deleteStimuli();
        neuron.cell().stimulate(Waveform.of(pulses, MeasuredNeuron.TIME_STEP));
        return Simulation.of(neuron.cell())
                .dt(MeasuredNeuron.TIME_STEP)
                .tMax(ofSteps * MeasuredNeuron.TIME_STEP)
                .engine(engine)
                .precision(precision)
                .threads(1)
                .build();
    }

    private static void gradient(Simulation simulation, ArrayTree parameters) {
        try (Tape tape = Tape.open();
                NDArray traces = simulation.run(parameters)) {
            tape.gradients(traces.norm(), parameters).forEach((path, array) -> array.close());
        }
    }

    /** The processor seconds of a short and of a long run, some times in turns. */
    private static double[][] seconds(Runnable shorter, Runnable longer) {
        seconds(shorter, WARM_UP_RUNS);
        seconds(longer, WARM_UP_RUNS / LONGER);
        double[][] all = new double[2][Benchmark.RUNS];
        for (int i = 0; i < Benchmark.RUNS; i++) {
            all[0][i] = seconds(shorter, RUNS);
            all[1][i] = seconds(longer, RUNS / LONGER);
        }
        return all;
    }

    private static double seconds(Runnable run, int times) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            run.run();
        }
        return (threads.getCurrentThreadCpuTime() - before) / 1e9 / times;
    }

    /** The time of a run without steps, from the least of both lengths. */
    private static double fixedMicroseconds(double[][] seconds) {
        double shorter = Arrays.stream(seconds[0]).min().orElseThrow();
        double longer = Arrays.stream(seconds[1]).min().orElseThrow();
        return 1e6 * (LONGER * shorter - longer) / (LONGER - 1);
    }
}
