package dev.huxley.fit.feature;

import dev.huxley.array.Precision;
import dev.huxley.feature.DepolarizationBlock;
import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Rig;
import dev.huxley.population.PopulationSimulation;
import dev.huxley.population.SweepInput;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.search.Evaluation;
import dev.huxley.search.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Scores candidates of a model: simulates the fitted sweeps with each, passes the voltage through the rig, and compares it
 * with the recorded one. The comparison is made by the threads that simulate; no trace is kept. The held-out sweeps are
 * simulated only when asked for.
 */
final class CandidateEvaluator implements CandidateScoring.Scorer {
    /** The accuracy of the simulations. */
    enum Accuracy {
        /** float32 at the time step of the search. */
        SEARCH(1, Precision.FLOAT32),
        /** float64 at half the time step of the search. */
        CHECK(2, Precision.FLOAT64);

        /** The number of time steps in one of the search. */
        private final int divisor;

        private final Precision precision;

        Accuracy(int divisor, Precision precision) {
            this.divisor = divisor;
            this.precision = precision;
        }
    }

    /** The time of a block that counts as one standard deviation, ms. */
    private static final double BLOCK_UNIT = 50;

    private final DescribedModel model;
    private final SearchSpace space;
    private final List<FitSweep> sweeps;
    private final Comparison comparison;
    private final int[] fitted;

    /** The sweep of the largest current, which must not show a depolarization block; -1 if it is a fitted one. */
    private final int largest;

    private final PopulationSimulation population;
    private final double[][] electrodeCurrent;
    private final ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[0]);

    CandidateEvaluator(
            DescribedModel model,
            SearchSpace space,
            List<FitSweep> sweeps,
            Comparison comparison,
            Accuracy accuracy,
            String engine) {
        this(model, space, sweeps, comparison, accuracy, engine, OptionalInt.empty());
    }

    /** @param threads the number of threads that simulate; empty for one per processor */
    CandidateEvaluator(
            DescribedModel model,
            SearchSpace space,
            List<FitSweep> sweeps,
            Comparison comparison,
            Accuracy accuracy,
            String engine,
            OptionalInt threads) {
        this.model = model;
        this.space = space;
        this.sweeps = List.copyOf(sweeps);
        this.comparison = comparison;
        int every = sweeps.get(0).stepsPerSample() * accuracy.divisor;
        List<SweepInput> inputs = new ArrayList<>();
        electrodeCurrent = new double[sweeps.size()][];
        for (int i = 0; i < sweeps.size(); i++) {
            FitSweep sweep = sweeps.get(i);
            double[] current = repeated(sweep.current(), accuracy.divisor);
            inputs.add(new SweepInput(current, sweep.initialVoltage()));
            electrodeCurrent[i] = sampled(current, every, sweep.voltage().length);
        }
        fitted = IntStream.range(0, sweeps.size())
                .filter(i -> sweeps.get(i).role() == SweepRole.FITTED)
                .toArray();
        largest = largest(sweeps);
        PopulationSimulation.Builder builder = PopulationSimulation.of(model.cell())
                .electrode(model.electrode())
                .sweeps(inputs)
                .dt(sweeps.get(0).timeStep() / accuracy.divisor)
                .integrator(Integrators.crankNicolson())
                .precision(accuracy.precision)
                .every(every)
                .engine(engine);
        threads.ifPresent(builder::threads);
        population = builder.build();
    }

    private static int largest(List<FitSweep> sweeps) {
        int largest = 0;
        for (int i = 1; i < sweeps.size(); i++) {
            if (sweeps.get(i).level() > sweeps.get(largest).level()) {
                largest = i;
            }
        }
        return sweeps.get(largest).role() == SweepRole.FITTED ? -1 : largest;
    }

    /**
     * Scores points by the fitted sweeps. In the sweep of the largest current, if it is held out, a candidate is only
     * checked for a depolarization block that the recording does not have, as the Allen Institute's fits do. A point that is
     * not finite fails; another one stands in its place, so that the others are computed as ever.
     */
    @Override
    public Evaluation[] evaluate(double[][] points) {
        double[][] possible = points.clone();
        for (int i = 0; i < points.length; i++) {
            if (isLost(points[i])) {
                possible[i] = new double[space.size()];
                Arrays.fill(possible[i], 0.5);
            }
        }
        Evaluation[] evaluations = evaluatePossible(possible);
        for (int i = 0; i < points.length; i++) {
            if (isLost(points[i])) {
                evaluations[i] = Evaluation.failed(evaluations[i].residuals().length);
            }
        }
        return evaluations;
    }

    private static boolean isLost(double[] point) {
        return Arrays.stream(point).anyMatch(value -> !Double.isFinite(value));
    }

    private Evaluation[] evaluatePossible(double[][] points) {
        double[][] rows = differences(points, fitted);
        if (largest >= 0) {
            DepolarizationBlock check = DepolarizationBlock.of(TargetChoice.features(sweeps.get(largest)));
            run(points, new int[] {largest}, (candidate, sweep, v, length) -> {
                double[] longer = Arrays.copyOf(rows[candidate], rows[candidate].length + 1);
                longer[longer.length - 1] =
                        blocked(check.check(FeatureComparison.features(sweeps.get(sweep), v, length)));
                rows[candidate] = longer;
            });
        }
        return Arrays.stream(rows).map(comparison::evaluation).toArray(Evaluation[]::new);
    }

    /** The time of a block in units of 50 ms; 0 if there is none. */
    private static double blocked(DepolarizationBlock.Verdict verdict) {
        return (Math.max(0, verdict.aboveMs() - verdict.allowedAboveMs())
                        + Math.max(0, verdict.belowMs() - verdict.allowedBelowMs()))
                / BLOCK_UNIT;
    }

    /** The differences of every point of the unit cube in these sweeps, in their order. */
    double[][] differences(double[][] points, int[] chosen) {
        int[] first = new int[sweeps.size()];
        int count = 0;
        for (int sweep : chosen) {
            first[sweep] = count;
            count += comparison.size(sweeps.get(sweep));
        }
        double[][] found = new double[points.length][count];
        run(
                points,
                chosen,
                (candidate, sweep, v, length) ->
                        comparison.compare(sweeps.get(sweep), v, length, found[candidate], first[sweep]));
        return found;
    }

    /** The voltage that the rig would record of a point in all sweeps, mV at every {@link FitSweep#SAMPLE}. */
    double[][] traces(double[] point) {
        double[][] traces = new double[sweeps.size()][];
        run(new double[][] {point}, all(), (candidate, sweep, v, length) -> {
            double[] trace = new double[length];
            Arrays.setAll(trace, i -> v[i]);
            traces[sweep] = trace;
        });
        return traces;
    }

    private int[] all() {
        return IntStream.range(0, sweeps.size()).toArray();
    }

    private void run(double[][] points, int[] chosen, RecordedConsumer consumer) {
        double[][] values = Arrays.stream(points).map(space::physical).toArray(double[][]::new);
        Rig[] rigs = Arrays.stream(values).map(model::rig).toArray(Rig[]::new);
        population.run(
                Arrays.stream(values).map(model::cellValues).toArray(double[][]::new),
                chosen,
                Arrays.stream(rigs).map(rig -> initial(rig, chosen)).toArray(double[][]::new),
                (candidate, sweep, v, from, length) ->
                        consumer.accept(candidate, sweep, recorded(rigs[candidate], sweep, v, from, length), length));
    }

    /** The membrane's voltages at which the sweeps begin so that the rig shows the recorded ones, mV. */
    private double[] initial(Rig rig, int[] chosen) {
        return Arrays.stream(chosen)
                .mapToDouble(sweep -> rig.membrane(sweeps.get(sweep).initialVoltage(), electrodeCurrent[sweep][0]))
                .toArray();
    }

    /** The voltage as the rig records it; the array belongs to the thread. */
    private float[] recorded(Rig rig, int sweep, float[] v, int from, int length) {
        float[] copy = scratch.get();
        if (copy.length < length) {
            copy = new float[length];
            scratch.set(copy);
        }
        System.arraycopy(v, from, copy, 0, length);
        rig.record(copy, 0, length, FitSweep.SAMPLE, electrodeCurrent[sweep]);
        return copy;
    }

    /** The current at the times of the samples: that of the step which ends there, of the first step at time 0. */
    private static double[] sampled(double[] current, int every, int samples) {
        double[] sampled = new double[samples];
        for (int i = 0; i < samples; i++) {
            sampled[i] = current[Math.max(0, Math.min(current.length, i * every) - 1)];
        }
        return sampled;
    }

    private static double[] repeated(double[] current, int times) {
        double[] repeated = new double[current.length * times];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = current[i / times];
        }
        return repeated;
    }

    @Override
    public void close() {
        population.close();
    }

    @FunctionalInterface
    private interface RecordedConsumer {
        void accept(int candidate, int sweep, float[] v, int length);
    }
}
