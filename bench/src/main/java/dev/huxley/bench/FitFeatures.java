package dev.huxley.bench;

import dev.huxley.array.Precision;
import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureSettings;
import dev.huxley.feature.FeatureTarget;
import dev.huxley.feature.FeatureTrace;
import dev.huxley.feature.TraceFeatures;
import dev.huxley.model.Cell;
import dev.huxley.population.PopulationSimulation;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.simulate.Engines;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.IntStream;

/**
 * Times the features in the runs of a search: the candidates of {@link FitPoint} under two sweeps without and two with
 * spikes. Of every trace, in float32 as it leaves the simulation, the residuals of a fit's features are computed by the
 * thread that simulated it: five of a silent sweep, fourteen of one with spikes.
 */
public final class FitFeatures {
    /** The name of the case. */
    public static final String NAME = "fit-features";

    private static final double[] NANOAMPERES = {-0.1, 0.1, 0.2, 0.3};
    private static final int EVERY = 2;
    private static final double WARM_UP_SECONDS = 3;
    private static final FeatureSettings SETTINGS = FeatureSettings.forFits();

    private static final List<Feature> SILENT = List.of(
            Feature.VOLTAGE_BASE,
            Feature.STEADY_STATE_VOLTAGE_STIMEND,
            Feature.SPIKE_COUNT,
            Feature.SAG_AMPLITUDE,
            Feature.DECAY_TIME_CONSTANT_AFTER_STIM);

    private static final List<Feature> SPIKING = List.of(
            Feature.VOLTAGE_BASE,
            Feature.STEADY_STATE_VOLTAGE_STIMEND,
            Feature.SPIKE_COUNT,
            Feature.TIME_TO_FIRST_SPIKE,
            Feature.DOUBLET_ISI,
            Feature.ALL_ISI_VALUES,
            Feature.ISI_CV,
            Feature.ADAPTATION_INDEX2,
            Feature.AP_BEGIN_VOLTAGE,
            Feature.AP_HEIGHT,
            Feature.SPIKE_HALF_WIDTH,
            Feature.AP_PEAK_UPSTROKE,
            Feature.AP_PEAK_DOWNSTROKE,
            Feature.MIN_VOLTAGE_BETWEEN_SPIKES);

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final String engine;
    private final Precision precision;
    private final int threads;
    private final boolean withGradient;
    private final int candidates;
    private final int steps;

    /** The traces of one kind, the features computed of them, and the processor time. */
    private static final class Total {
        final DoubleAdder traces = new DoubleAdder();
        final DoubleAdder features = new DoubleAdder();
        final DoubleAdder processorNanoseconds = new DoubleAdder();

        void clear() {
            traces.reset();
            features.reset();
            processorNanoseconds.reset();
        }

        Double perSecond() {
            return traces.sum() == 0 ? null : features.sum() / processorNanoseconds.sum() * 1e9;
        }

        Double microsecondsPerTrace() {
            return traces.sum() == 0 ? null : processorNanoseconds.sum() / traces.sum() / 1e3;
        }
    }

    /**
     * @param withGradient whether differentiable features are timed too
     * @param steps the steps of a sweep; null for 1.2 s
     */
    FitFeatures(String engine, Precision precision, int threads, boolean withGradient, int candidates, Integer steps) {
        this.engine = Engines.usable(engine);
        this.precision = precision;
        this.threads = this.engine.equals(Engines.TORCH) ? 1 : threads;
        this.withGradient = withGradient;
        this.candidates = candidates;
        this.steps = steps == null ? FitPoint.STEPS : steps;
    }

    Measurement measure(boolean isFirst) {
        long start = System.nanoTime();
        Cell cell = FitPoint.cell();
        double built = (System.nanoTime() - start) / 1e9;
        double[][] population = FitPoint.candidates(candidates);
        try (PopulationSimulation runs = PopulationSimulation.of(cell)
                .electrode(cell.branch(0).comp(0))
                .sweeps(Arrays.stream(NANOAMPERES)
                        .mapToObj(current -> FitPoint.sweep(steps, current))
                        .toList())
                .dt(FitPoint.TIME_STEP)
                .every(EVERY)
                .integrator(Integrators.crankNicolson())
                .precision(precision)
                .engine(engine)
                .threads(threads)
                .build()) {
            List<List<FeatureTarget>> targets = targets(runs.traces(population[0]));
            Double first = isFirst ? Benchmark.uptime() : null;
            Total silent = new Total();
            Total spiking = new Total();
            DoubleAdder squares = new DoubleAdder();
            DoubleAdder nanoseconds = new DoubleAdder();
            Runnable run = () -> runs.run(population, (candidate, sweep, v, from, length) -> {
                long began = System.nanoTime();
                long processor = clock.getCurrentThreadCpuTime();
                TraceFeatures features = features(FeatureTrace.of(v, from, length, sampleInterval()), sweep);
                double sum = 0;
                for (FeatureTarget target : targets.get(sweep)) {
                    double residual = target.residual(features);
                    sum += residual * residual;
                }
                Total total = features.value(Feature.SPIKE_COUNT).orElse(0) == 0 ? silent : spiking;
                total.processorNanoseconds.add(clock.getCurrentThreadCpuTime() - processor);
                total.features.add(targets.get(sweep).size());
                total.traces.add(1);
                squares.add(sum);
                nanoseconds.add(System.nanoTime() - began);
            });
            for (double warm = 0; warm < WARM_UP_SECONDS; ) {
                warm += Benchmark.seconds(run);
            }
            FitPoint.requireFinite(squares.sum());
            silent.clear();
            spiking.clear();
            nanoseconds.reset();
            double before = runs.loopSeconds();
            double[] seconds = new double[Benchmark.RUNS];
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] = Benchmark.seconds(run);
            }
            double ofThreads = threads * Arrays.stream(seconds).sum();
            double outside = 1 - (runs.loopSeconds() - before) / ofThreads;
            Double ratio =
                    withGradient ? new FeatureGradients(engine, precision, threads, steps, targets).ratio() : null;
            FeatureFigures figures = new FeatureFigures(
                    silent.perSecond(),
                    spiking.perSecond(),
                    silent.microsecondsPerTrace(),
                    spiking.microsecondsPerTrace(),
                    nanoseconds.sum() / 1e9 / ofThreads,
                    ratio);
            return new Measurement(
                    NAME,
                    candidates,
                    precision,
                    engine,
                    threads,
                    1,
                    NANOAMPERES.length * steps,
                    Durations.of(seconds),
                    null,
                    null,
                    isFirst ? built : null,
                    first,
                    null,
                    ProcessMemory.peakMegabytes(),
                    before == 0 ? null : outside,
                    figures,
                    null,
                    null);
        }
    }

    static double[] nanoamperes() {
        return NANOAMPERES.clone();
    }

    private static double sampleInterval() {
        return EVERY * FitPoint.TIME_STEP;
    }

    /** When the stimulus begins and ends, ms. */
    static double[] stimulus(int steps) {
        return new double[] {steps / 15 * FitPoint.TIME_STEP, (steps - steps / 10) * FitPoint.TIME_STEP};
    }

    private TraceFeatures features(FeatureTrace trace, int sweep) {
        double[] stimulus = stimulus(steps);
        return TraceFeatures.of(trace.stimulus(stimulus[0], stimulus[1], NANOAMPERES[sweep]), SETTINGS);
    }

    /** The features of the first candidate, as if it were the recorded cell. */
    private List<List<FeatureTarget>> targets(double[][] traces) {
        List<List<FeatureTarget>> targets = new ArrayList<>();
        IntStream.range(0, traces.length).forEach(sweep -> {
            TraceFeatures recorded = features(FeatureTrace.of(traces[sweep], sampleInterval()), sweep);
            boolean isSilent = recorded.value(Feature.SPIKE_COUNT).orElse(0) == 0;
            targets.add((isSilent ? SILENT : SPIKING)
                    .stream()
                            .map(feature -> FeatureTarget.of(
                                    feature, recorded.value(feature).orElse(0)))
                            .toList());
        });
        return targets;
    }
}
