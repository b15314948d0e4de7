package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.engine.Precision;
import dev.huxley.simulate.Huxley;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.Tape;
import dev.huxley.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The llvm engine gives the traces and gradients of the torch engine. */
class AgreementTest {
    private static final double TRACES = 1e-9;
    private static final double GRADIENTS = 1e-7;
    /** Relative rounding of a loss. */
    private static final double ROUNDING = 1e-14;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    private record Results(double[] traces, Map<String, double[]> gradients) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 8, 100})
    void aPointNeuronAgrees(int batch) {
        assertAgreement("point", RandomCell.of(1, 60, 1), batch);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 100})
    void aCableAgrees(int batch) {
        assertAgreement("cable", RandomCell.of(2, 40, 37), batch);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 100})
    void aBranchedCellAgrees(int batch) {
        assertAgreement("branched cell", RandomCell.of(3, 40, 3, 2, 1, 4, 2, 1, 7), batch);
    }

    @Test
    void randomCellsAgree() {
        List<Executable> checks = new ArrayList<>();
        int[] batches = {0, 0, 1, 2, 3, 5, 8, 13, 33};
        for (int seed = 0; seed < 60; seed++) {
            int number = seed;
            checks.add(() ->
                    assertAgreement("random cell " + number, RandomCell.of(number), batches[number % batches.length]));
        }
        assertAll(checks);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 12", "5, 1", "5, 12", "70, 1"})
    void singlePrecisionIsNear(int batch, int compartments) {
        RandomCell random = RandomCell.of(4, 60, compartments);
        try (NDManager manager = Huxley.newManager()) {
            Tree inputs = random.inputs(manager, batch);
            Results exact = run(random, "torch", Precision.FLOAT64, inputs);
            Results near = run(random, "llvm", Precision.FLOAT32, inputs);
            assertClose("traces", exact.traces(), near.traces(), 1e-3);
            exact.gradients().forEach((path, gradient) -> {
                assertClose(path, gradient, near.gradients().get(path), 1e-2);
            });
        }
    }

    @Test
    void aRunThatIsNotDifferentiatedHasTheSameTraces() {
        for (int batch : new int[] {0, 3, 100}) {
            RandomCell random = RandomCell.of(5, 50, 2, 3, 4);
            try (NDManager manager = Huxley.newManager();
                    Simulation simulation = simulation(random, "llvm", Precision.FLOAT64)) {
                Tree inputs = random.inputs(manager, batch);
                double[] taped = run(random, "llvm", Precision.FLOAT64, inputs).traces();
                Tree values = Tree.empty();
                for (String path : inputs.paths()) {
                    values = values.with(path, inputs.get(path).stopGradient());
                }
                double[] plain = simulation.run(manager, random.with(values)).toDoubleArray();
                assertClose("batch " + batch, taped, plain, 1e-12);
            }
        }
    }

    @Test
    void theAdjointOutlivesItsSimulationAndInputs() {
        RandomCell random = RandomCell.of(8, 30, 2, 3);
        try (NDManager manager = Huxley.newManager()) {
            Tree inputs = random.inputs(manager, 3);
            double[] expected =
                    run(random, "llvm", Precision.FLOAT64, inputs).gradients().get("set/radius");
            try (Tape tape = Tape.open()) {
                NDArray traces;
                try (Simulation simulation = simulation(random, "llvm", Precision.FLOAT64)) {
                    traces = simulation.run(manager, random.with(inputs));
                }
                NDArray weights = manager.create(weights((int) traces.size()), traces.getShape());
                Tree radius = Tree.of("radius", inputs.get("set/radius"));
                Tree gradients = tape.gradients(traces.mul(weights).sum(), radius);
                assertArrayEquals(expected, gradients.get("radius").toDoubleArray());
            }
        }
    }

    @Test
    void runsAreRepeatable() {
        RandomCell random = RandomCell.of(6, 50, 2, 3, 4);
        try (NDManager manager = Huxley.newManager()) {
            Tree inputs = random.inputs(manager, 11);
            Results first = run(random, "llvm", Precision.FLOAT64, inputs);
            Results second = run(random, "llvm", Precision.FLOAT64, inputs);
            assertArrayEquals(first.traces(), second.traces(), "traces");
            first.gradients()
                    .forEach((path, gradient) ->
                            assertArrayEquals(gradient, second.gradients().get(path), path));
        }
    }

    @Test
    void onlyWhatIsWantedIsDifferentiated() {
        RandomCell random = RandomCell.of(7, 40, 2, 3);
        try (NDManager manager = Huxley.newManager()) {
            Tree inputs = random.inputs(manager, 4);
            Results all = run(random, "llvm", Precision.FLOAT64, inputs);
            for (String path : all.gradients().keySet()) {
                Tree one = Tree.empty();
                for (String other : inputs.paths()) {
                    NDArray array = inputs.get(other);
                    one = one.with(other, other.equals(path) ? array : array.stopGradient());
                }
                Results alone = run(random, "llvm", Precision.FLOAT64, one);
                assertClose(path, all.gradients().get(path), alone.gradients().get(path), 1e-12);
            }
        }
    }

    private static void assertAgreement(String name, RandomCell random, int batch) {
        try (NDManager manager = Huxley.newManager()) {
            Tree inputs = random.inputs(manager, batch);
            Results expected = run(random, "torch", Precision.FLOAT64, inputs);
            Results actual = run(random, "llvm", Precision.FLOAT64, inputs);
            String where = name + ", batch " + batch + ", ";
            assertClose(where + "traces", expected.traces(), actual.traces(), TRACES);
            expected.gradients().forEach((path, gradient) -> {
                // A gradient that is zero but for rounding, as that of the length under a voltage clamp, need not
                // agree.
                double noise = ROUNDING
                        * sum(expected.traces())
                        / largest(inputs.get(path).toDoubleArray());
                assertClose(
                        where + "gradient of " + path,
                        gradient,
                        actual.gradients().get(path),
                        GRADIENTS,
                        noise);
            });
        }
    }

    private static Simulation simulation(RandomCell random, String engine, Precision precision) {
        return Simulation.of(random.cell)
                .dt(RandomCell.DT)
                .tMax((random.steps - 0.5) * RandomCell.DT)
                .engine(engine)
                .precision(precision)
                .build();
    }

    /** Traces, and the gradients of a weighted sum of them by all inputs that are leaves. */
    private static Results run(RandomCell random, String engine, Precision precision, Tree inputs) {
        Tree leaves = Tree.empty();
        for (String path : inputs.paths()) {
            if (inputs.get(path).hasGradient()) {
                leaves = leaves.with(path, inputs.get(path));
            }
        }
        try (Simulation simulation = simulation(random, engine, precision);
                Tape tape = Tape.open()) {
            Inputs given = random.with(inputs);
            NDArray traces = simulation.run(inputs.flatten().get(0).getManager(), given);
            NDArray weights = traces.getManager().create(weights((int) traces.size()), traces.getShape());
            Tree gradients = tape.gradients(traces.mul(weights).sum(), leaves);
            Map<String, double[]> arrays = new LinkedHashMap<>();
            gradients.forEach((path, gradient) -> arrays.put(path, gradient.toDoubleArray()));
            return new Results(traces.toDoubleArray(), arrays);
        }
    }

    private static double[] weights(int count) {
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            weights[i] = 1.2 + Math.sin(0.7 * i);
        }
        return weights;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).map(Math::abs).sum();
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static void assertClose(String what, double[] expected, double[] actual, double tolerance) {
        assertClose(what, expected, actual, tolerance, 0);
    }

    private static void assertClose(String what, double[] expected, double[] actual, double tolerance, double noise) {
        double size = 0;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            size = Math.max(size, Math.abs(expected[i]));
            double difference = Math.abs(expected[i] - actual[i]);
            // Math.max keeps NaN, so that one NaN among the results is an error.
            error = Math.max(error, difference);
        }
        double relative = error / size;
        assertTrue(
                expected.length == actual.length && error <= tolerance * size + noise,
                what + ": relative error " + relative + " of values up to " + size);
    }
}
