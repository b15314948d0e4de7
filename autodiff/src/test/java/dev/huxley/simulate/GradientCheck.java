package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.function.Executable;

/**
 * Compares the gradient of a loss with central differences of sixth order. What a difference cannot resolve is allowed
 * for: the rounding of the loss divided by the step. A gradient that is nothing but such rounding fails the check, since
 * it would show nothing.
 */
public final class GradientCheck {
    private static final double TOLERANCE = 1e-6;
    /** Relative rounding of a loss after some hundred steps. */
    private static final double ROUNDING = 3e-14;

    private GradientCheck() {}

    /** A leaf with these values. */
    static NDArray leaf(NDManager manager, double... values) {
        NDArray array = manager.create(values);
        array.setRequiresGradient(true);
        return array;
    }

    /** Throws an error unless all elements of the gradient equal the differences. */
    public static void assertGradient(ArrayTree at, Function<ArrayTree, NDArray> loss) {
        ArrayTree gradients;
        try (Tape tape = Tape.open()) {
            gradients = tape.gradients(loss.apply(at), at);
        }
        assertGradient(gradients, at, loss);
    }

    public static void assertGradient(ArrayTree gradients, ArrayTree at, Function<ArrayTree, NDArray> loss) {
        double size = Math.abs(value(loss, at));
        List<Executable> checks = new ArrayList<>();
        for (String path : at.paths()) {
            double[] point = at.get(path).toDoubleArray();
            double[] gradient = gradients.get(path).toDoubleArray();
            double largest = Arrays.stream(point).map(Math::abs).max().orElseThrow();
            boolean[] resolved = new boolean[1];
            for (int i = 0; i < point.length; i++) {
                double step = 3e-3 * Math.max(Math.abs(point[i]), 0.3 * largest);
                double[] difference = new double[4];
                for (int k = 1; k <= 3; k++) {
                    double up = value(loss, moved(at, path, point, i, k * step));
                    double down = value(loss, moved(at, path, point, i, -k * step));
                    difference[k] = (up - down) / step;
                }
                double want = (45 * difference[1] - 9 * difference[2] + difference[3]) / 60;
                double noise = ROUNDING * size / step;
                double error = Math.abs(gradient[i] - want);
                resolved[0] |= noise < TOLERANCE * Math.abs(want);
                String message = path + "[" + i + "]: gradient " + gradient[i] + ", central difference " + want
                        + " (uncertain by " + noise + "), relative error " + error / Math.abs(want);
                checks.add(() -> assertTrue(error <= TOLERANCE * Math.abs(want) + noise, message));
            }
            checks.add(() -> assertTrue(resolved[0], path + ": the loss hardly depends on it, so the check is empty"));
        }
        assertAll(checks);
    }

    private static ArrayTree moved(ArrayTree at, String path, double[] point, int element, double by) {
        double[] copy = point.clone();
        copy[element] += by;
        NDArray old = at.get(path);
        return at.with(path, old.getManager().create(copy, old.getShape()));
    }

    private static double value(Function<ArrayTree, NDArray> loss, ArrayTree at) {
        return loss.apply(at).toDoubleArray()[0];
    }
}
