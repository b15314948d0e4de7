package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.model.PlacedRecording;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs of a random cell on both engines, compared: every recorded trace by its own size, every gradient by the size of its
 * row of the batch. The gradient is that of a sum of the traces with weights that differ from time to time and bring
 * voltages, gates and currents to one size.
 */
final class Agreement {
    static final double TRACES = 1e-9;
    static final double GRADIENTS = 1e-7;
    /** Of two ways through one engine. */
    static final double SAME = 1e-12;
    /** Of a trace that is near zero for cancellation, as a current at its reversal potential, relative to its kind. */
    private static final double CANCELLATION = 1e-11;
    /** Relative rounding of a loss: a gradient that is zero but for it need not agree. */
    private static final double ROUNDING = 1e-14;

    private Agreement() {}

    /**
     * @param traces ([batch,] recordings, time points), flat
     * @param loss the sum of the sizes of the loss's terms
     */
    record Results(double[] traces, double loss, Map<String, double[]> gradients) {}

    /** Asserts that llvm computes what torch computes, with and without derivatives, and the same again and again. */
    static void require(RandomCell cell) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation torch = simulation(cell, "torch", Precision.FLOAT64);
                Simulation llvm = simulation(cell, "llvm", Precision.FLOAT64)) {
            RandomInputs inputs = new RandomInputs(cell, manager);
            Results expected = run(cell, torch, inputs, manager);
            double[] plain = plain(llvm, inputs, manager);
            requireTraces(cell, expected, plain, TRACES);
            Results actual = run(cell, llvm, inputs, manager);
            requireTraces(cell, expected, actual.traces, TRACES);
            requireTraces(cell, actual, plain, SAME);
            requireGradients(cell, inputs.leaves(), expected, actual, GRADIENTS, ROUNDING);
            assertArrayEquals(plain, plain(llvm, inputs, manager), () -> cell + ": the run repeated");
            Results again = run(cell, llvm, inputs, manager);
            actual.gradients.forEach((path, gradient) -> assertArrayEquals(
                    gradient, again.gradients.get(path), () -> cell + ": the gradient of " + path + " repeated"));
        }
    }

    /** Traces and gradients. */
    static Results run(RandomCell cell, Simulation simulation, RandomInputs inputs, NDManager manager) {
        return run(cell, simulation, inputs.leaves(), inputs.inputs(), manager);
    }

    /** Traces, and gradients to some of the inputs' leaves. */
    static Results run(RandomCell cell, Simulation simulation, ArrayTree leaves, Inputs inputs, NDManager manager) {
        if (leaves.isEmpty()) {
            NDArray traces = simulation.run(manager, inputs);
            return new Results(traces.toDoubleArray(), 0, Map.of());
        }
        try (Tape tape = Tape.open()) {
            NDArray traces = simulation.run(manager, inputs);
            NDArray terms = traces.mul(weights(cell, traces));
            double loss = Arrays.stream(terms.toDoubleArray()).map(Math::abs).sum();
            Map<String, double[]> arrays = new LinkedHashMap<>();
            tape.gradients(terms.sum(), leaves).forEach((path, gradient) -> arrays.put(path, gradient.toDoubleArray()));
            return new Results(traces.toDoubleArray(), loss, arrays);
        }
    }

    /** Traces of a run that is not differentiated. */
    static double[] plain(Simulation simulation, RandomInputs inputs, NDManager manager) {
        return simulation.run(manager, inputs.inputs(NDArray::stopGradient)).toDoubleArray();
    }

    static Simulation simulation(RandomCell cell, String engine, Precision precision) {
        return Simulation.of(cell.cell)
                .dt(RandomCell.DT)
                .tMax((cell.steps - 0.5) * RandomCell.DT)
                .engine(engine)
                .integrator(cell.integrator)
                .precision(precision)
                .build();
    }

    static void requireTraces(RandomCell cell, Results expected, double[] actual, double tolerance) {
        assertEquals(expected.traces.length, actual.length, cell::toString);
        List<PlacedRecording> recordings = cell.cell.recordings();
        int points = cell.steps + 1;
        for (int from = 0; from < actual.length; from += points) {
            int number = from / points % recordings.size();
            String what = cell + ": trace " + number + " (" + recordings.get(number) + ") of row "
                    + from / points / recordings.size();
            double floor = CANCELLATION * size(recordings.get(number).state());
            requireClose(what, expected.traces, actual, from, from + points, tolerance, floor);
        }
    }

    /**
     * @param rounding of the loss, relative
     */
    static void requireGradients(
            RandomCell cell, ArrayTree leaves, Results expected, Results actual, double tolerance, double rounding) {
        expected.gradients.forEach((path, gradient) -> {
            NDArray leaf = leaves.get(path);
            double largest =
                    Arrays.stream(leaf.toDoubleArray()).map(Math::abs).max().orElseThrow();
            double floor = rounding * expected.loss / (largest == 0 ? 1 : largest);
            boolean batched = leaf.getShape().dimension() > 1 && leaf.getShape().get(0) == cell.batch;
            int row = gradient.length / (batched ? cell.batch : 1);
            for (int from = 0; from < gradient.length; from += row) {
                String what = cell + ": gradient of " + path + " " + leaf.getShape() + ", row " + from / row;
                requireClose(what, gradient, actual.gradients.get(path), from, from + row, tolerance, floor);
            }
        });
    }

    private static void requireClose(
            String what, double[] expected, double[] actual, int from, int to, double tolerance, double floor) {
        double size = 0;
        double error = 0;
        int worst = from;
        for (int i = from; i < to; i++) {
            size = Math.max(size, Math.abs(expected[i]));
            double difference = Math.abs(expected[i] - actual[i]);
            // NaN counts as the worst.
            if (!(difference <= error)) {
                error = difference;
                worst = i;
            }
        }
        int at = worst;
        double found = error / size;
        assertTrue(
                error <= tolerance * size + floor,
                () -> what + ": at " + (at - from) + " of " + (to - from) + " " + actual[at] + " instead of "
                        + expected[at] + ", relative error " + found);
    }

    private static NDArray weights(RandomCell cell, NDArray traces) {
        List<PlacedRecording> recordings = cell.cell.recordings();
        double[] weights = new double[(int) traces.size()];
        for (int i = 0; i < weights.length; i++) {
            String state =
                    recordings.get(i / (cell.steps + 1) % recordings.size()).state();
            weights[i] = (1.2 + Math.sin(0.7 * i)) / size(state);
        }
        return traces.getManager().create(weights, traces.getShape());
    }

    /** The typical size of values of a kind, in mV, parts of 1 or mA/cm2. */
    private static double size(String state) {
        return state.equals("v") ? 50 : state.startsWith("i_") ? 0.01 : 0.5;
    }
}
