package dev.huxley.bench;

import dev.huxley.array.Precision;
import dev.huxley.mechanism.extended.K;
import dev.huxley.mechanism.extended.Na;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.pospischil.Km;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.population.PopulationSimulation;
import dev.huxley.population.SweepInput;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.simulate.Engines;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.IntStream;

/**
 * Times the runs of a search: candidates of a point neuron with 17 parameters, each under four sweeps of 1.2 s with a step
 * of current, by Crank-Nicolson at 0.05 ms; every second value of the traces is handed over. Their consumer reads one value
 * of each: {@link FitFeatures} measures what features cost.
 */
public final class FitPoint {
    /** The name of the case. */
    public static final String NAME = "fit-point";

    static final double TIME_STEP = 0.05;
    private static final int SWEEPS = 4;
    /** A search has some hundred generations, in the first of which Java's own compiler is at work. */
    private static final int WARM_UP_RUNS = 200;

    /** The steps of 1.2 s. */
    static final int STEPS = 24_000;
    /** The relative width of the candidates' distribution. */
    private static final double SPREAD = 0.1;

    private static final Map<String, Double> PARAMETERS = parameters();

    private final String engine;
    private final Precision precision;
    private final int threads;
    private final int candidates;
    private final int steps;

    /**
     * @param steps the steps of a sweep; null for 1.2 s
     */
    FitPoint(String engine, Precision precision, int threads, int candidates, Integer steps) {
        this.engine = Engines.usable(engine);
        this.precision = precision;
        this.threads = this.engine.equals(Engines.TORCH) ? 1 : threads;
        this.candidates = candidates;
        this.steps = steps == null ? STEPS : steps;
    }

    Measurement measure(boolean isFirst) {
        long start = System.nanoTime();
        Cell cell = cell();
        double built = (System.nanoTime() - start) / 1e9;
        double[][] population = candidates(candidates);
        try (PopulationSimulation runs = PopulationSimulation.of(cell)
                .electrode(cell.branch(0).comp(0))
                .sweeps(IntStream.range(0, SWEEPS).mapToObj(this::sweep).toList())
                .dt(TIME_STEP)
                .every(2)
                .integrator(Integrators.crankNicolson())
                .precision(precision)
                .engine(engine)
                .threads(threads)
                .build()) {
            DoubleAdder sum = new DoubleAdder();
            Runnable run = () -> runs.run(population, (candidate, sweep, v, from, length) -> {
                sum.add(v[from + length - 1]);
            });
            run.run();
            requireFinite(sum.sumThenReset());
            Double first = isFirst ? Benchmark.uptime() : null;
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                run.run();
            }
            double before = runs.loopSeconds();
            double[] seconds = new double[Benchmark.RUNS];
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] = Benchmark.seconds(run);
            }
            double ofThreads = threads * Arrays.stream(seconds).sum();
            return new Measurement(
                    NAME,
                    candidates,
                    precision,
                    engine,
                    threads,
                    1,
                    SWEEPS * steps,
                    Durations.of(seconds),
                    null,
                    null,
                    isFirst ? built : null,
                    first,
                    null,
                    ProcessMemory.peakMegabytes(),
                    before == 0 ? null : 1 - (runs.loopSeconds() - before) / ofThreads,
                    null,
                    null,
                    null);
        }
    }

    static void requireFinite(double sum) {
        if (!Double.isFinite(sum)) {
            throw new IllegalStateException(
                    "the sum of the last voltages is " + sum + ": a candidate left the finite numbers");
        }
    }

    /** The point neuron with its 17 free parameters. */
    static Cell cell() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        cell.insert(new Na());
        cell.insert(new K());
        cell.insert(new Km());
        cell.set("length", 60);
        PARAMETERS.forEach((key, value) -> cell.makeTrainable(key, value));
        return cell;
    }

    /** Values of the parameters, scattered by some percent. */
    static double[][] candidates(int candidates) {
        SplittableRandom random = new SplittableRandom(1);
        double[] center =
                PARAMETERS.values().stream().mapToDouble(Double::doubleValue).toArray();
        return IntStream.range(0, candidates)
                .mapToObj(i -> Arrays.stream(center)
                        .map(value -> value * (1 + SPREAD * (random.nextDouble() - 0.5)))
                        .toArray())
                .toArray(double[][]::new);
    }

    private SweepInput sweep(int number) {
        return sweep(steps, 0.1 + 0.2 * number);
    }

    /** A sweep with a step of current from 80 to 1080 ms of its 1.2 s. */
    static SweepInput sweep(int steps, double nanoamperes) {
        double[] current = new double[steps];
        Arrays.fill(current, steps / 15, steps - steps / 10, nanoamperes);
        return new SweepInput(current, -70);
    }

    private static Map<String, Double> parameters() {
        Map<String, Double> parameters = new LinkedHashMap<>();
        parameters.put("Na_gNa", 0.05);
        parameters.put("Na_mSpeed", 1.0);
        parameters.put("Na_hSpeed", 1.0);
        parameters.put("Na_sHalf", -45.0);
        parameters.put("Na_sSlope", 5.0);
        parameters.put("Na_sTau", 200.0);
        parameters.put("vt", -60.0);
        parameters.put("K_gK", 0.005);
        parameters.put("K_vt", -60.0);
        parameters.put("K_nSpeed", 1.0);
        parameters.put("eK", -90.0);
        parameters.put("Km_gKm", 4e-5);
        parameters.put("Km_taumax", 1000.0);
        parameters.put("Leak_gLeak", 1e-4);
        parameters.put("Leak_eLeak", -70.0);
        parameters.put("radius", 30.0);
        parameters.put("capacitance", 1.0);
        return parameters;
    }
}
