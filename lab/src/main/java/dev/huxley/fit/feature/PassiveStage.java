package dev.huxley.fit.feature;

import dev.huxley.feature.Feature;
import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.feature.CandidateEvaluator.Accuracy;
import dev.huxley.search.Evaluation;
import dev.huxley.search.LevenbergMarquardt;
import dev.huxley.search.SearchSpace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The first stage of a fit without a model: the leak and the size of the passive cell, by least squares of the voltage in
 * the fitted sweeps without spikes. It tells how far a leak alone explains the recording; the search begins without it,
 * since a spiking model that starts at the passive cell's values was found to stay in a poor valley near them.
 */
final class PassiveStage {
    private static final int STARTS = 4;
    private static final int MOST_ROUNDS = 25;

    private final List<FitSweep> sweeps;
    private final String engine;

    /**
     * The passive cell.
     *
     * @param values its values by path; empty if no sweep shows it
     * @param rootMeanSquare the root of the mean-square difference of the voltage, mV; NaN if no sweep shows it
     * @param evaluations the candidates that were evaluated
     */
    record Result(Map<String, Double> values, double rootMeanSquare, long evaluations) {
        static final Result NONE = new Result(Map.of(), Double.NaN, 0);

        /** The result in words; empty if no sweep shows it. */
        Optional<String> words() {
            return values.isEmpty()
                    ? Optional.empty()
                    : Optional.of(values.entrySet().stream()
                                    .map(value ->
                                            String.format(Locale.ROOT, "%s %.4g", value.getKey(), value.getValue()))
                                    .collect(Collectors.joining(", "))
                            + String.format(Locale.ROOT, "; root-mean-square difference %.2f mV", rootMeanSquare));
        }
    }

    PassiveStage(List<FitSweep> sweeps, String engine) {
        this.sweeps = sweeps.stream()
                .filter(sweep -> sweep.role() == SweepRole.FITTED && isSilent(sweep) && sweep.amplitude() != 0)
                .toList();
        this.engine = engine;
    }

    private static boolean isSilent(FitSweep sweep) {
        return sweep.targets().stream()
                .filter(target -> target.feature() == Feature.SPIKE_COUNT)
                .allMatch(target -> target.mean() == 0);
    }

    Result run() {
        if (sweeps.isEmpty()) {
            return Result.NONE;
        }
        DescribedModel model = Ladder.passive().description().build();
        SearchSpace space = RungSearch.spaceOf(model);
        try (CandidateEvaluator evaluator =
                new CandidateEvaluator(model, space, sweeps, new VoltageComparison(), Accuracy.SEARCH, engine)) {
            double[][] starts = starts(model, space);
            LevenbergMarquardt descents = new LevenbergMarquardt(starts, evaluator.evaluate(starts));
            long evaluations = starts.length;
            for (int round = 0; round < MOST_ROUNDS && !descents.isDone(); round++) {
                double[][] points = descents.ask();
                descents.tell(points, evaluator.evaluate(points));
                evaluations += points.length;
            }
            return best(space, descents, evaluations);
        }
    }

    /** The differences of the voltage in mV, once a millisecond around the stimulus: for responses without spikes. */
    private static final class VoltageComparison implements Comparison {
        private static final int EVERY = (int) Math.round(1 / FitSweep.SAMPLE);

        @Override
        public int size(FitSweep sweep) {
            return (sweep.voltage().length + EVERY - 1) / EVERY;
        }

        @Override
        public void compare(FitSweep sweep, float[] v, int length, double[] differences, int from) {
            double[] recorded = sweep.voltage();
            for (int i = 0; i < recorded.length; i += EVERY) {
                differences[from + i / EVERY] = v[i] - recorded[i];
            }
        }
    }

    private static double[][] starts(DescribedModel model, SearchSpace space) {
        Random random = new Random(1);
        double[][] starts = new double[STARTS][];
        starts[0] = space.unit(model.start());
        for (int i = 1; i < STARTS; i++) {
            starts[i] = random.doubles(space.size()).toArray();
        }
        return starts;
    }

    private static Result best(SearchSpace space, LevenbergMarquardt descents, long evaluations) {
        Evaluation[] results = descents.results();
        if (results.length == 0) {
            return new Result(Map.of(), Double.NaN, evaluations);
        }
        int best = 0;
        for (int i = 1; i < results.length; i++) {
            if (results[i].score() < results[best].score()) {
                best = i;
            }
        }
        double[] values = space.physical(descents.points()[best]);
        Map<String, Double> byPath = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            byPath.put(space.names().get(i), values[i]);
        }
        double square = Arrays.stream(results[best].residuals())
                .map(difference -> difference * difference)
                .average()
                .orElse(Double.NaN);
        return new Result(byPath, Math.sqrt(square), evaluations);
    }
}
