package dev.huxley.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.tree.ArrayTree;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of several descents at once are the steps that each would take alone. */
class SeveralDescentsTest {
    private static final int ROWS = 3;
    private static final int STEPS = 5;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.optimizer.OptimizerTest#optimizers")
    void everyRowStepsAsItWouldAlone(Optimizer optimizer) {
        double[] losses = {0.5, 40, 3};
        try (Descent together = Descent.start(manager, optimizer, rows(0, ROWS, 1))) {
            for (int step = 0; step < STEPS; step++) {
                together.stepEach(rows(0, ROWS, 2 + step), losses);
            }
            for (int row = 0; row < ROWS; row++) {
                int own = row;
                try (Descent alone = Descent.start(manager, optimizer, rows(row, 1, 1))) {
                    for (int step = 0; step < STEPS; step++) {
                        alone.step(rows(row, 1, 2 + step), losses[row]);
                    }
                    alone.parameters().forEach((path, expected) -> {
                        double[] have = together.parameters()
                                .get(path)
                                .get(own + ":" + (own + 1))
                                .toDoubleArray();
                        assertArrayEquals(expected.toDoubleArray(), have, 1e-12, path + " of row " + own);
                    });
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.optimizer.OptimizerTest#optimizers")
    void onlyTheResultIsLeftBehind(Optimizer optimizer) {
        ArrayTree parameters = rows(0, ROWS, 1);
        ArrayTree gradients = rows(0, ROWS, 2);
        Optimizer.State state = optimizer.start(manager, parameters);
        try (NDManager own = manager.newSubManager()) {
            Optimizer.Step step = optimizer.stepEach(own, parameters, gradients, new double[] {1, 2, 3}, state);
            int kept = step.parameters().size() + step.state().memory().size();
            assertEquals(kept, own.getManagedArrays().size(), "arrays of the step");
        }
        int before = parameters.size() + gradients.size() + state.memory().size();
        assertEquals(before, manager.getManagedArrays().size(), "arrays of the inputs");
    }

    @Test
    void hugeAndVanishingGradientsHaveNormsToo() {
        for (double scale : new double[] {1e-200, 1, 1e200}) {
            ArrayTree gradients = ArrayTree.of("a", manager.create(new double[] {3 * scale, 0}, new Shape(2, 1)))
                    .with("b", manager.create(new double[] {4 * scale, 0}, new Shape(2, 1)));
            double[] norms = Gradients.normOfEach(gradients, 2);
            assertEquals(5 * scale, norms[0], 1e-15 * 5 * scale, "scale " + scale);
            assertEquals(0, norms[1], 0, "norm of zeros");
        }
    }

    @Test
    void float32StaysFloat32() {
        ArrayTree parameters = rows(0, ROWS, 1).map(array -> array.toType(DataType.FLOAT32, true));
        ArrayTree gradients = rows(0, ROWS, 2).map(array -> array.toType(DataType.FLOAT32, true));
        Optimizer optimizer = new ClippedGradient(0.1, new NormalizedGradient(0.9, 1));
        Optimizer.Step step = optimizer.stepEach(
                manager, parameters, gradients, new double[] {1, 2, 3}, optimizer.start(manager, parameters));
        step.parameters()
                .forEach((path, array) -> assertEquals(DataType.FLOAT32, array.getDataType(), "type of " + path));
    }

    @Test
    void rowsThatDoNotFitAndNegativeLossesAreNamed() {
        Optimizer optimizer = new NormalizedGradient(0.9, 1);
        ArrayTree parameters = rows(0, ROWS, 1);
        Optimizer.State state = optimizer.start(manager, parameters);
        String rows = assertThrows(
                        IllegalArgumentException.class,
                        () -> optimizer.stepEach(manager, parameters, rows(0, ROWS, 2), new double[] {1, 2}, state))
                .getMessage();
        assertTrue(rows.contains("2 losses") && rows.contains("radius"), rows);
        String negative = assertThrows(
                        IllegalArgumentException.class,
                        () -> optimizer.stepEach(manager, parameters, rows(0, ROWS, 2), new double[] {1, 2, -3}, state))
                .getMessage();
        assertTrue(negative.contains("-3"), negative);
    }

    /** Some rows of two arrays of random numbers, the same for the same seed. */
    private ArrayTree rows(int first, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] radius = new double[count];
        double[] conductance = new double[2 * count];
        for (int row = 0; row < ROWS; row++) {
            double[] drawn = {
                random.nextDouble(-1, 1), random.nextDouble(-1, 1), random.nextDouble(-1, 1),
            };
            if (row >= first && row < first + count) {
                radius[row - first] = drawn[0];
                conductance[2 * (row - first)] = drawn[1];
                conductance[2 * (row - first) + 1] = drawn[2];
            }
        }
        return ArrayTree.of("radius", manager.create(radius, new Shape(count, 1)))
                .with("soma/HH_gNa", manager.create(conductance, new Shape(count, 2)));
    }
}
