package dev.huxley.fit.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.morphology.Swc;
import dev.huxley.optimizer.Adam;
import dev.huxley.recording.Recording;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The loss of a model against two sweeps that begin at different voltages. */
class RecordingObjectiveTest {
    private static final List<FreeParameter> FREE = List.of(
            new FreeParameter("HH_gNa", 0.01, 1),
            new FreeParameter("HH_gK", 0.005, 0.3),
            new FreeParameter("radius", 5, 30));
    /** For three starts, one row each: gNa, gK, radius. */
    private static final double[][] VALUES = {{0.12, 0.036, 10}, {0.3, 0.02, 8}, {0.05, 0.06, 14}};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Recording recording() {
        int points = 50;
        return Recorded.of(
                Recorded.sweep(0, 0.05, Recorded.ramp(points, -66, 0.5), Recorded.step(points, 10, 30, 0.4)),
                Recorded.sweep(1, 0.05, Recorded.ramp(points, -61, -0.1), Recorded.step(points, 5, 40, -0.1)));
    }

    private static Cell point() {
        Cell cell = new Cell(new Compartment());
        cell.set("length", 20);
        cell.set("radius", 10);
        cell.insert(new HH());
        return cell;
    }

    private static RecordingFit fit(Cell cell, List<FreeParameter> free) {
        return RecordingFit.of(cell, recording()).free(free).engine("torch");
    }

    private RecordingObjective objective(Cell cell, List<FreeParameter> free) {
        return fit(cell, free).objective(manager);
    }

    private RecordingObjective objective() {
        return objective(point(), FREE);
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
            tree = tree.with(FREE.get(p).path(), array);
        }
        return tree;
    }

    private static Map<String, double[]> numbers(double[] start) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (int p = 0; p < FREE.size(); p++) {
            numbers.put(FREE.get(p).path(), new double[] {start[p]});
        }
        return numbers;
    }

    @Test
    void lossIsTheMeanSquareDifferenceOfTheTraces() {
        try (RecordingObjective objective = objective()) {
            TargetSweeps target = fit(point(), FREE).target();
            for (double[] values : VALUES) {
                double[][] traces = objective.traces(numbers(values));
                double sum = 0;
                for (int sweep = 0; sweep < 2; sweep++) {
                    assertEquals(50, traces[sweep].length);
                    assertEquals(target.initialVoltage(sweep), traces[sweep][0], 1e-12, "initial state");
                    for (int k = 0; k < 50; k++) {
                        sum += Math.pow(traces[sweep][k] - target.voltage()[sweep][k], 2);
                    }
                }
                assertEquals(sum / 100, objective.loss(tree(values)).getDouble(), 1e-10);
            }
        }
    }

    /** Two sweeps of equal length, one shorter and one longer. */
    private static Recording unequal() {
        return Recorded.of(
                Recorded.sweep(0, 0.05, Recorded.ramp(50, -66, 0.5), Recorded.step(50, 10, 30, 0.4)),
                Recorded.sweep(1, 0.05, Recorded.ramp(50, -61, -0.1), Recorded.step(50, 5, 40, -0.1)),
                Recorded.sweep(2, 0.05, Recorded.ramp(30, -63, 0.1), Recorded.step(30, 5, 20, 0.2)),
                Recorded.sweep(3, 0.05, Recorded.ramp(80, -64, 0.1), Recorded.step(80, 5, 60, 0.1)));
    }

    @ParameterizedTest
    @EnumSource(StandardLoss.class)
    void theLossOfSweepsOfDifferentLengthsIsTheMeanOfEveryOneAlone(StandardLoss loss) {
        RecordingFit fit =
                RecordingFit.of(point(), unequal()).free(FREE).loss(loss).engine("torch");
        double[] expected = new double[3];
        for (int sweep = 1; sweep <= 4; sweep++) {
            try (RecordingObjective alone = fit.sweeps(Integer.toString(sweep)).objective(manager)) {
                double[] losses = alone.loss(tree(VALUES)).toDoubleArray();
                Arrays.setAll(expected, start -> expected[start] + losses[start] / 4);
            }
        }
        try (RecordingObjective together = fit.objective(manager)) {
            assertArrayEquals(expected, together.loss(tree(VALUES)).toDoubleArray(), 1e-10);
            double[][] traces = together.traces(numbers(VALUES[0]));
            assertArrayEquals(
                    new int[] {50, 50, 30, 80},
                    Arrays.stream(traces).mapToInt(trace -> trace.length).toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void theGradientOfSweepsOfDifferentLengthsEqualsCentralDifference(String engine) {
        try (RecordingObjective objective =
                RecordingFit.of(point(), unequal()).free(FREE).engine(engine).objective(manager)) {
            assertGradient(objective, VALUES[1]);
            assertGradient(objective, VALUES);
        }
    }

    @Test
    void lossesOfSeveralStartsAreThoseOfEveryOneAlone() {
        try (RecordingObjective objective = objective()) {
            double[] together = objective.loss(tree(VALUES)).toDoubleArray();
            assertEquals(3, together.length);
            for (int start = 0; start < 3; start++) {
                assertEquals(objective.loss(tree(VALUES[start])).getDouble(), together[start], 1e-11, "start " + start);
            }
            double[] two = objective.loss(tree(VALUES[2], VALUES[0])).toDoubleArray();
            assertArrayEquals(new double[] {together[2], together[0]}, two, 1e-11, "another number of starts");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void gradientEqualsCentralDifference(String engine) {
        for (StandardLoss loss : StandardLoss.values()) {
            try (RecordingObjective objective =
                    fit(point(), FREE).loss(loss).engine(engine).objective(manager)) {
                assertGradient(objective, VALUES[1]);
                assertGradient(objective, VALUES);
            }
        }
    }

    @Test
    void statisticsAndSoftDtwDoNotMindASpikeThatIsShiftedALittle() {
        double[] early = new double[100];
        double[] late = new double[100];
        early[22] = 100;
        late[27] = 100;
        NDArray simulated = manager.create(early, new Shape(1, 1, 100));
        NDArray recorded = manager.create(late, new Shape(1, 1, 100));
        assertEquals(0, StandardLoss.STATISTICS.perRow(simulated, recorded).toDoubleArray()[0], 1e-12);
        assertEquals(200, StandardLoss.VOLTAGE.perRow(simulated, recorded).toDoubleArray()[0], 1e-12);
        assertThrows(IllegalArgumentException.class, () -> StandardLoss.STATISTICS.check(19));
        assertEquals(0, StandardLoss.SOFT_DTW.perRow(simulated, recorded).toDoubleArray()[0], 1);
        NDArray silent = manager.zeros(new Shape(1, 1, 100), DataType.FLOAT64);
        double lacks = StandardLoss.SOFT_DTW.perRow(silent, recorded).toDoubleArray()[0];
        assertEquals(100, lacks, 5, "a spike that lacks costs its square, 100^2 mV2, over the time points");
    }

    private void assertGradient(RecordingObjective objective, double[]... starts) {
        ArrayTree parameters = tree(starts).map(array -> {
            NDArray leaf = array.duplicate();
            leaf.setRequiresGradient(true);
            return leaf;
        });
        ArrayTree gradients;
        try (Tape tape = Tape.open()) {
            gradients = tape.gradients(objective.loss(parameters), parameters);
        }
        for (int start = 0; start < starts.length; start++) {
            for (int p = 0; p < FREE.size(); p++) {
                double h = 1e-4 * starts[start][p];
                double above = lossWith(objective, starts, start, p, h);
                double below = lossWith(objective, starts, start, p, -h);
                double expected = (above - below) / (2 * h);
                double actual = gradients.get(FREE.get(p).path()).toDoubleArray()[start];
                assertEquals(
                        expected,
                        actual,
                        1e-5 * Math.abs(expected),
                        FREE.get(p).path() + " of start " + start + " of " + starts.length);
            }
        }
    }

    private double lossWith(RecordingObjective objective, double[][] starts, int start, int parameter, double shift) {
        double[][] shifted = Arrays.stream(starts).map(double[]::clone).toArray(double[][]::new);
        shifted[start][parameter] += shift;
        return Arrays.stream(objective.loss(tree(shifted)).toDoubleArray()).sum();
    }

    @Test
    void fewStepsLowerTheLossOfEveryStart() {
        try (RecordingObjective objective = objective()) {
            Fit fit = Fit.minimize(objective::loss)
                    .optimizer(new Adam(0.05))
                    .iterations(8)
                    .starts(2, 3);
            FREE.forEach(parameter -> parameter.bound(fit));
            FitResult result = fit.run(objective.parameters());
            for (int start = 0; start < 2; start++) {
                double[] losses = result.history().losses(start);
                assertTrue(losses[7] < losses[0], "start " + start + ": " + losses[0] + " -> " + losses[7]);
            }
            assertEquals(
                    result.bestLoss(),
                    objective
                            .loss(tree(result.best().values().stream()
                                    .mapToDouble(values -> values[0])
                                    .toArray()))
                            .getDouble(),
                    1e-10);
        }
    }

    @Test
    void evaluationsLeaveNothingInTheManager() {
        try (RecordingObjective objective = objective();
                NDManager scratch = manager.newSubManager()) {
            List<Integer> counts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                try (NDManager step = scratch.newSubManager()) {
                    ArrayTree parameters = tree(VALUES).map(array -> {
                        array.attach(step);
                        return array;
                    });
                    objective.loss(parameters);
                    objective.traces(numbers(VALUES[0]));
                }
                counts.add(manager.getManagedArrays().size()
                        + scratch.getManagedArrays().size());
            }
            assertEquals(counts.get(1), counts.get(3), "arrays after each evaluation: " + counts);
        }
    }

    @Test
    void morphologiesAreStimulatedAndRecordedAtTheSoma() {
        // A dendrite of 100 um, then the soma of 30 um: the soma is not the first branch.
        String swc = "1 3 0 0 0 1 -1\n2 3 100 0 0 1 1\n3 1 101 0 0 8 2\n4 1 131 0 0 8 3\n";
        Cell cell = new Cell(Swc.parse(swc, "cell.swc", Swc.options().ncomp(2)));
        cell.insert(new HH());
        cell.insert(new Leak());
        cell.set("axial_resistivity", 100);
        List<FreeParameter> free =
                List.of(new FreeParameter("HH_gNa", 0.01, 1), new FreeParameter("Leak_gLeak", 1e-5, 1e-3));
        try (RecordingObjective objective = objective(cell, free)) {
            ArrayTree parameters = objective.parameters();
            assertEquals(1, parameters.get("HH_gNa").getShape().size(), "one value for the whole cell");
            double[][] traces =
                    objective.traces(Map.of("HH_gNa", new double[] {0.12}, "Leak_gLeak", new double[] {1e-4}));
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
        Cell cell = point();
        String message = assertThrows(IllegalArgumentException.class, () -> objective(cell, free)
                        .close())
                .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }
}
