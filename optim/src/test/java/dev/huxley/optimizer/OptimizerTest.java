package dev.huxley.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.huxley.tree.ArrayTree;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    private NDManager manager;
    private ArrayTree parameters;
    private ArrayTree gradients;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
        parameters = ArrayTree.of("soma/HH_gNa", manager.create(new double[] {0.12, -3, 7}))
                .with("radius", manager.create(2.0));
        gradients = ArrayTree.of("soma/HH_gNa", manager.create(new double[] {3, -0.5, 1e-3}))
                .with("radius", manager.create(-4.0));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new GradientDescent(0.1),
                new NormalizedGradient(0.9, 0.3),
                new Adam(0.01),
                new ClippedGradient(0.5, new Adam(LearningRate.cosine(0.1, 0.001, 10))),
                PerPath.builder()
                        .set("radius", new Adam(0.1))
                        .otherwise(new NormalizedGradient(0.5, 1))
                        .build());
    }

    private static void assertFails(Class<? extends RuntimeException> type, Executable action, String... parts) {
        String message = assertThrows(type, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }

    private ArrayTree once(Optimizer optimizer, double loss) {
        return optimizer
                .step(manager, parameters, gradients, loss, optimizer.start(manager, parameters))
                .parameters();
    }

    @Test
    void gradientDescentEqualsItsFormulaInFullPrecision() {
        ArrayTree moved = once(new GradientDescent(0.1), 1);
        assertArrayEquals(
                new double[] {0.12 - 0.1 * 3, -3 + 0.1 * 0.5, 7 - 0.1 * 1e-3},
                moved.get("soma/HH_gNa").toDoubleArray());
        assertEquals(2 + 0.1 * 4, moved.get("radius").getDouble());
    }

    @Test
    void normalizedGradientEqualsItsFormula() {
        double norm = Math.sqrt(9 + 0.25 + 1e-6 + 16);
        double rate = 2.5 * 0.1 * Math.sqrt(20) / Math.pow(norm, 0.9);
        ArrayTree moved = once(new NormalizedGradient(0.9, 0.1 * Math.sqrt(20)), 2.5);
        assertArrayEquals(
                new double[] {0.12 - rate * 3, -3 + rate * 0.5, 7 - rate * 1e-3},
                moved.get("soma/HH_gNa").toDoubleArray(),
                1e-15);
        assertEquals(2 + rate * 4, moved.get("radius").getDouble(), 1e-15);
    }

    @Test
    void normalizedGradientNeitherOverflowsNorDividesByZero() {
        Optimizer optimizer = new NormalizedGradient(1, 1);
        for (double scale : new double[] {1e-200, 1e-150, 1, 1e150, 1e200}) {
            gradients = ArrayTree.of("soma/HH_gNa", manager.create(new double[] {3 * scale, 0, 0}))
                    .with("radius", manager.create(4 * scale));
            ArrayTree moved = once(optimizer, 1);
            assertEquals(0.12 - 0.6, moved.get("soma/HH_gNa").toDoubleArray()[0], 1e-15, "scale " + scale);
            assertEquals(2 - 0.8, moved.get("radius").getDouble(), 1e-15, "scale " + scale);
        }
        gradients = gradients.map(NDArray::zerosLike);
        assertEquals(parameters, once(optimizer, 1));
        assertFails(IllegalArgumentException.class, () -> once(optimizer, -0.5), "-0.5", "negative");
    }

    /** Algorithm 1 of Kingma and Ba, for one number. */
    private static double[] scalarAdam(
            double start, double[] gradients, double rate, double b1, double b2, double eps) {
        double[] path = new double[gradients.length];
        double theta = start;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= gradients.length; t++) {
            double g = gradients[t - 1];
            m = b1 * m + (1 - b1) * g;
            v = b2 * v + (1 - b2) * g * g;
            double mHat = m / (1 - Math.pow(b1, t));
            double vHat = v / (1 - Math.pow(b2, t));
            theta -= rate * mHat / (Math.sqrt(vHat) + eps);
            path[t - 1] = theta;
        }
        return path;
    }

    @Test
    void adamEqualsAScalarAdamForFiftySteps() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] g = new double[2][50];
        for (int t = 0; t < 50; t++) {
            g[0][t] = random.nextDouble(-5, 5);
            g[1][t] = random.nextDouble(-1e-4, 1e-4);
        }
        double[] first = scalarAdam(0.5, g[0], 0.013, 0.9, 0.999, 1e-8);
        double[] second = scalarAdam(-1.5, g[1], 0.013, 0.9, 0.999, 1e-8);
        ArrayTree start = ArrayTree.of("a/x", manager.create(new double[] {0.5, -1.5}));
        try (Descent descent = Descent.start(manager, new Adam(0.013, 0.9, 0.999, 1e-8), start)) {
            for (int t = 0; t < 50; t++) {
                descent.step(ArrayTree.of("a/x", manager.create(new double[] {g[0][t], g[1][t]})), 1);
                double[] x = descent.parameters().get("a/x").toDoubleArray();
                assertEquals(first[t], x[0], 1e-14, "step " + t);
                assertEquals(second[t], x[1], 1e-14, "step " + t);
            }
            assertEquals(50, descent.state().step());
        }
    }

    @Test
    void clippingScalesLongGradientsAndPassesShortOnes() {
        double norm = Math.sqrt(9 + 0.25 + 1e-6 + 16);
        ArrayTree moved = once(new ClippedGradient(0.5, new GradientDescent(1)), 1);
        assertEquals(2 + 4 * 0.5 / norm, moved.get("radius").getDouble(), 1e-15);
        assertEquals(0.12 - 3 * 0.5 / norm, moved.get("soma/HH_gNa").toDoubleArray()[0], 1e-15);
        assertEquals(once(new GradientDescent(1), 1), once(new ClippedGradient(6, new GradientDescent(1)), 1));
    }

    @Test
    void perPathUsesTheLongestPathThatFits() {
        parameters = parameters.with("soma/HH_gK", manager.create(1.0)).with("somatic", manager.create(1.0));
        gradients = gradients.with("soma/HH_gK", manager.create(1.0)).with("somatic", manager.create(1.0));
        Optimizer optimizer = PerPath.builder()
                .set("soma", new GradientDescent(0.1))
                .set("soma/HH_gK", new GradientDescent(0.01))
                .otherwise(new GradientDescent(0.001))
                .build();
        ArrayTree moved = once(optimizer, 1);
        assertEquals(parameters.paths(), moved.paths());
        assertEquals(0.12 - 0.1 * 3, moved.get("soma/HH_gNa").toDoubleArray()[0]);
        assertEquals(1 - 0.01, moved.get("soma/HH_gK").getDouble());
        assertEquals(1 - 0.001, moved.get("somatic").getDouble(), "not in the folder soma");
        assertEquals(2 + 0.001 * 4, moved.get("radius").getDouble());
    }

    @Test
    void perPathEqualsItsOptimizersAlone() {
        Optimizer soma = new Adam(0.1);
        Optimizer radius = new NormalizedGradient(0.5, 2);
        Optimizer both =
                PerPath.builder().set("soma", soma).set("radius", radius).build();
        ArrayTree somaOnly = parameters.without("radius");
        ArrayTree radiusOnly = parameters.without("soma");
        try (Descent together = Descent.start(manager, both, parameters);
                Descent first = Descent.start(manager, soma, somaOnly);
                Descent second = Descent.start(manager, radius, radiusOnly)) {
            for (int i = 0; i < 5; i++) {
                together.step(gradients, 0.7);
                first.step(gradients.without("radius"), 0.7);
                second.step(gradients.without("soma"), 0.7);
            }
            assertEquals(first.parameters(), together.parameters().without("radius"));
            assertEquals(second.parameters(), together.parameters().without("soma"));
        }
    }

    @Test
    void perPathNamesParametersAndOptimizersWithoutPartner() {
        Optimizer soma = PerPath.builder().set("soma", new Adam(0.1)).build();
        assertFails(IllegalArgumentException.class, () -> soma.start(manager, parameters), "\"radius\" has no");
        Optimizer axon = PerPath.builder().set("axon", new Adam(0.1)).build();
        assertFails(IllegalArgumentException.class, () -> axon.start(manager, parameters), "axon", "soma/HH_gNa");
    }

    @Test
    void schedulesEqualTheirFormulas() {
        LearningRate decay = LearningRate.exponentialDecay(0.1, 0.5, 100);
        assertEquals(0.1, decay.at(0));
        assertEquals(0.05, decay.at(100), 1e-17);
        assertEquals(0.1 * Math.sqrt(0.5), decay.at(50), 1e-17);
        LearningRate cosine = LearningRate.cosine(0.1, 0.02, 10);
        assertEquals(0.1, cosine.at(0), 1e-17);
        assertEquals(0.06, cosine.at(5), 1e-17);
        assertEquals(0.02, cosine.at(10), 1e-17);
        assertEquals(0.02, cosine.at(1000), 1e-17);
        Optimizer optimizer = new GradientDescent(LearningRate.exponentialDecay(1, 0.5, 1));
        Optimizer.State later = new Optimizer.State(3, ArrayTree.empty());
        ArrayTree moved =
                optimizer.step(manager, parameters, gradients, 1, later).parameters();
        assertEquals(2 + 4 * 0.125, moved.get("radius").getDouble());
        assertFails(IllegalArgumentException.class, () -> once(new GradientDescent(step -> Double.NaN), 1), "step 0");
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aStepLeavesItsInputsAloneAndOnlyItsResultBehind(Optimizer optimizer) {
        ArrayTree before = parameters.map(NDArray::duplicate);
        ArrayTree gradientsBefore = gradients.map(NDArray::duplicate);
        Optimizer.State state = optimizer.start(manager, parameters);
        ArrayTree memoryBefore = state.memory().map(NDArray::duplicate);
        int inputs = manager.getManagedArrays().size();
        try (NDManager own = NDManager.newBaseManager()) {
            Optimizer.Step step = optimizer.step(own, parameters, gradients, 1, state);
            assertEquals(
                    step.parameters().size() + step.state().memory().size(),
                    own.getManagedArrays().size());
            assertEquals(inputs, manager.getManagedArrays().size());
            assertEquals(before, parameters);
            assertEquals(gradientsBefore, gradients);
            assertEquals(memoryBefore, state.memory());
            assertEquals(1, step.state().step());
            assertTrue(step.parameters().sameStructure(parameters));
            assertFalse(step.parameters().equals(parameters), "it moved");
            Optimizer.Step again = optimizer.step(own, parameters, gradients, 1, state);
            assertEquals(step.parameters(), again.parameters(), "the same step is bit-equal");
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void memoryStaysFlatOverManySteps(Optimizer optimizer) {
        try (Descent descent = Descent.start(manager, optimizer, parameters)) {
            descent.step(gradients, 1);
            int after = manager.getManagedArrays().size();
            for (int i = 0; i < 2000; i++) {
                descent.step(gradients, 1);
            }
            assertEquals(after, manager.getManagedArrays().size());
        }
        assertEquals(4, manager.getManagedArrays().size(), "closing a descent leaves the inputs only");
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void resumingEqualsGoingOn(Optimizer optimizer) {
        try (Descent whole = Descent.start(manager, optimizer, parameters);
                Descent half = Descent.start(manager, optimizer, parameters)) {
            for (int i = 0; i < 3; i++) {
                whole.step(gradients, 1);
                half.step(gradients, 1);
            }
            try (Descent rest = Descent.resume(manager, optimizer, half.parameters(), half.state())) {
                half.step(gradients, 1); // closes the arrays that rest began from
                for (int i = 0; i < 3; i++) {
                    whole.step(gradients, 1);
                    rest.step(gradients, 1);
                }
                assertEquals(whole.parameters(), rest.parameters());
                assertEquals(whole.state().memory(), rest.state().memory());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void newParametersAreLeavesThatRequireGradientsAlsoInsideAGraph(Optimizer optimizer) {
        parameters.get("radius").setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                Descent descent = Descent.start(manager, optimizer, parameters)) {
            NDArray radius = descent.step(gradients, 1).get("radius");
            assertFalse(descent.parameters().get("soma/HH_gNa").hasGradient());
            collector.backward(radius.square());
            assertEquals(
                    2 * radius.toDoubleArray()[0], radius.getGradient().toDoubleArray()[0], "gradient of the square");
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void whatDoesNotFitOrIsNotFiniteIsNamedAndChangesNothing(Optimizer optimizer) {
        Class<IllegalArgumentException> bad = IllegalArgumentException.class;
        NDArray nan = manager.create(new double[] {1, Double.NaN, 2});
        NDArray infinite = manager.create(Double.NEGATIVE_INFINITY);
        try (Descent descent = Descent.start(manager, optimizer, parameters)) {
            descent.step(gradients, 1);
            ArrayTree before = descent.parameters().map(NDArray::duplicate);
            int arrays = manager.getManagedArrays().size();
            assertFails(
                    NonFiniteException.class,
                    () -> descent.step(gradients.with("soma/HH_gNa", nan), 1),
                    "soma/HH_gNa",
                    "NaN at index 1",
                    "step 1");
            assertFails(
                    NonFiniteException.class,
                    () -> descent.step(gradients.with("radius", infinite), 1),
                    "radius",
                    "-Infinity");
            assertFails(NonFiniteException.class, () -> descent.step(gradients, Double.NaN), "loss is NaN");
            assertFails(bad, () -> descent.step(gradients.without("radius"), 1), "\"radius\" has no gradient");
            assertFails(bad, () -> descent.step(gradients.with("length", infinite), 1), "length", "no parameter");
            assertFails(bad, () -> descent.step(gradients.with("soma/HH_gNa", infinite), 1), "(3)", "soma/HH_gNa");
            assertEquals(before, descent.parameters());
            assertEquals(1, descent.state().step());
            assertEquals(arrays, manager.getManagedArrays().size(), "a failed step leaves nothing behind");
        }
    }

    @Test
    void theGradientThatNoBackwardPassReachedIsExplained() {
        parameters.get("radius").setRequiresGradient(true);
        gradients = gradients.with("radius", manager.zeros(new Shape(), DataType.FLOAT32));
        assertFails(IllegalArgumentException.class, () -> once(new Adam(0.1), 1), "radius", "float32", "backward pass");
    }

    @Test
    void integersCannotBeFitted() {
        ArrayTree integers = parameters.with("count", manager.create(3));
        assertFails(IllegalArgumentException.class, () -> new Adam(0.1).start(manager, integers), "count", "int32");
    }

    @Test
    void aStateOfOtherParametersIsRefused() {
        Adam adam = new Adam(0.1);
        Optimizer.State state = adam.start(manager, parameters.without("radius"));
        assertFails(
                IllegalArgumentException.class,
                () -> adam.step(manager, parameters, gradients, 1, state),
                "does not belong",
                "radius");
    }

    @Test
    void float32ParametersStayFloat32() {
        ArrayTree single = parameters.map(array -> array.toType(DataType.FLOAT32, true));
        ArrayTree singleGradients = gradients.map(array -> array.toType(DataType.FLOAT32, true));
        optimizers().forEach(optimizer -> {
            try (Descent descent = Descent.start(manager, optimizer, single);
                    Descent wide = Descent.start(manager, optimizer, parameters)) {
                descent.step(singleGradients, 1);
                wide.step(gradients, 1);
                assertTrue(descent.parameters().sameStructure(single), optimizer.toString());
                assertArrayEquals(
                        wide.parameters().get("soma/HH_gNa").toDoubleArray(),
                        descent.parameters()
                                .get("soma/HH_gNa")
                                .toType(DataType.FLOAT64, true)
                                .toDoubleArray(),
                        1e-6,
                        optimizer.toString());
            }
        });
    }

    @Test
    void nonsenseSettingsAreRefused() {
        Class<IllegalArgumentException> bad = IllegalArgumentException.class;
        assertFails(bad, () -> new Adam(0), "learning rate is 0.0");
        assertFails(bad, () -> new Adam(0.1, 1, 0.9, 1e-8), "beta1", "1.0");
        assertFails(bad, () -> new Adam(0.1, 0.9, -1, 1e-8), "beta2");
        assertFails(bad, () -> new Adam(0.1, 0.9, 0.9, 0), "epsilon");
        assertFails(bad, () -> new NormalizedGradient(1.1, 1), "1.1");
        assertFails(bad, () -> new NormalizedGradient(0.9, Double.NaN), "NaN");
        assertFails(bad, () -> new ClippedGradient(0, new Adam(1)), "largest norm");
        assertFails(bad, () -> LearningRate.cosine(0.1, 0.2, 10), "0.2");
        assertFails(bad, () -> LearningRate.exponentialDecay(0.1, 1.5, 10), "1.5");
    }
}
