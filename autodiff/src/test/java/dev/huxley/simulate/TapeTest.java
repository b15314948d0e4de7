package dev.huxley.simulate;

import static dev.huxley.simulate.GradientCheck.leaf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A simulation is an ordinary node of a graph, whatever the graph looks like. */
public class TapeTest {
    private static final int STEPS = 12;
    private NDManager manager;
    private Cell cell;
    private Simulation simulation;

    @BeforeEach
    void openSimulation() {
        manager = HuxleyRuntime.newManager();
        cell = new Cell(new Branch(new Compartment(), 2), -1);
        cell.insert(new Leak());
        cell.set("axial_resistivity", 300);
        cell.comp(0).stimulate(Waveform.of(time -> 0.01, 0.1, STEPS * 0.1));
        cell.comp(0).record("v");
        cell.comp(1).record("v");
        cell.makeTrainable("Leak_gLeak", 2e-4);
        simulation = Simulation.of(cell).dt(0.1).tMax((STEPS - 0.5) * 0.1).build();
    }

    @AfterEach
    void close() {
        simulation.close();
        manager.close();
    }

    @Test
    void gradientFlowsThroughChainedSimulations() {
        ArrayTree at = ArrayTree.of("gLeak", leaf(manager, 2e-4)).with("unusedHere", leaf(manager, 0.02));
        GradientCheck.assertGradient(at, tree -> {
            NDArray first = simulation.run(manager, Inputs.none().with(cell, "Leak_gLeak", tree.get("gLeak")));
            // The voltages of the first run become the current of the second; a bypass goes around it.
            NDArray wave = first.get(new NDIndex("1,:" + STEPS)).add(80).mul(tree.get("unusedHere"));
            NDArray second = simulation.run(
                    manager,
                    Inputs.none().with(cell, "Leak_gLeak", tree.get("gLeak")).waveform(0, wave));
            return second.add(first).square().mean();
        });
    }

    @Test
    void gradientFlowsThroughASharedTrunk() {
        ArrayTree at = ArrayTree.of("x", leaf(manager, 0.7));
        GradientCheck.assertGradient(at, tree -> {
            NDArray trunk = tree.get("x").exp().mul(1e-4);
            NDArray one = simulation.run(manager, Inputs.none().with(cell, "Leak_gLeak", trunk));
            NDArray other = simulation.run(manager, Inputs.none().with(cell.comp(1), "Leak_gLeak", trunk.square()));
            simulation.run(manager, Inputs.none().with(cell.comp(0), "Leak_gLeak", trunk));
            return one.mul(other).mean();
        });
    }

    @Test
    void twoLossesInOneTapeHaveTheirOwnGradients() {
        Function<NDArray, NDArray> mean = NDArray::mean;
        Function<NDArray, NDArray> square = traces -> traces.square().mean();
        ArrayTree parameters = cell.parameters(manager);
        double wantMean = gradientAlone(parameters, mean);
        double wantSquare = gradientAlone(parameters, square);
        try (Tape tape = Tape.open()) {
            NDArray traces = simulation.run(parameters);
            NDArray one = mean.apply(traces);
            NDArray other = square.apply(traces);
            assertRelative(wantMean, value(tape.gradients(one, parameters)), 1e-13);
            assertRelative(wantSquare, value(tape.gradients(other, parameters)), 1e-13);
            assertRelative(wantMean, value(tape.gradients(one, parameters)), 1e-13);
        }
    }

    @Test
    void backwardAddsUpAsInPyTorch() {
        ArrayTree parameters = cell.parameters(manager);
        double want = gradientAlone(parameters, NDArray::mean);
        NDArray leaf = parameters.get("Leak_gLeak");
        try (Tape tape = Tape.open()) {
            NDArray loss = simulation.run(parameters).mean();
            tape.backward(loss);
            tape.backward(loss);
            assertRelative(2 * want, leaf.getGradient().toDoubleArray()[0], 1e-13);
        }
    }

    @Test
    void unusedParametersHaveZeroGradients() {
        ArrayTree at = cell.parameters(manager).with("aside", leaf(manager, 1, 2));
        try (Tape tape = Tape.open()) {
            NDArray traces = simulation.run(manager, Inputs.of(at.without("aside")));
            ArrayTree gradients = tape.gradients(traces.mean(), at);
            assertArrayEquals(new double[2], gradients.get("aside").toDoubleArray());
            assertEquals(new Shape(2), gradients.get("aside").getShape());
        }
    }

    @Test
    void runsOfDifferentBatchesShareATape() {
        ArrayTree parameters = cell.parameters(manager);
        double wantSingle = gradientAlone(parameters, NDArray::mean);
        try (Tape tape = Tape.open()) {
            NDArray leaf = parameters.get("Leak_gLeak");
            NDArray wide = leaf.reshape(1, 1).broadcast(new Shape(3, 1));
            NDArray three = simulation.run(manager, Inputs.none().with(cell, "Leak_gLeak", wide));
            NDArray one = simulation.run(parameters);
            assertRelative(
                    3 * wantSingle + 2 * wantSingle,
                    value(tape.gradients(three.mean().mul(3).add(one.mean().mul(2)), parameters)),
                    1e-12);
        }
    }

    @Test
    void aRunOutlivesRecompilationAndItsSimulation() {
        ArrayTree parameters = cell.parameters(manager);
        double want = gradientAlone(parameters, NDArray::mean);
        try (Tape tape = Tape.open()) {
            NDArray loss = simulation.run(parameters).mean();
            cell.insert(new Leak("Second"));
            simulation.run(parameters);
            simulation.close();
            assertRelative(want, value(tape.gradients(loss, parameters)), 1e-13);
        }
    }

    @Test
    void inputsMayBeClosedBeforeTheBackwardPass() {
        double[] samples = new double[STEPS];
        Arrays.fill(samples, 0.03);
        ArrayTree parameters = cell.parameters(manager);
        double want;
        try (Tape tape = Tape.open()) {
            NDArray wave = manager.create(samples);
            NDArray traces = simulation.run(manager, Inputs.of(parameters).waveform(0, wave));
            want = value(tape.gradients(traces.square().mean(), parameters));
        }
        for (int round = 0; round < 5; round++) {
            try (Tape tape = Tape.open()) {
                NDArray wave = manager.create(samples);
                NDArray traces = simulation.run(manager, Inputs.of(parameters).waveform(0, wave));
                NDArray loss = traces.square().mean();
                wave.close();
                System.gc();
                for (int i = 0; i < 200; i++) {
                    manager.create(new double[STEPS]);
                }
                assertRelative(want, value(tape.gradients(loss, parameters)), 1e-13);
            }
        }
    }

    /** The run keeps what it needs of its inputs: what becomes of them afterwards is no matter. */
    @Test
    void inputsMayBeChangedBeforeTheBackwardPass() {
        double[] samples = new double[STEPS];
        Arrays.fill(samples, 0.03);
        ArrayTree parameters = cell.parameters(manager);
        double[] gradients = new double[2];
        for (int changes = 0; changes < 2; changes++) {
            try (Tape tape = Tape.open()) {
                NDArray wave = manager.create(samples);
                NDArray radius = manager.create(new double[] {2, 3});
                NDArray traces = simulation.run(
                        manager, Inputs.of(parameters).waveform(0, wave).with(cell, "radius", radius));
                NDArray loss = traces.square().mean();
                if (changes == 1) {
                    wave.muli(5);
                    radius.set(new double[] {7, 8});
                }
                gradients[changes] = value(tape.gradients(loss, parameters));
            }
        }
        assertRelative(gradients[0], gradients[1], 1e-13);
    }

    @Test
    void foreignCollectorIsRefusedByName() {
        ArrayTree parameters = cell.parameters(manager);
        try (GradientCollector foreign = Engine.getEngine("PyTorch").newGradientCollector()) {
            assertTrue(foreign != null);
            String message = assertThrows(IllegalStateException.class, () -> simulation.run(parameters))
                    .getMessage();
            assertTrue(message.contains("Tape.open()"), message);
            message = assertThrows(IllegalStateException.class, Tape::open).getMessage();
            assertTrue(message.contains("close it before"), message);
        }
        try (Tape tape = Tape.open()) {
            assertTrue(tape != null);
            assertThrows(IllegalStateException.class, () -> Engine.getEngine("PyTorch")
                    .newGradientCollector());
        }
        // Nothing is left behind: the next tape works.
        assertTrue(Math.abs(gradientAlone(parameters, NDArray::mean)) > 0);
    }

    @Test
    void nestedTapeIsRefusedAndTheOuterOneWorksOn() {
        ArrayTree parameters = cell.parameters(manager);
        double want = gradientAlone(parameters, NDArray::mean);
        try (Tape tape = Tape.open()) {
            String message =
                    assertThrows(IllegalStateException.class, Tape::open).getMessage();
            assertTrue(message.contains("close it first"), message);
            assertRelative(want, value(tape.gradients(simulation.run(parameters).mean(), parameters)), 1e-13);
        }
    }

    @Test
    void closedTapeSaysSo() {
        ArrayTree parameters = cell.parameters(manager);
        Tape tape = Tape.open();
        NDArray loss = simulation.run(parameters).mean();
        tape.close();
        String message = assertThrows(IllegalStateException.class, () -> tape.gradients(loss, parameters))
                .getMessage();
        assertTrue(message.contains("closed"), message);
    }

    @Test
    void closingATapeTwiceHarmsNoOtherTape() {
        ArrayTree parameters = cell.parameters(manager);
        double want = gradientAlone(parameters, NDArray::mean);
        Tape first = Tape.open();
        first.close();
        try (Tape second = Tape.open()) {
            first.close();
            assertRelative(
                    want, value(second.gradients(simulation.run(parameters).mean(), parameters)), 1e-13);
        }
    }

    /** The rows of the Jacobian matrix, by unit cotangents, are the gradients of the single voltages. */
    @Test
    void aCotangentWeighsTheElementsOfAValue() {
        ArrayTree at = ArrayTree.of("g", leaf(manager, 2e-4)).with("scale", leaf(manager, 3));
        double[] weights = {0.3, -1.2, 2};
        Function<ArrayTree, NDArray> value = tree -> simulation
                .run(
                        manager,
                        Inputs.none()
                                .with(cell, "Leak_gLeak", tree.get("g").square().mul(tree.get("scale"))))
                .get(new NDIndex("0, 2::4"));
        GradientCheck.assertGradient(
                at, tree -> value.apply(tree).mul(manager.create(weights)).sum());
        try (Tape tape = Tape.open()) {
            NDArray voltages = value.apply(at);
            ArrayTree weighted = tape.gradients(voltages, manager.create(weights), at);
            ArrayTree sum = tape.gradients(voltages.mul(manager.create(weights)).sum(), at);
            double[] rows = new double[2];
            for (int i = 0; i < weights.length; i++) {
                double[] unit = new double[3];
                unit[i] = 1;
                ArrayTree row = tape.gradients(voltages, manager.create(unit), at);
                rows[0] += weights[i] * row.get("g").getDouble();
                rows[1] += weights[i] * row.get("scale").getDouble();
            }
            assertRelative(sum.get("g").getDouble(), weighted.get("g").getDouble(), 1e-13);
            assertRelative(sum.get("scale").getDouble(), weighted.get("scale").getDouble(), 1e-13);
            assertRelative(sum.get("g").getDouble(), rows[0], 1e-12);
            assertRelative(sum.get("scale").getDouble(), rows[1], 1e-12);
        }
    }

    @Test
    void aCotangentOfAnotherShapeOrTypeIsRefused() {
        ArrayTree parameters = cell.parameters(manager);
        try (Tape tape = Tape.open()) {
            NDArray traces = simulation.run(parameters);
            NDArray narrow = manager.create(new double[] {1, 2});
            String shapes = assertThrows(
                            IllegalArgumentException.class, () -> tape.gradients(traces, narrow, parameters))
                    .getMessage();
            assertTrue(shapes.contains("(2)") && shapes.contains("(2, 13)"), shapes);
            NDArray single = traces.toType(DataType.FLOAT32, true);
            String types = assertThrows(
                            IllegalArgumentException.class, () -> tape.gradients(traces, single, parameters))
                    .getMessage();
            assertTrue(types.contains("float32") && types.contains("float64"), types);
        }
    }

    @Test
    void lossThatDependsOnNothingIsAnError() {
        ArrayTree parameters = cell.parameters(manager);
        NDArray tooEarly = simulation.run(parameters).mean();
        try (Tape tape = Tape.open()) {
            String message = assertThrows(IllegalArgumentException.class, () -> tape.gradients(tooEarly, parameters))
                    .getMessage();
            assertTrue(message.contains("loss") && message.contains("before the tape"), message);
        }
    }

    @Test
    void arraysWithoutGradientAreNamed() {
        ArrayTree plain = ArrayTree.of("plain", manager.create(new double[] {1}));
        try (Tape tape = Tape.open()) {
            NDArray loss = simulation.run(cell.parameters(manager)).mean();
            String message = assertThrows(IllegalArgumentException.class, () -> tape.gradients(loss, plain))
                    .getMessage();
            assertTrue(message.contains("'plain'") && message.contains("setRequiresGradient"), message);
        }
    }

    @Test
    void anotherThreadCanNeitherUseNorCloseATape() throws InterruptedException {
        ArrayTree parameters = cell.parameters(manager);
        double want = gradientAlone(parameters, NDArray::mean);
        try (Tape tape = Tape.open()) {
            NDArray loss = simulation.run(parameters).mean();
            for (Runnable use : List.<Runnable>of(
                    () -> tape.backward(loss),
                    () -> tape.gradients(loss, parameters),
                    () -> tape.gradients(loss, loss.onesLike(), parameters),
                    tape::zeroGradients,
                    tape::close)) {
                AtomicReference<Throwable> thrown = new AtomicReference<>();
                Thread other = new Thread(use, "another one");
                other.setUncaughtExceptionHandler((thread, error) -> thrown.set(error));
                other.start();
                other.join();
                assertTrue(thrown.get() instanceof IllegalStateException, "thrown: " + thrown.get());
                assertTrue(
                        thrown.get().getMessage().contains("'another one'"),
                        thrown.get().getMessage());
            }
            assertRelative(want, value(tape.gradients(loss, parameters)), 1e-13);
        }
    }

    /** The gradients of reshaped leaves that meet in a sum share memory inside PyTorch. */
    @Test
    void gradientsThatMeetInASumAreNotMixedUp() {
        ArrayTree at = ArrayTree.of("a", leaf(manager, 2e-4))
                .with("b", leaf(manager, 3e-4))
                .with("offset", leaf(manager, 1, 2));
        GradientCheck.assertGradient(at, tree -> {
            NDArray one = simulation.run(manager, Inputs.none().with(cell, "Leak_gLeak", tree.get("a")));
            NDArray other = simulation.run(manager, Inputs.none().with(cell, "Leak_gLeak", tree.get("b")));
            NDArray last = one.add(other).get(new NDIndex(":,5"));
            return last.add(tree.get("offset").reshape(2)).square().sum();
        });
        ArrayTree leaves = ArrayTree.of("a", leaf(manager, 1, 2)).with("b", leaf(manager, 3, 4));
        try (Tape tape = Tape.open()) {
            NDArray sum = leaves.get("a").reshape(1, 2).add(leaves.get("b").reshape(1, 2));
            ArrayTree gradients = tape.gradients(sum.square().sum(), leaves);
            assertArrayEquals(new double[] {8, 12}, gradients.get("a").toDoubleArray(), 1e-12);
            assertArrayEquals(new double[] {8, 12}, gradients.get("b").toDoubleArray(), 1e-12);
        }
    }

    private double gradientAlone(ArrayTree parameters, Function<NDArray, NDArray> loss) {
        try (Tape tape = Tape.open()) {
            return value(tape.gradients(loss.apply(simulation.run(parameters)), parameters));
        }
    }

    private static double value(ArrayTree gradients) {
        return gradients.get("Leak_gLeak").toDoubleArray()[0];
    }

    public static void assertRelative(double want, double have, double tolerance) {
        double error = Math.abs(have - want) / Math.abs(want);
        assertTrue(error <= tolerance, have + " instead of " + want + ", relative error " + error);
    }
}
