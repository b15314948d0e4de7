package dev.huxley.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/** The gradient of the sum of a function's result, by DJL and by central differences. */
public final class GradientCheck {
    private GradientCheck() {}

    /**
     * DJL's gradient. Between forward and backward pass everything temporary is closed, garbage is collected and freed
     * memory is written over: an operand that does not own its memory shows as a wrong gradient.
     */
    public static double[] gradient(double[] at, Shape shape, UnaryOperator<NDArray> function) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(at, shape);
            x.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray sum;
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    sum = function.apply(x).sum();
                    NDScope.unregister(sum);
                }
                collectGarbage();
                collector.backward(sum);
            }
            return x.getGradient().toDoubleArray();
        }
    }

    private static void collectGarbage() {
        System.gc();
        for (int i = 0; i < 256; i++) {
            ByteBuffer.allocateDirect(8).putDouble(-1e9 - i);
        }
    }

    /**
     * Requires DJL's gradient to equal central differences with the given relative step, to a relative tolerance beside
     * the rounding of the difference.
     */
    public static void assertEqualsCentralDifference(
            double[] at, Shape shape, double step, double tolerance, UnaryOperator<NDArray> function) {
        double[] gradient = gradient(at, shape, function);
        for (int i = 0; i < at.length; i++) {
            double h = step * Math.max(1, Math.abs(at[i]));
            double[] above = values(shifted(at, i, h), shape, function);
            double[] below = values(shifted(at, i, -h), shape, function);
            double difference = 0;
            double rounding = 0;
            for (int j = 0; j < above.length; j++) {
                difference += above[j] - below[j];
                boolean affected = above[j] != below[j] || i == j || above.length != at.length;
                rounding += affected ? 4 * Math.ulp(above[j]) + 4 * Math.ulp(below[j]) : 0;
            }
            double expected = difference / (2 * h);
            int index = i;
            assertEquals(
                    expected,
                    gradient[i],
                    tolerance * Math.abs(expected) + rounding / (2 * h) + 1e-300,
                    () -> "gradient at " + at[index] + " (index " + index + ")");
        }
    }

    private static double[] shifted(double[] values, int i, double h) {
        double[] shifted = values.clone();
        shifted[i] += h;
        return shifted;
    }

    private static double[] values(double[] at, Shape shape, UnaryOperator<NDArray> function) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return function.apply(manager.create(at, shape)).toDoubleArray();
        }
    }
}
