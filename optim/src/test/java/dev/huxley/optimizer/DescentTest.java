package dev.huxley.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import dev.huxley.loss.Losses;
import dev.huxley.transform.ParameterTransform;
import dev.huxley.transform.Transform;
import dev.huxley.tree.ArrayTree;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transforms, losses and optimizers together: the charging of a passive membrane is fitted by gradient descent. */
class DescentTest {
    private static final double[] TRUTH = {-64, 12};

    /** An optimizer, the loss (mV^2, from 83) it gets below in 400 steps, and how close to the truth that is. */
    record Case(Optimizer optimizer, double loss, double tolerance) {}

    static Stream<Case> optimizers() {
        Optimizer adam = new Adam(LearningRate.cosine(0.3, 1e-4, 400));
        return Stream.of(
                new Case(adam, 1e-9, 1e-3),
                new Case(new ClippedGradient(1, adam), 1e-8, 1e-2),
                new Case(PerPath.builder().set("rest", adam).otherwise(adam).build(), 1e-9, 1e-3),
                new Case(new NormalizedGradient(0.9, 0.01), 0.1, 2.5));
    }

    /** {@code rest + 10 mV (1 - exp(-t / timeConstant))} */
    private static NDArray voltage(ArrayTree parameters, NDArray time, NDArray one, NDArray height) {
        NDArray decay = time.div(parameters.get("timeConstant")).neg().exp();
        return parameters.get("rest").add(one.sub(decay).mul(height));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aPassiveMembraneIsRecoveredInFlatMemory(Case c) {
        ParameterTransform transform = ParameterTransform.builder()
                .set("rest", Transform.sigmoid(-90, -40))
                .set("timeConstant", Transform.sigmoid(1, 40))
                .build();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray time = manager.create(new double[] {0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64});
            NDArray one = manager.create(1.0);
            NDArray height = manager.create(10.0);
            ArrayTree truth =
                    ArrayTree.of("rest", manager.create(TRUTH[0])).with("timeConstant", manager.create(TRUTH[1]));
            NDArray recorded = voltage(truth, time, one, height);
            ArrayTree start = transform.inverse(
                    ArrayTree.of("rest", manager.create(-75.0)).with("timeConstant", manager.create(3.0)));
            start.forEach((path, array) -> array.setRequiresGradient(true));

            int arrays = 0;
            double first = Double.NaN;
            double loss = Double.NaN;
            double[] found = new double[2];
            try (Descent descent = Descent.start(manager, c.optimizer, start)) {
                for (int i = 0; i < 400; i++) {
                    try (NDScope scope = new NDScope()) {
                        scope.suppressNotUsedWarning();
                        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                            ArrayTree parameters = transform.forward(descent.parameters());
                            NDArray distance = Losses.meanSquare(voltage(parameters, time, one, height), recorded);
                            loss = distance.toDoubleArray()[0];
                            collector.backward(distance);
                        }
                        descent.step(descent.parameters().map(NDArray::getGradient), loss);
                    }
                    first = i == 0 ? loss : first;
                    int now = manager.getManagedArrays().size();
                    assertEquals(i == 0 ? now : arrays, now, "arrays alive after step " + i);
                    arrays = now;
                }
                ArrayTree fitted = transform.forward(descent.parameters());
                found[0] = fitted.get("rest").getDouble();
                found[1] = fitted.get("timeConstant").getDouble();
            }
            assertEquals(82.586, first, 1e-3);
            assertTrue(loss < c.loss, "the loss went from " + first + " to " + loss);
            assertArrayEquals(TRUTH, found, c.tolerance, "loss " + loss);
        }
    }

    @Test
    void aDescentNeedsItsStartNoLonger() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(1.0);
            NDArray gradient = manager.create(1.0);
            try (Descent descent = Descent.start(manager, new GradientDescent(0.25), ArrayTree.of("x", x))) {
                x.close();
                assertEquals(
                        0.75,
                        descent.step(ArrayTree.of("x", gradient), 1).get("x").getDouble());
            }
        }
    }
}
