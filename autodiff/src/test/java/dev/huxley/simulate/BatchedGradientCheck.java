package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.model.NeuronModel;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/**
 * Compares the gradient of the mean of the squared traces with central differences of sixth order, all differences of a
 * model in one batched run. A parameter on which the loss does not visibly depend fails the check, since it would
 * show nothing.
 */
final class BatchedGradientCheck {
    private static final double TOLERANCE = 1e-6;
    /** Relative rounding of a loss after some hundred steps. */
    private static final double ROUNDING = 3e-14;

    private record Element(String path, int index, double step) {}

    private BatchedGradientCheck() {}

    /** Checks the gradient by all trainable parameters of the model at their present values. */
    static void assertGradient(NeuronModel model, Simulation simulation) {
        try (NDManager manager = HuxleyRuntime.newManager()) {
            ArrayTree at = model.parameters(manager);
            ArrayTree gradients;
            double size;
            try (Tape tape = Tape.open()) {
                NDArray loss = simulation.run(at).square().mean();
                size = loss.getDouble();
                gradients = tape.gradients(loss, at);
            }
            List<Element> elements = elements(at);
            double[] losses = losses(simulation, manager, at, elements);
            List<Executable> checks = new ArrayList<>();
            Set<String> resolved = new HashSet<>();
            for (int e = 0; e < elements.size(); e++) {
                Element element = elements.get(e);
                double[] difference = new double[3];
                for (int k = 0; k < 3; k++) {
                    difference[k] = (losses[6 * e + 2 * k] - losses[6 * e + 2 * k + 1]) / element.step;
                }
                double want = (45 * difference[0] - 9 * difference[1] + difference[2]) / 60;
                double have = gradients.get(element.path).toDoubleArray()[element.index];
                double noise = ROUNDING * size / element.step;
                String message = element.path + "[" + element.index + "]: gradient " + have + ", central difference "
                        + want + " (uncertain by " + noise + "), relative error "
                        + Math.abs(have - want) / Math.abs(want);
                checks.add(() -> assertTrue(Math.abs(have - want) <= TOLERANCE * Math.abs(want) + noise, message));
                if (noise < 1e-3 * Math.abs(want)) {
                    resolved.add(element.path);
                }
            }
            at.paths()
                    .forEach(path -> checks.add(
                            () -> assertTrue(resolved.contains(path), path + ": the loss hardly depends on it")));
            assertAll(checks);
        }
    }

    private static List<Element> elements(ArrayTree at) {
        List<Element> elements = new ArrayList<>();
        for (String path : at.paths()) {
            double[] point = at.get(path).toDoubleArray();
            for (int i = 0; i < point.length; i++) {
                elements.add(new Element(path, i, 3e-3 * Math.max(Math.abs(point[i]), 0.03)));
            }
        }
        return elements;
    }

    /** For every element the losses one, two and three steps up and down. */
    private static double[] losses(Simulation simulation, NDManager manager, ArrayTree at, List<Element> elements) {
        int rows = 6 * elements.size();
        ArrayTree moved = at;
        for (String path : at.paths()) {
            double[] point = at.get(path).toDoubleArray();
            double[] values = new double[rows * point.length];
            for (int row = 0; row < rows; row++) {
                Element element = elements.get(row / 6);
                System.arraycopy(point, 0, values, row * point.length, point.length);
                if (element.path.equals(path)) {
                    int steps = row % 6 / 2 + 1;
                    values[row * point.length + element.index] += (row % 2 == 0 ? steps : -steps) * element.step;
                }
            }
            Shape batched = new Shape(rows).addAll(at.get(path).getShape());
            moved = moved.with(path, manager.create(values, batched));
        }
        NDArray traces = simulation.run(manager, Inputs.of(moved));
        return traces.square().reshape(rows, -1).mean(new int[] {1}).toDoubleArray();
    }
}
