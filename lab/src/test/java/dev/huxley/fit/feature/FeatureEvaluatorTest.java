package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureSettings;
import dev.huxley.feature.FeatureTarget;
import dev.huxley.feature.FeatureTrace;
import dev.huxley.feature.TraceFeatures;
import dev.huxley.mechanism.hay.NaTs2T;
import dev.huxley.mechanism.hay.SKv3_1;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.search.Evaluation;
import dev.huxley.search.Gradient;
import dev.huxley.search.Portfolio;
import dev.huxley.search.SearchMethod;
import dev.huxley.search.SearchProgress;
import dev.huxley.search.SearchSpace;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hay's sodium and potassium channels in one compartment, 120 ms: a sweep without spikes and one with. */
class FeatureEvaluatorTest {
    private static final double STEP = 0.05;
    private static final double START = 20;
    private static final double END = 100;
    private static final double REST = -75;
    private static final double[] NANOAMPERES = {-0.05, 0.6};

    private static final SearchSpace SPACE = SearchSpace.of(
            SearchSpace.logarithmic("NaTs2T_gNaTs2T", 0.1, 2),
            SearchSpace.logarithmic("SKv3_1_gSKv3_1", 0.05, 1),
            SearchSpace.linear("radius", 5, 25));

    private static final double[] TRUTH = SPACE.unit(new double[] {0.5, 0.3, 15});

    private static final List<List<Feature>> FEATURES = List.of(
            List.of(Feature.VOLTAGE_BASE, Feature.STEADY_STATE_VOLTAGE_STIMEND, Feature.DECAY_TIME_CONSTANT_AFTER_STIM),
            List.of(
                    Feature.SPIKE_COUNT,
                    Feature.TIME_TO_FIRST_SPIKE,
                    Feature.ALL_ISI_VALUES,
                    Feature.AP_BEGIN_VOLTAGE,
                    Feature.AP_HEIGHT,
                    Feature.SPIKE_HALF_WIDTH,
                    Feature.AP_PEAK_UPSTROKE,
                    Feature.MIN_VOLTAGE_BETWEEN_SPIKES));

    private static Cell cell() {
        Cell cell = new Cell(new Compartment());
        cell.set("length", 30);
        cell.insert(new NaTs2T());
        cell.insert(new SKv3_1());
        cell.insert(new Leak());
        cell.set("Leak_eLeak", REST);
        SPACE.names().forEach(cell::makeTrainable);
        return cell;
    }

    private static double[] current(double nanoamperes) {
        double[] current = new double[2400];
        Arrays.fill(current, (int) (START / STEP), (int) (END / STEP), nanoamperes);
        return current;
    }

    /** The features of the cell with the true values, as if they were recorded; every second one counts twice. */
    private static List<FeatureSweep> sweeps() {
        List<FeatureSweep> sweeps = new ArrayList<>();
        for (int i = 0; i < NANOAMPERES.length; i++) {
            Cell cell = cell();
            double[] values = SPACE.physical(TRUTH);
            for (int k = 0; k < values.length; k++) {
                cell.set(SPACE.names().get(k), values[k]);
            }
            cell.set("v", REST);
            SteadyState.apply(cell);
            cell.stimulate(Waveform.of(current(NANOAMPERES[i]), STEP));
            cell.record("v");
            double[] v;
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = Simulation.of(cell).dt(STEP).build()) {
                v = simulation.run(manager, Inputs.none()).toDoubleArray();
            }
            FeatureTrace trace = FeatureTrace.of(v, STEP).stimulus(START, END, NANOAMPERES[i]);
            TraceFeatures recorded = TraceFeatures.of(trace, FeatureSettings.forFits());
            List<FeatureTarget> targets = new ArrayList<>();
            for (Feature feature : FEATURES.get(i)) {
                double mean = recorded.value(feature).orElseThrow();
                targets.add(FeatureTarget.of(feature, mean).withWeight(1 + targets.size() % 2));
            }
            sweeps.add(new FeatureSweep(current(NANOAMPERES[i]), REST, START, END, NANOAMPERES[i], targets));
        }
        return sweeps;
    }

    private static FeatureEvaluator evaluator() {
        Cell cell = cell();
        return FeatureEvaluator.of(cell, cell.branch(0).comp(0), STEP, SPACE, sweeps());
    }

    @Test
    void theScoreOfTheTrueValuesIsZeroAndAGradientHasTheScoreOfAnEvaluation() {
        double[][] points = {TRUTH, {0.4, 0.6, 0.7}, {0.5, 0.5, 0.4}};
        try (FeatureEvaluator evaluator = evaluator()) {
            Evaluation[] evaluations = evaluator.evaluate(points);
            Gradient[] gradients = evaluator.gradients(points);
            assertEquals(0, evaluations[0].score(), 1e-12);
            assertEquals(11, evaluations[0].residuals().length);
            for (int k = 0; k < points.length; k++) {
                assertEquals(evaluations[k].score(), gradients[k].evaluation().score(), 1e-9, "score of point " + k);
                assertArrayEquals(
                        evaluations[k].residuals(), gradients[k].evaluation().residuals(), 1e-9, "point " + k);
            }
            assertTrue(evaluations[1].score() > 0.1, "elsewhere it is " + evaluations[1].score());
        }
    }

    @Test
    void theGradientEqualsCentralDifferencesOfTheScore() {
        double step = 1e-6;
        // Near the truth, farther away with large residuals, and without a spike.
        double[][] points = {{TRUTH[0] + 0.02, TRUTH[1] - 0.03, TRUTH[2] + 0.03}, {0.35, 0.75, 0.6}, {0.05, 0.9, 0.95}};
        try (FeatureEvaluator evaluator = evaluator()) {
            Gradient[] gradients = evaluator.gradients(points);
            for (int k = 0; k < points.length; k++) {
                double[][] shifted = new double[2 * SPACE.size()][];
                for (int i = 0; i < shifted.length; i++) {
                    shifted[i] = points[k].clone();
                    shifted[i][i / 2] += i % 2 == 0 ? step : -step;
                }
                Evaluation[] scores = evaluator.evaluate(shifted);
                double[] expected = new double[SPACE.size()];
                Arrays.setAll(expected, i -> (scores[2 * i].score() - scores[2 * i + 1].score()) / (2 * step));
                double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                assertTrue(scale > 1, "the score of point " + k + " has the slopes " + Arrays.toString(expected));
                assertArrayEquals(
                        expected,
                        gradients[k].gradient(),
                        1e-5 * scale,
                        "point " + k + ", score " + gradients[k].evaluation().score());
            }
        }
    }

    @Test
    void aPortfolioDescendsAlongIt() {
        double[] start = {TRUTH[0] + 0.1, TRUTH[1] + 0.08, TRUTH[2] - 0.1};
        try (FeatureEvaluator evaluator = evaluator()) {
            double before = evaluator.evaluate(new double[][] {start})[0].score();
            SearchProgress end = Portfolio.of(SPACE, evaluator)
                    .methods(SearchMethod.L_BFGS)
                    .draws(1)
                    .starts(List.of(start))
                    .seed(1)
                    .evaluations(600)
                    .scoreToReach(before / 5)
                    .build()
                    .run();
            double after = end.bestScore();
            assertTrue(after <= before / 5, "from " + before + " to " + after + ": " + end);
        }
    }

    @Test
    void whatDoesNotFitIsAnError() {
        Cell cell = cell();
        SearchSpace two = SearchSpace.of(SPACE.axes().subList(0, 2));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> FeatureEvaluator.of(cell, cell.branch(0).comp(0), STEP, two, sweeps()))
                .getMessage();
        assertTrue(message.contains("2 axes") && message.contains("3 trainable values"), message);
        assertThrows(
                IllegalArgumentException.class,
                () -> FeatureEvaluator.of(cell, cell().branch(0).comp(0), STEP, SPACE, sweeps()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FeatureSweep(new double[3], REST, START, END, 0.1, List.of()));
    }
}
