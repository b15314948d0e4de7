package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.MechanismRegistry;
import dev.huxley.storage.ModelFile;
import dev.huxley.tree.ArrayTree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are arrays or trees of arrays, in channels and in synapses. */
class ArrayValuesTest {
    private static final double DT = 0.1;
    private static final double[][] WEIGHTS = {{0.5, -0.3, 0.8}, {-0.7, 0.2, 0.4}};

    @TempDir
    Path folder;

    /** Two gates that are driven by three mixed inputs; a matrix, a vector, a vector of states, and a small tree. */
    static final class Mixture extends Channel {
        Mixture(String name) {
            super(name);
            parameter("W", WEIGHTS, "1");
            parameter("shift", new double[] {0.3, 1.1, -0.4}, "1");
            parameter("gate/tau", 2, "ms");
            parameter("gate/out/scale", new double[] {1e-4, 3e-4}, "S/cm2");
            state("x", new double[] {0.2, 0.1}, "1");
        }

        Mixture() {
            this("Mixture");
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray inputs =
                    membrane.voltage().div(50).add(membrane.get("shift")).tanh();
            NDArray goal = membrane.get("W").mul(inputs).sum(new int[] {1});
            NDArray x = membrane.get("x");
            NDArray rate = NDArrays.div(membrane.timeStep(), membrane.get("gate/tau"));
            return Map.of("x", x.add(goal.sub(x).mul(rate)));
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray conductance =
                    membrane.get("gate/out/scale").mul(membrane.get("x")).sum(new int[] {0});
            return conductance.mul(membrane.voltage().add(55));
        }
    }

    /** The same in single numbers. */
    static final class Spelled extends Channel {
        Spelled() {
            super("Spelled");
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 3; j++) {
                    parameter("W" + i + j, WEIGHTS[i][j], "1");
                }
                parameter("scale" + i, i == 0 ? 1e-4 : 3e-4, "S/cm2");
                state("x" + i, i == 0 ? 0.2 : 0.1);
            }
            parameter("shift0", 0.3, "1");
            parameter("shift1", 1.1, "1");
            parameter("shift2", -0.4, "1");
            parameter("tau", 2, "ms");
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray v = membrane.voltage().div(50);
            NDArray rate = NDArrays.div(membrane.timeStep(), membrane.get("tau"));
            NDArray[] goal = new NDArray[2];
            for (int i = 0; i < 2; i++) {
                goal[i] = v.zerosLike();
                for (int j = 0; j < 3; j++) {
                    NDArray input = v.add(membrane.get("shift" + j)).tanh();
                    goal[i] = goal[i].add(membrane.get("W" + i + j).mul(input));
                }
            }
            NDArray x0 = membrane.get("x0");
            NDArray x1 = membrane.get("x1");
            return Map.of(
                    "x0",
                    x0.add(goal[0].sub(x0).mul(rate)),
                    "x1",
                    x1.add(goal[1].sub(x1).mul(rate)));
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray first = membrane.get("scale0").mul(membrane.get("x0"));
            NDArray second = membrane.get("scale1").mul(membrane.get("x1"));
            return first.add(second).mul(membrane.voltage().add(55));
        }
    }

    /** A trace of the presynaptic voltage in five stages, each following the one before it. */
    static final class Cascade extends Synapse {
        Cascade() {
            super("Cascade");
            parameter("weights", new double[] {1, -0.5, 0.3, 0.2, -0.4}, "nA");
            parameter("tau", 1.5, "ms");
            state("trace", new double[5], "1");
        }

        @Override
        public Map<String, NDArray> update(SynapseContext synapse) {
            NDArray trace = synapse.get("trace");
            NDArray drive =
                    NDArrays.stack(new NDList(synapse.preVoltage().add(70).div(10)));
            NDArray before = NDArrays.concat(new NDList(drive, trace.get("0:4")));
            NDArray rate = NDArrays.div(synapse.timeStep(), synapse.get("tau"));
            return Map.of("trace", trace.add(before.sub(trace).mul(rate)));
        }

        @Override
        public NDArray current(SynapseContext synapse) {
            return synapse.get("weights")
                    .mul(synapse.get("trace"))
                    .sum(new int[] {0})
                    .mul(-0.01);
        }
    }

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.set("v", -70, -62, -51);
        cell.set("radius", 3, 2, 4);
        return cell;
    }

    private static double[] traces(NeuronModel model) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(model).dt(DT).tMax(5).build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }

    @Test
    void arraysAreSingleNumbersSideBySide() {
        Cell arrays = cell();
        arrays.insert(new Mixture());
        arrays.record("v");
        arrays.record("Mixture_x");
        Cell spelled = cell();
        spelled.insert(new Spelled());
        spelled.record("v");
        for (int compartment = 0; compartment < 3; compartment++) {
            spelled.comp(compartment).record("Spelled_x0");
            spelled.comp(compartment).record("Spelled_x1");
        }
        double[] expected = traces(spelled);
        assertArrayEquals(expected, traces(arrays), 1e-12);
        assertTrue(expected[expected.length - 1] != 0.1, "the last state changes");
    }

    @Test
    void arraysAreSetPerCompartmentAndRead() {
        Cell cell = cell();
        cell.comp(0, 2).insert(new Mixture());
        cell.comp(2).set("Mixture_W", 1, 2, 3, 4, 5, 6);
        assertArrayEquals(
                new double[] {
                    0.5,
                    -0.3,
                    0.8,
                    -0.7,
                    0.2,
                    0.4,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    1,
                    2,
                    3,
                    4,
                    5,
                    6
                },
                cell.get("Mixture_W"));
        cell.set("Mixture_W", 7);
        assertArrayEquals(new double[] {7, 7, 7, 7, 7, 7}, cell.comp(2).get("Mixture_W"));
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> cell.set("Mixture_W", 1, 2, 3, 4));
        assertTrue(error.getMessage().contains("[2, 3]"), error.getMessage());
    }

    @Test
    void arraysGoThroughTables() {
        Cell cell = cell();
        cell.comp(0, 2).insert(new Mixture());
        cell.comp(2).set("Mixture_W", 1, 2, 3, 4, 5, 6);
        Path file = folder.resolve("cell.csv");
        cell.table().writeCsv(file);
        double[] before = cell.get("Mixture_W");
        cell.set("Mixture_W", 0);
        cell.readCsv(file);
        assertArrayEquals(before, cell.get("Mixture_W"));
        assertTrue(cell.table().toCsv().contains("Mixture_W[1,2]"), cell.table().toCsv());
    }

    @Test
    void oneElementCanBeRecordedAndClamped() {
        Cell cell = cell();
        cell.insert(new Mixture());
        cell.comp(1).record("Mixture_x[1]");
        cell.comp(1).clamp("Mixture_x[1]", Waveform.of(time -> 0.75, DT, 5));
        double[] trace = traces(cell);
        assertEquals(0.1, trace[0]);
        assertEquals(0.75, trace[trace.length - 1]);
        IllegalArgumentException whole = assertThrows(
                IllegalArgumentException.class, () -> cell.clamp("Mixture_x", Waveform.of(time -> 0.75, DT, 5)));
        assertTrue(whole.getMessage().contains("Mixture_x[0]"), whole.getMessage());
        IllegalArgumentException outside =
                assertThrows(IllegalArgumentException.class, () -> cell.record("Mixture_x[2]"));
        assertTrue(outside.getMessage().contains("Mixture_x[0] to Mixture_x[1]"), outside.getMessage());
    }

    @Test
    void theGradientOfArraysEqualsCentralDifferences() {
        Cell cell = cell();
        cell.insert(new Mixture());
        cell.comp(2).set("Mixture_W", 0.1, 0.7, -0.3, 0.4, 0.5, -0.6);
        cell.makeTrainable("Mixture_shift");
        cell.comp(0, 1, 2).makeTrainable("Mixture_W");
        cell.makeTrainable("Mixture_gate");
        cell.comp(0, 2).makeTrainable("Mixture_x");
        cell.record("v");
        cell.record("Mixture_x");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).tMax(5).build()) {
            ArrayTree parameters = cell.parameters(manager);
            assertEquals(
                    new Shape(3, 2, 3), parameters.get("comp(0-2)/Mixture_W").getShape());
            assertEquals(
                    new Shape(1, 2), parameters.get("Mixture_gate/out/scale").getShape());
            BatchedGradientCheck.assertGradient(cell, simulation);
        }
    }

    @Test
    void aBatchOfArraysEqualsSingleRuns() {
        Cell cell = cell();
        cell.insert(new Mixture());
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).tMax(5).build()) {
            double[] values = new double[4 * 3 * 6];
            Arrays.setAll(values, i -> Math.sin(i));
            NDArray batch = manager.create(values, new Shape(4, 3, 2, 3));
            NDArray together = simulation.run(manager, Inputs.none().with(cell, "Mixture_W", batch));
            for (int row = 0; row < 4; row++) {
                NDArray alone = simulation.run(manager, Inputs.none().with(cell, "Mixture_W", batch.get(row)));
                assertArrayEquals(alone.toDoubleArray(), together.get(row).toDoubleArray(), 1e-12);
            }
            NDArray same = simulation.run(
                    manager, Inputs.none().with(cell, "Mixture_W", batch.get(0).get(0)));
            cell.set("Mixture_W", Arrays.copyOf(values, 6));
            assertArrayEquals(traces(cell), same.toDoubleArray(), 1e-12);
        }
    }

    @Test
    void whatWasFittedIsWrittenBackAndStored() {
        Cell cell = cell();
        cell.insert(new Mixture());
        cell.comp(0, 1).makeTrainable("Mixture_W");
        cell.record("Mixture_x");
        try (NDManager manager = HuxleyRuntime.newManager()) {
            ArrayTree parameters = cell.parameters(manager);
            double[] fitted = new double[12];
            Arrays.setAll(fitted, i -> 0.1 * i - 0.4);
            cell.write(parameters.map(array -> manager.create(fitted, array.getShape())));
            assertArrayEquals(Arrays.copyOfRange(fitted, 6, 12), cell.comp(1).get("Mixture_W"));
        }
        Path file = folder.resolve("cell.huxley");
        ModelFile.write(cell, file);
        Cell read = ModelFile.readCell(file, MechanismRegistry.library().with(Mixture.class, Mixture::new));
        assertArrayEquals(traces(cell), traces(read));
        assertEquals(
                Arrays.toString(cell.trainables().get(0).values()),
                Arrays.toString(read.trainables().get(0).values()));
    }

    @Test
    void valuesOfAMechanismCanBeATree() {
        Cell cell = cell();
        cell.insert(new Mixture());
        cell.makeTrainable("Mixture_gate");
        cell.record("v");
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> cell.set("Mixture_gate", 1));
        assertTrue(error.getMessage().contains("Mixture_gate/out/scale"), error.getMessage());
        cell.set("Mixture_gate/tau", 3);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).tMax(5).build()) {
            ArrayTree parameters = cell.parameters(manager);
            assertEquals(List.of("Mixture_gate/tau", "Mixture_gate/out/scale"), parameters.paths());
            assertEquals(
                    List.of("tau", "out"), parameters.subtree("Mixture_gate").names());
            NDArray inner = manager.create(new double[] {2e-4, 1e-4}, new Shape(1, 2));
            NDArray changed = simulation.run(parameters.with("Mixture_gate/out/scale", inner));
            cell.set("Mixture_gate/out/scale", 2e-4, 1e-4);
            assertArrayEquals(traces(cell), changed.toDoubleArray(), 1e-12);
        }
        Path file = folder.resolve("tree.huxley");
        ModelFile.write(cell, file);
        Cell read = ModelFile.readCell(file, MechanismRegistry.library().with(Mixture.class, Mixture::new));
        assertArrayEquals(new double[] {2e-4, 1e-4}, read.comp(1).get("Mixture_gate/out/scale"));
        assertArrayEquals(traces(cell), traces(read));
    }

    @Test
    void anArrayStateOfASynapseIsSimulatedRecordedAndShown() {
        Cell point = new Cell(new Compartment());
        Network network = new Network(point, point, point);
        network.set("v", -50, -70, -65);
        network.set("radius", 5);
        network.fullyConnect(network.cell(0), network.cell(1, 2), new Cascade());
        network.synapses().edge(1).set("Cascade_trace", 0.1, 0.2, 0.3, 0.4, 0.5);
        network.synapses().record("Cascade_trace");
        network.record("v");
        network.synapses().edge(0, 1).makeTrainable("Cascade_trace");
        network.synapses("Cascade").makeTrainable("Cascade_weights");
        network.synapses("Cascade").makeTrainable("Cascade_tau");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network).dt(DT).tMax(3).build()) {
            NDArray traces = simulation.run(manager);
            assertEquals(new Shape(2 * 5 + 3, 31), traces.getShape());
            assertArrayEquals(
                    new double[] {0, 0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4, 0.5},
                    traces.get("0:10, 0").toDoubleArray());
            double rate = DT / 1.5;
            assertEquals(2 * rate, traces.get("0, 1").getDouble(), 1e-12);
            assertEquals(0.2 + (0.1 - 0.2) * rate, traces.get("6, 1").getDouble(), 1e-12);
            BatchedGradientCheck.assertGradient(network, simulation);
        }
        String table = network.synapses().table().toCsv();
        assertTrue(table.contains("Cascade_trace[4]"), table);
    }

    @Test
    void anUpdateOfAnotherShapeIsAnError() {
        final class Shrinking extends Channel {
            Shrinking() {
                super("Shrinking");
                state("x", new double[] {1, 2, 3}, "1");
            }

            @Override
            public Map<String, NDArray> update(Membrane membrane) {
                return Map.of("x", membrane.get("x").get("0:2"));
            }

            @Override
            public NDArray current(Membrane membrane) {
                return membrane.get("x").get(0).mul(1e-3);
            }
        }
        Cell cell = cell();
        cell.insert(new Shrinking());
        cell.record("v");
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> traces(cell));
        assertTrue(error.getMessage().contains("Shrinking_x[0] to Shrinking_x[2]"), error.getMessage());
    }
}
