package dev.huxley.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.model.Cell;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Gradients of features against central differences, by samples and through simulations. */
class FeatureGradientTest {
    private static final FeatureSettings SETTINGS = FeatureSettings.forFits().withStepMs(0);
    private static final double STEP = 5e-6;
    /** So small that no sample more or less belongs to a fall. */
    private static final double SMALL_STEP = 2e-7;

    private static FeatureTrace trace(double[] v, double dt, double start, double end) {
        return FeatureTrace.of(v, dt).stimulus(start, end, 0.3);
    }

    /** Compares with central differences at samples that matter, and at some others; returns how many differ. */
    private static List<String> differences(
            String what,
            double step,
            double[] v,
            Function<double[], TraceFeatures> of,
            Function<TraceFeatures, Quantity> function) {
        Quantity quantity = function.apply(of.apply(v));
        double[] gradient = new double[v.length];
        quantity.addTo(gradient, 0, 1);
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElse(0);
        List<Integer> samples = new ArrayList<>();
        for (int i = 0; i < v.length; i++) {
            if (Math.abs(gradient[i]) > 1e-3 * largest || i % 397 == 0) {
                samples.add(i);
            }
        }
        List<String> differences = new ArrayList<>();
        for (int k = 0; k < samples.size(); k += 1 + samples.size() / 40) {
            int i = samples.get(k);
            double[] changed = v.clone();
            changed[i] = v[i] + step;
            double above = function.apply(of.apply(changed)).value();
            changed[i] = v[i] - step;
            double below = function.apply(of.apply(changed)).value();
            double expected = (above - below) / (2 * step);
            double rounding = 1e-13 * Math.max(1, Math.abs(above)) / step;
            if (!(Math.abs(gradient[i] - expected) <= 1e-5 * largest + rounding)) {
                differences.add(what + " by sample " + i + ": " + gradient[i] + " but " + expected);
            }
        }
        return differences;
    }

    @Test
    void gradientsBySamplesAreCentralDifferences() {
        List<String> differences = new ArrayList<>();
        int present = 0;
        for (String neuron : SimulatedTraces.NEURONS) {
            double[] v = SimulatedTraces.trace(neuron, 0.5);
            for (boolean crossing : new boolean[] {false, true}) {
                Function<double[], TraceFeatures> of = samples -> TraceFeatures.differentiable(
                        trace(samples, SimulatedTraces.DT, SimulatedTraces.START, SimulatedTraces.END),
                        SETTINGS.withCrossingTimes(crossing));
                for (Feature feature : Feature.values()) {
                    if (!of.apply(v).entries(feature).isEmpty()) {
                        present++;
                        differences.addAll(differences(
                                neuron + " " + feature, STEP, v, of, each -> Quantity.mean(each.entries(feature))));
                    }
                }
            }
        }
        for (String name : List.of("sag")) {
            Function<double[], TraceFeatures> of =
                    samples -> TraceFeatures.differentiable(trace(samples, 0.1, 100.05, 600.05), SETTINGS);
            double[] v = EfelTraces.samples(name);
            v[1500] += 1e-3;
            for (Feature feature : List.of(
                    Feature.TIME_CONSTANT,
                    Feature.SAG_AMPLITUDE,
                    Feature.SAG_RATIO1,
                    Feature.SAG_RATIO2,
                    Feature.DECAY_TIME_CONSTANT_AFTER_STIM,
                    Feature.OHMIC_INPUT_RESISTANCE_VB_SSSE)) {
                present++;
                differences.addAll(differences(
                        name + " " + feature, SMALL_STEP, v, of, each -> Quantity.mean(each.entries(feature))));
            }
        }
        assertTrue(present >= 100, "only " + present + " features were there to compare");
        assertEquals("", String.join("\n", differences));
    }

    @Test
    void gradientsOfMissingFeaturesAreCentralDifferences() {
        int missing = 0;
        List<String> differences = new ArrayList<>();
        double[] times = {130, 190, 250, 330, 430, 530};
        for (int spikes = 0; spikes <= 4; spikes++) {
            double[] heights = {33, 29.5, 31, 28, 32.5, 30};
            Arrays.fill(heights, 0, spikes, 80);
            double[] v = FeatureLawsTest.bumps(times, heights);
            Function<double[], TraceFeatures> of =
                    samples -> TraceFeatures.differentiable(trace(samples, 0.1, 100.05, 600.05), SETTINGS);
            for (Feature feature : Feature.values()) {
                FeatureTarget target = FeatureTarget.of(feature, feature.isCount() ? 6 : 30);
                missing += of.apply(v).entries(feature).isEmpty() ? 1 : 0;
                differences.addAll(differences(spikes + " spikes, " + feature, STEP, v, of, target::graded));
            }
        }
        assertTrue(missing > 40, "only " + missing + " features were missing");
        assertEquals("", String.join("\n", differences));
    }

    @Test
    void arraysHaveTheValuesOfTheExactForm() {
        double[] fast = SimulatedTraces.trace("HH", 0.5);
        double[] silent = SimulatedTraces.trace("Pospischil", 0.02);
        double[] both = Arrays.copyOf(fast, 2 * fast.length);
        System.arraycopy(silent, 0, both, fast.length, silent.length);
        FeatureSettings settings = FeatureSettings.forFits();
        Feature[] features = Feature.values();
        List<FeatureTarget> targets = Arrays.stream(features)
                .map(feature -> FeatureTarget.of(feature, 20))
                .toList();
        DifferentiableFeatures differentiable =
                DifferentiableFeatures.of(settings, SimulatedTraces.DT).stimulus(20, 100, 0.3);
        try (NDManager manager = HuxleyRuntime.newManager()) {
            NDArray traces = manager.create(both, new Shape(2, 1, fast.length));
            double[] values = differentiable.values(traces, features).toDoubleArray();
            double[] residuals = differentiable.residuals(traces, targets).toDoubleArray();
            for (int row = 0; row < 2; row++) {
                TraceFeatures exact =
                        TraceFeatures.of(trace(row == 0 ? fast : silent, SimulatedTraces.DT, 20, 100), settings);
                for (int k = 0; k < features.length; k++) {
                    int at = row * features.length + k;
                    String what = features[k] + " of row " + row;
                    if (exact.value(features[k]).isPresent()) {
                        assertEquals(exact.value(features[k]).getAsDouble(), values[at], 1e-12, what);
                    }
                    assertEquals(targets.get(k).residual(exact), residuals[at], 1e-12, what);
                }
            }
        }
    }

    @Test
    void gradientsThroughSimulationsAreCentralDifferences() {
        List<String> differences = new ArrayList<>();
        for (String neuron : SimulatedTraces.NEURONS) {
            for (double current : neuron.equals("hay") ? new double[] {0.5} : new double[] {0.05, 0.5}) {
                List<FeatureTarget> targets = List.of(
                        FeatureTarget.of(Feature.TIME_TO_FIRST_SPIKE, 10),
                        FeatureTarget.of(Feature.AP_HEIGHT, 60),
                        FeatureTarget.of(Feature.AP_BEGIN_VOLTAGE, -60),
                        FeatureTarget.of(Feature.SPIKE_HALF_WIDTH, 3),
                        FeatureTarget.of(Feature.STEADY_STATE_VOLTAGE_STIMEND, -50),
                        FeatureTarget.of(Feature.DOUBLET_ISI, 50));
                differences.addAll(through(neuron, current, targets));
            }
        }
        assertEquals("", String.join("\n", differences));
    }

    private static List<String> through(String neuron, double current, List<FeatureTarget> targets) {
        Cell cell = SimulatedTraces.cell(neuron, current);
        DifferentiableFeatures features = DifferentiableFeatures.of(FeatureSettings.forFits(), SimulatedTraces.DT)
                .stimulus(20, 100, current);
        List<String> differences = new ArrayList<>();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(SimulatedTraces.DT).build()) {
            ArrayTree parameters = cell.parameters(manager);
            for (int k = 0; k < targets.size(); k++) {
                List<FeatureTarget> target = List.of(targets.get(k));
                parameters.forEach((path, array) -> array.setRequiresGradient(true));
                ArrayTree gradient;
                try (Tape tape = Tape.open()) {
                    NDArray v = simulation.run(manager, Inputs.of(parameters));
                    gradient = tape.gradients(features.residuals(v, target).sum(), parameters);
                }
                String name = targets.get(k).feature().toString();
                gradient.forEach((path, array) -> {
                    double value = array.toDoubleArray()[0];
                    double expected = difference(manager, simulation, parameters, path.toString(), features, target);
                    if (!(Math.abs(value - expected) <= 1e-4 * Math.abs(expected) + 1e-6)) {
                        differences.add(neuron + " at " + current + " nA, " + name + " by " + path + ": " + value
                                + " but " + expected);
                    }
                });
            }
        }
        return differences;
    }

    private static double difference(
            NDManager manager,
            Simulation simulation,
            ArrayTree parameters,
            String path,
            DifferentiableFeatures features,
            List<FeatureTarget> target) {
        double[] values = new double[2];
        double step = 0;
        for (int side = 0; side < 2; side++) {
            double factor = side == 0 ? 1 + 1e-7 : 1 - 1e-7;
            ArrayTree changed = parameters.map(array -> {
                double[] own = array.toDoubleArray();
                if (array == parameters.get(path)) {
                    own[0] *= factor;
                }
                return manager.create(own, array.getShape());
            });
            NDArray v = simulation.run(manager, Inputs.of(changed));
            values[side] = features.residuals(v, target).toDoubleArray()[0];
            step = parameters.get(path).toDoubleArray()[0] * 1e-7;
        }
        return (values[0] - values[1]) / (2 * step);
    }
}
