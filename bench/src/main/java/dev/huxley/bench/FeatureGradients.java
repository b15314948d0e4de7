package dev.huxley.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.feature.DifferentiableFeatures;
import dev.huxley.feature.FeatureSettings;
import dev.huxley.feature.FeatureTarget;
import dev.huxley.model.Cell;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.List;

/**
 * Compares the gradient of features by the traces with that of a simulation by its parameters: some candidates of
 * {@link FitPoint} under each sweep of {@link FitFeatures}.
 */
final class FeatureGradients {
    private static final int CANDIDATES = 16;
    private static final int RUNS = 5;

    private final String engine;
    private final Precision precision;
    private final int threads;
    private final int steps;
    private final List<List<FeatureTarget>> targets;

    /**
     * @param targets of each sweep
     */
    FeatureGradients(String engine, Precision precision, int threads, int steps, List<List<FeatureTarget>> targets) {
        this.engine = engine;
        this.precision = precision;
        this.threads = threads;
        this.steps = steps;
        this.targets = targets;
    }

    /** The median time of features and their gradient, all sweeps together, beside that of the simulation and its own. */
    double ratio() {
        double[] ofSimulation = new double[RUNS];
        double[] ofFeatures = new double[RUNS];
        for (int sweep = 0; sweep < targets.size(); sweep++) {
            time(sweep, ofSimulation, ofFeatures);
        }
        return Durations.of(ofFeatures).median() / Durations.of(ofSimulation).median();
    }

    private void time(int sweep, double[] ofSimulation, double[] ofFeatures) {
        double nanoamperes = FitFeatures.nanoamperes()[sweep];
        double[] stimulus = FitFeatures.stimulus(steps);
        Cell cell = FitPoint.cell();
        cell.set("v", -70);
        cell.record("v");
        cell.stimulate(Waveform.of(FitPoint.sweep(steps, nanoamperes).current(), FitPoint.TIME_STEP));
        DifferentiableFeatures features = DifferentiableFeatures.of(FeatureSettings.forFits(), FitPoint.TIME_STEP)
                .stimulus(stimulus[0], stimulus[1], nanoamperes);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell)
                        .dt(FitPoint.TIME_STEP)
                        .integrator(Integrators.crankNicolson())
                        .engine(engine)
                        .precision(precision)
                        .threads(threads)
                        .build()) {
            ArrayTree parameters = cell.parameters(manager).map(array -> {
                double[] rows = new double[CANDIDATES];
                Arrays.setAll(rows, i -> array.toDoubleArray()[0] * (1 + 0.001 * i));
                NDArray leaf = manager.create(rows, new Shape(CANDIDATES, 1));
                leaf.setRequiresGradient(true);
                return leaf;
            });
            NDArray traces = simulation.run(manager, Inputs.of(parameters)).stopGradient();
            traces.setRequiresGradient(true);
            Runnable simulate = () -> {
                try (NDManager scratch = manager.newSubManager();
                        Tape tape = Tape.open()) {
                    tape.gradients(
                            simulation.run(scratch, Inputs.of(parameters)).norm(), parameters);
                }
            };
            Runnable compare = () -> {
                try (NDManager scratch = manager.newSubManager();
                        Tape tape = Tape.open()) {
                    NDArray loss = features.residuals(traces, targets.get(sweep))
                            .square()
                            .mean();
                    loss.attach(scratch);
                    tape.gradients(loss, ArrayTree.of("v", traces));
                }
            };
            simulate.run();
            compare.run();
            for (int i = 0; i < RUNS; i++) {
                ofSimulation[i] += Benchmark.seconds(simulate);
                ofFeatures[i] += Benchmark.seconds(compare);
            }
        }
    }
}
