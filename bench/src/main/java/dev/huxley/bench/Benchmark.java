package dev.huxley.bench;

import dev.huxley.array.Precision;
import dev.huxley.simulate.Engines;
import java.lang.management.ManagementFactory;

/**
 * Times the simulation of a neuron. The neuron first runs once; a point neuron must then agree with the same neuron in
 * plain Java; then the number of steps is chosen, everything is warmed up, and run, gradient and plain Java are timed
 * in turns, so a change of the machine's load or clock affects all three.
 */
final class Benchmark {
    /** The number of timed runs of each kind. */
    static final int RUNS = 7;

    /** The number of trial runs of each length. */
    private static final int TRIALS = 5;

    private static final int VERIFIED_STEPS = 800;
    private static final double RUN_SECONDS = 0.15;
    private static final double WARM_UP_SECONDS = 0.4;
    private static final int FEWEST_STEPS = 20;
    private static final int PLAIN_JAVA_STEPS = 1_000_000;

    /** The largest number of compartment-steps of a gradient on torch, which keeps some 400 bytes for each. */
    private static final long LARGEST_TORCH_TAPE = 2_000_000;

    private final String engine;
    private final Precision precision;
    private final int threads;
    private final boolean withGradient;
    private final Integer steps;

    /**
     * @param engine the name of an engine
     * @param threads the threads of a run; the torch engine has one
     * @param withGradient whether gradients are timed too
     * @param steps the steps of a run; null to choose as many as make a run last some 0.15 s, fewer in large batches whose
     *     traces would not fit the memory
     */
    Benchmark(String engine, Precision precision, int threads, boolean withGradient, Integer steps) {
        this.engine = Engines.usable(engine);
        this.precision = precision;
        this.threads = this.engine.equals(Engines.TORCH) ? 1 : threads;
        this.withGradient = withGradient;
        this.steps = steps;
    }

    /**
     * Measures a neuron.
     *
     * @param batch the number of neurons simulated at once
     * @param buildSeconds the time that building the neuron took, if that came first in the process, so that the times
     *     to the first result and gradient are known, too; otherwise null
     * @throws IllegalStateException if the simulation and plain Java disagree
     */
    Measurement measure(MeasuredNeuron neuron, int batch, Double buildSeconds) {
        Integer given = steps != null || engine.equals(Engines.TORCH) ? steps : neuron.usualSteps();
        int first = given == null ? FEWEST_STEPS : given;
        try (SimulationRuns runs = new SimulationRuns(neuron, batch, engine, precision, threads, first)) {
            runs.forward();
            Double firstResult = buildSeconds == null ? null : uptime();
            Double firstGradient = null;
            if (withGradient && buildSeconds != null) {
                runs.gradient();
                firstGradient = uptime();
            }
            if (neuron.isPoint()) {
                requireAgreement(neuron, runs, batch);
            }
            runs.steps(given == null ? chooseSteps(runs, batch, neuron.compartments()) : given);
            double[] pulses = MeasuredNeuron.point().current(steps == null ? PLAIN_JAVA_STEPS : steps);
            Runnable plainJava = () -> plainJava(pulses);
            warmUp(plainJava);
            warmUp(runs::forward);
            if (withGradient) {
                warmUp(runs::gradient);
            }
            double[] forward = new double[RUNS];
            double[] gradient = new double[RUNS];
            double[] baseline = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                baseline[i] = seconds(plainJava);
                forward[i] = seconds(runs::forward);
                gradient[i] = withGradient ? seconds(runs::gradient) : 0;
            }
            return new Measurement(
                    neuron.name(),
                    batch,
                    precision,
                    engine,
                    threads,
                    neuron.compartments(),
                    runs.steps(),
                    Durations.of(forward),
                    withGradient ? Durations.of(gradient) : null,
                    neuron.hasHodgkinHuxley() ? Durations.of(baseline).median() * 1e9 / pulses.length : null,
                    buildSeconds,
                    firstResult,
                    firstGradient,
                    ProcessMemory.peakMegabytes(),
                    null,
                    null,
                    null,
                    null);
        }
    }

    /** Compares the first and the last neuron of the batch, at all time points of a spike. */
    private void requireAgreement(MeasuredNeuron neuron, SimulationRuns runs, int batch) {
        int before = runs.steps();
        int compared = (int) Math.max(FEWEST_STEPS, Math.min(VERIFIED_STEPS, MeasurementLimits.LARGEST_TRACES / batch));
        runs.steps(compared);
        double allowed = precision == Precision.FLOAT64 ? 1e-6 : 0.05;
        for (int member : new int[] {0, batch - 1}) {
            double[] expected = MeasuredNeuron.plainJava(runs.factor(member))
                    .run(MeasuredNeuron.START_VOLTAGE, neuron.current(compared));
            double difference = largestDifference(expected, runs.trace(member));
            if (!(difference <= allowed)) {
                throw new IllegalStateException("neuron " + member + " of " + batch + " differs by " + difference
                        + " mV from plain Java, more than " + allowed + ": they do not compute the same");
            }
        }
        runs.steps(before);
    }

    /** The largest difference; NaN if a value is NaN or the lengths differ. */
    static double largestDifference(double[] expected, double[] actual) {
        if (expected.length != actual.length) {
            return Double.NaN;
        }
        double largest = 0;
        for (int k = 0; k < expected.length; k++) {
            largest = Math.max(largest, Math.abs(expected[k] - actual[k]));
        }
        return largest;
    }

    /** Chooses the number of steps by longer and longer runs, until one is long enough to extrapolate. */
    private int chooseSteps(SimulationRuns runs, int batch, int compartments) {
        long most = Math.min(MeasurementLimits.MOST_STEPS, MeasurementLimits.LARGEST_TRACES / batch);
        if (withGradient && engine.equals(Engines.TORCH)) {
            most = Math.min(most, LARGEST_TORCH_TAPE / ((long) batch * compartments));
        }
        most = Math.max(FEWEST_STEPS, most);
        while (true) {
            double seconds = fastest(runs::forward);
            if (seconds > RUN_SECONDS / 4 || runs.steps() >= most) {
                double fitting = RUN_SECONDS / seconds * runs.steps();
                return (int) Math.max(FEWEST_STEPS, Math.min(most, fitting));
            }
            runs.steps((int) Math.min(most, runs.steps() * 4L));
        }
    }

    private static void plainJava(double[] current) {
        double[] trace = MeasuredNeuron.plainJava(1).run(MeasuredNeuron.START_VOLTAGE, current);
        double last = trace[trace.length - 1];
        if (!Double.isFinite(last)) {
            throw new IllegalStateException("the voltage in plain Java is " + last);
        }
    }

    private static void warmUp(Runnable run) {
        double total = 0;
        for (int i = 0; i < 3 || total < WARM_UP_SECONDS; i++) {
            total += seconds(run);
        }
    }

    /**
     * The fastest of several runs, in s, since a run that waited for the processor would make all later ones too short.
     */
    private static double fastest(Runnable run) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIALS; i++) {
            fastest = Math.min(fastest, seconds(run));
        }
        return fastest;
    }

    static double uptime() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    }

    static double seconds(Runnable run) {
        long start = System.nanoTime();
        run.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
