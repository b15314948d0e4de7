package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.model.Cell;
import dev.huxley.morphology.Swc;
import dev.huxley.optimizer.Adam;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.tree.ArrayTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loss of a model against two sweeps that begin at different voltages. */
class FitProblemTest {
    private static final List<FreeParameter> FREE = List.of(
            new FreeParameter("HH_gNa", 0.01, 1),
            new FreeParameter("HH_gK", 0.005, 0.3),
            new FreeParameter("radius", 5, 30));
    /** For three starts, one row each: gNa, gK, radius. */
    private static final double[][] VALUES = {{0.12, 0.036, 10}, {0.3, 0.02, 8}, {0.05, 0.06, 14}};

    @TempDir
    Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static FittingData data() {
        int points = 50;
        double[][] voltage = {Recorded.ramp(points, -66, 0.5), Recorded.ramp(points, -61, -0.1)};
        double[][] current = {Recorded.step(points - 1, 10, 30, 0.4), Recorded.step(points - 1, 5, 40, -0.1)};
        return new FittingData(List.of("sweep 1", "sweep 2"), 0.05, 0, voltage, current);
    }

    private FitProblem problem(Cell cell, List<FreeParameter> free) {
        return new FitProblem(manager, cell, data(), free, FitLoss.VOLTAGE, "torch", time -> {});
    }

    private FitProblem problem(FitLoss loss) {
        Cell cell = ModelBuilder.build(null, List.of("HH"), Map.of());
        return new FitProblem(manager, cell, data(), FREE, loss, "torch", time -> {});
    }

    private FitProblem problem() {
        return problem(FitLoss.VOLTAGE);
    }

    /** The parameters of some starts: (values) for one, (starts, values) for several. */
    private ArrayTree tree(double[]... starts) {
        ArrayTree tree = ArrayTree.empty();
        for (int p = 0; p < FREE.size(); p++) {
            int column = p;
            double[] values =
                    Arrays.stream(starts).mapToDouble(row -> row[column]).toArray();
            NDArray array =
                    starts.length == 1 ? manager.create(values) : manager.create(values, new Shape(starts.length, 1));
            tree = tree.with(FREE.get(p).key(), array);
        }
        return tree;
    }

    private static Map<String, double[]> numbers(double[] start) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (int p = 0; p < FREE.size(); p++) {
            numbers.put(FREE.get(p).key(), new double[] {start[p]});
        }
        return numbers;
    }

    @Test
    void lossIsTheMeanSquareDifferenceOfTheTraces() {
        try (FitProblem problem = problem()) {
            FittingData data = data();
            for (double[] values : VALUES) {
                double[][] traces = problem.traces(numbers(values));
                double sum = 0;
                for (int sweep = 0; sweep < 2; sweep++) {
                    assertEquals(50, traces[sweep].length);
                    assertEquals(data.initialVoltage(sweep), traces[sweep][0], 1e-12, "initial state");
                    for (int k = 0; k < 50; k++) {
                        sum += Math.pow(traces[sweep][k] - data.voltage()[sweep][k], 2);
                    }
                }
                assertEquals(sum / 100, problem.loss(tree(values)).getDouble(), 1e-10);
            }
        }
    }

    @Test
    void lossesOfSeveralStartsAreThoseOfEveryOneAlone() {
        try (FitProblem problem = problem()) {
            double[] together = problem.loss(tree(VALUES)).toDoubleArray();
            assertEquals(3, together.length);
            for (int start = 0; start < 3; start++) {
                assertEquals(problem.loss(tree(VALUES[start])).getDouble(), together[start], 1e-11, "start " + start);
            }
            double[] two = problem.loss(tree(VALUES[2], VALUES[0])).toDoubleArray();
            assertArrayEquals(new double[] {together[2], together[0]}, two, 1e-11, "another number of starts");
        }
    }

    @Test
    void gradientEqualsCentralDifference() {
        for (FitLoss loss : FitLoss.values()) {
            try (FitProblem problem = problem(loss)) {
                assertGradient(problem, VALUES[1]);
                assertGradient(problem, VALUES);
            }
        }
    }

    @Test
    void statisticsDoNotMindASpikeShiftedWithinItsWindow() {
        double[] early = new double[100];
        double[] late = new double[100];
        early[22] = 100;
        late[27] = 100;
        NDArray simulated = manager.create(early, new Shape(1, 1, 100));
        NDArray recorded = manager.create(late, new Shape(1, 1, 100));
        assertEquals(0, FitLoss.STATISTICS.perRow(simulated, recorded).toDoubleArray()[0], 1e-12);
        assertEquals(200, FitLoss.VOLTAGE.perRow(simulated, recorded).toDoubleArray()[0], 1e-12);
        assertThrows(IllegalArgumentException.class, () -> FitLoss.STATISTICS.check(19));
    }

    private void assertGradient(FitProblem problem, double[]... starts) {
        ArrayTree parameters = tree(starts).map(array -> {
            NDArray leaf = array.duplicate();
            leaf.setRequiresGradient(true);
            return leaf;
        });
        ArrayTree gradients;
        try (Tape tape = Tape.open()) {
            gradients = tape.gradients(problem.loss(parameters), parameters);
        }
        for (int start = 0; start < starts.length; start++) {
            for (int p = 0; p < FREE.size(); p++) {
                double h = 1e-4 * starts[start][p];
                double above = lossWith(problem, starts, start, p, h);
                double below = lossWith(problem, starts, start, p, -h);
                double expected = (above - below) / (2 * h);
                double actual = gradients.get(FREE.get(p).key()).toDoubleArray()[start];
                assertEquals(
                        expected,
                        actual,
                        1e-5 * Math.abs(expected),
                        FREE.get(p).key() + " of start " + start + " of " + starts.length);
            }
        }
    }

    private double lossWith(FitProblem problem, double[][] starts, int start, int parameter, double shift) {
        double[][] shifted = Arrays.stream(starts).map(double[]::clone).toArray(double[][]::new);
        shifted[start][parameter] += shift;
        return Arrays.stream(problem.loss(tree(shifted)).toDoubleArray()).sum();
    }

    @Test
    void fewStepsLowerTheLossOfEveryStart() {
        try (FitProblem problem = problem()) {
            Fit fit = Fit.minimize(problem::loss)
                    .optimizer(new Adam(0.05))
                    .iterations(8)
                    .starts(2, 3);
            FREE.forEach(parameter -> parameter.bound(fit));
            FitResult result = fit.run(problem.parameters());
            for (int start = 0; start < 2; start++) {
                double[] losses = result.history().losses(start);
                assertTrue(losses[7] < losses[0], "start " + start + ": " + losses[0] + " -> " + losses[7]);
            }
            assertEquals(
                    result.bestLoss(),
                    problem.loss(tree(result.best().values().stream()
                                    .mapToDouble(values -> values[0])
                                    .toArray()))
                            .getDouble(),
                    1e-10);
        }
    }

    @Test
    void evaluationsLeaveNothingInTheManager() {
        try (FitProblem problem = problem();
                NDManager scratch = manager.newSubManager()) {
            List<Integer> counts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                try (NDManager step = scratch.newSubManager()) {
                    ArrayTree parameters = tree(VALUES).map(array -> {
                        array.attach(step);
                        return array;
                    });
                    problem.loss(parameters);
                    problem.traces(numbers(VALUES[0]));
                }
                counts.add(manager.getManagedArrays().size()
                        + scratch.getManagedArrays().size());
            }
            assertEquals(counts.get(1), counts.get(3), "arrays after each evaluation: " + counts);
        }
    }

    @Test
    void morphologiesAreStimulatedAndRecordedAtTheSoma() throws IOException {
        Path swc = Files.writeString(folder.resolve("cell.swc"), ModelBuilderTest.DENDRITE_FIRST);
        Cell cell = ModelBuilder.build(
                Swc.read(swc, Swc.options().ncomp(2)), List.of("HH", "Leak"), Map.of("axial_resistivity", 100.0));
        List<FreeParameter> free =
                List.of(new FreeParameter("HH_gNa", 0.01, 1), new FreeParameter("Leak_gLeak", 1e-5, 1e-3));
        try (FitProblem problem = problem(cell, free)) {
            ArrayTree parameters = problem.parameters();
            assertEquals(1, parameters.get("HH_gNa").getShape().size(), "one value for the whole cell");
            double[][] traces =
                    problem.traces(Map.of("HH_gNa", new double[] {0.12}, "Leak_gLeak", new double[] {1e-4}));
            assertTrue(traces[0][30] > traces[0][10] + 0.5, "depolarized by its step: " + traces[0][30]);
        }
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        for (String state : new String[] {"v", "HH_m"}) {
            assertRefused(List.of(new FreeParameter(state, -1, 1)), "'" + state + "'", "state");
        }
        assertRefused(List.of(new FreeParameter("HH_gCa", 0, 1)), "HH_gCa");
        assertRefused(List.of(new FreeParameter("area", 1, 2000)), "area");
        assertRefused(
                List.of(new FreeParameter("HH_gK", 0.1, 1), new FreeParameter("HH_gK", 0.1, 2)), "HH_gK", "already");
    }

    private void assertRefused(List<FreeParameter> free, String... parts) {
        Cell cell = ModelBuilder.build(null, List.of("HH"), Map.of());
        String message = assertThrows(IllegalArgumentException.class, () -> problem(cell, free)
                        .close())
                .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }
}
