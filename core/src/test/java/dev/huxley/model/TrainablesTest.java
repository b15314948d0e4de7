package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trainable parameters: who shares a value, and how values come back. */
class TrainablesTest {
    private NDManager manager;
    /** Three one-branch cells of 1, 2 and 1 compartments. */
    private NeuronModel cells;

    @BeforeEach
    void build() {
        manager = NDManager.newBaseManager();
        cells = ViewTest.cells(cell(1), cell(2), cell(1));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Cell cell(int compartments) {
        return new Cell(new Branch(new Compartment(), compartments), -1);
    }

    /** Groups of unequal size: padding of the shorter ones must not reach other compartments. */
    @Test
    void groupsOfUnequalSizeTouchNothingElse() {
        cells.set("radius", 1, 2, 4, 8);
        cells.cell(0, 1).makeTrainable("radius");
        TrainableParameter trainable = cells.trainables().get(0);
        assertGroups(trainable, new int[] {0}, new int[] {1, 2});
        assertArrayEquals(new double[] {1, 3}, trainable.values(), "means of the present values");
        cells.write(ArrayTree.of(trainable.path(), manager.create(new double[] {10, 20})));
        assertArrayEquals(new double[] {10, 20, 20, 8}, cells.get("radius"));
        assertArrayEquals(new double[] {10, 20}, cells.trainables().get(0).values());
        assertEquals(2 * Math.PI * 20 * 10, cells.get("area")[1], 1e-9);
    }

    @Test
    void sharingFollowsTheLastLevelOfTheView() {
        Cell cell = new Cell(List.of(new Branch(new Compartment(), 2), new Branch(new Compartment(), 3)), -1, 0);
        cell.comp(0).addToGroup("starts");
        List<TrainableParameter> all = new ArrayList<>();
        List<Runnable> calls = List.of(
                () -> cell.makeTrainable("v"),
                () -> cell.branch(0, 1).makeTrainable("v"),
                () -> cell.branch(0, 1).comp(0, 1).makeTrainable("v"),
                () -> cell.branch(1).loc(1).makeTrainable("v"),
                () -> cell.group("starts").makeTrainable("v"),
                () -> cell.makeTrainable("v", Sharing.PER_COMPARTMENT, -1, -2, -3, -4, -5));
        for (Runnable call : calls) {
            cell.deleteTrainables();
            call.run();
            all.addAll(cell.trainables());
        }
        assertGroups(all.get(0), new int[] {0, 1, 2, 3, 4});
        assertGroups(all.get(1), new int[] {0, 1}, new int[] {2, 3, 4});
        assertGroups(all.get(2), new int[] {0}, new int[] {1}, new int[] {2}, new int[] {3});
        assertGroups(all.get(3), new int[] {4});
        assertGroups(all.get(4), new int[] {0, 2});
        assertGroups(all.get(5), new int[] {0}, new int[] {1}, new int[] {2}, new int[] {3}, new int[] {4});
        assertArrayEquals(new double[] {-1, -2, -3, -4, -5}, all.get(5).values());
        assertEquals("starts/v", all.get(4).path());
        assertEquals(6, all.size());
    }

    @Test
    void onlyCompartmentsWithTheMechanismTakePart() {
        Cell cell = new Cell(List.of(new Branch(new Compartment(), 2), new Branch(new Compartment(), 3)), -1, 0);
        cell.comp(1).insert(new Leak());
        cell.branch(0, 1).makeTrainable("Leak_gLeak");
        assertGroups(cell.trainables().get(0), new int[] {1}, new int[] {3});
        assertSays(
                () -> cell.comp(0, 1).makeTrainable("Leak_gLeak"), "Leak_gLeak", "branch 0, compartment 0", "insert");
        assertEquals(1, cell.trainables().size());
    }

    @Test
    void wrongTrainablesAreNamed() {
        Cell cell = cell(3);
        cell.makeTrainable("radius");
        assertSays(() -> cell.makeTrainable("radius"), "'radius'", "already", "deleteTrainables");
        assertSays(() -> cell.makeTrainable("raduis"), "'raduis'", "radius");
        assertSays(() -> cell.makeTrainable("area"), "'area'", "radius and length");
        assertSays(() -> cell.comp(0, 1).makeTrainable("v", 1, 2, 3), "'v'", "2 trainable values", "3 start values");
        assertSays(() -> cell.comp(0, 1).makeTrainable("length", 1, -2), "'length'", "-2.0", "compartment 1");
        assertEquals(1, cell.trainables().size());
        cell.deleteTrainables();
        cell.makeTrainable("radius", 3);
        assertArrayEquals(new double[] {3}, cell.trainables().get(0).values());
    }

    @Test
    void writeIsAllOrNothing() {
        Cell cell = cell(2);
        cell.comp(0, 1).makeTrainable("radius");
        cell.makeTrainable("length");
        ArrayTree good = cell.parameters(manager);
        String radius = cell.trainables().get(0).path();
        ArrayTree shifted = good.with(radius, manager.create(new double[] {5, 6}));
        assertSays(() -> cell.write(shifted.with("length", manager.create(new double[] {-1}))), "'length'", "-1.0");
        assertSays(() -> cell.write(shifted.with("length", manager.create(new double[] {1, 2}))), "'length'", "2");
        assertSays(() -> cell.write(shifted.with("lenght", manager.create(new double[] {1}))), "lenght", "length");
        assertSays(
                () -> cell.write(shifted.with("length", manager.create(new double[] {Double.NaN}))), "'length'", "NaN");
        assertArrayEquals(new double[] {1, 1}, cell.get("radius"));
        assertArrayEquals(new double[] {1, 1}, cell.trainables().get(0).values());
        cell.write(shifted);
        assertArrayEquals(new double[] {5, 6}, cell.get("radius"));
        assertEquals(shifted, cell.parameters(manager));
        cell.write(ArrayTree.of("length", manager.create(new float[] {2.5f})));
        assertArrayEquals(new double[] {2.5, 2.5}, cell.get("length"));
    }

    @Test
    void parametersAreLeavesThatRequireGradients() {
        Cell cell = cell(2);
        cell.comp(0, 1).makeTrainable("v", -60, -61);
        NDArray values = cell.parameters(manager).flatten().get(0);
        assertArrayEquals(new double[] {-60, -61}, values.toDoubleArray());
        assertTrue(values.hasGradient());
        assertEquals(manager, values.getManager());
    }

    @Test
    void equalLabelsGetDifferentPaths() {
        Cell cell = cell(200);
        String start = "comp >= 0 and comp >= 0 and comp >= 0 and comp >= 0 and ";
        cell.where(start + "comp < 100").makeTrainable("v");
        cell.where(start + "comp >= 100").makeTrainable("v");
        assertEquals(
                cell.trainables().get(0).path() + "#2", cell.trainables().get(1).path());
        assertEquals(2, cell.parameters(manager).size());
    }

    // ---- one owner, one truth ----

    /** The first one's gradient would be 0 for ever. */
    @Test
    void overlappingTrainablesAreAnErrorThatNamesBoth() {
        Cell cell = cell(4);
        cell.insert(new Leak());
        cell.comp(1, 2).addToGroup("middle");
        cell.group("middle").makeTrainable("Leak_gLeak");
        assertSays(
                () -> cell.makeTrainable("Leak_gLeak"),
                "'Leak_gLeak' would train",
                "'middle/Leak_gLeak'",
                "branch 0, compartment 1",
                "deleteTrainables");
        assertSays(
                () -> cell.comp(0, 2).makeTrainable("Leak_gLeak"),
                "'comp(0,2)/Leak_gLeak'",
                "'middle/Leak_gLeak'",
                "compartment 2");
        assertEquals(1, cell.trainables().size());
        cell.comp(0, 3).makeTrainable("Leak_gLeak");
        cell.makeTrainable("Leak_eLeak");
        assertEquals(3, cell.trainables().size());
    }

    /** The values that were set are those that parameters() gives, and those are the values that stand in the model. */
    @Test
    void theModelHasTheValuesOfItsTrainables() {
        Cell cell = cell(3);
        cell.insert(new Leak());
        cell.makeTrainable("Leak_gLeak", 2e-4);
        assertArrayEquals(new double[] {2e-4, 2e-4, 2e-4}, cell.get("Leak_gLeak"));
        cell.set("Leak_gLeak", 5e-4);
        assertArrayEquals(new double[] {5e-4}, cell.trainables().get(0).values());
        assertArrayEquals(
                new double[] {5e-4}, cell.parameters(manager).get("Leak_gLeak").toDoubleArray());
        cell.set("Leak_eLeak", -70, -80, -90);
        cell.makeTrainable("Leak_eLeak");
        assertArrayEquals(new double[] {-80, -80, -80}, cell.get("Leak_eLeak"), "the mean is in the model too");
        cell.comp(0, 1, 2).makeTrainable("v", -1, -2, -3);
        cell.comp(1).set("v", -20);
        assertArrayEquals(new double[] {-1, -20, -3}, cell.trainables().get(2).values());
        cell.set("capacitance", 0.1);
        cell.makeTrainable("capacitance");
        assertArrayEquals(
                new double[] {0.1}, cell.trainables().get(3).values(), "the mean of equal values is their value");
    }

    @Test
    void whatSharesAValueIsSetTogether() {
        Cell cell = cell(3);
        cell.insert(new Leak());
        cell.makeTrainable("Leak_gLeak");
        String[] parts = {"branch 0, compartment 1", "branch 0, compartment 0", "'Leak_gLeak'", "deleteTrainables"};
        assertSays(() -> cell.comp(1).set("Leak_gLeak", 3e-4), parts);
        assertSays(() -> cell.set("Leak_gLeak", 1e-4, 3e-4, 1e-4), parts);
        cell.set("Leak_gLeak", 3e-4, 3e-4, 3e-4);
        ArrayTree values = ModelValues.read(cell, manager);
        ArrayTree apart = values.with("nodes/Leak_gLeak", manager.create(new double[] {3e-4, 2e-4, 3e-4}));
        assertSays(() -> ModelValues.write(cell, apart), parts);
        assertArrayEquals(new double[] {3e-4, 3e-4, 3e-4}, cell.get("Leak_gLeak"));
        Network network = new Network(cell(1), cell(1));
        network.fullyConnect(network, network, new IonotropicSynapse());
        network.synapses().makeTrainable("IonotropicSynapse_gS");
        assertSays(
                () -> network.edge(2).set("IonotropicSynapse_gS", 3e-4), "synapse 2", "synapse 0", "deleteTrainables");
    }

    // ---- composition ----

    /** A model that is composed of others has what they have, each as often as it is there. */
    @Test
    void compositionKeepsWhatIsDone() {
        Cell cell = cell(2);
        cell.insert(new Leak());
        cell.comp(1).addToGroup("tip");
        cell.group("tip").makeTrainable("Leak_gLeak", 3e-4);
        cell.makeTrainable("v", -65);
        cell.globals().define("temperature", 30, "degC");
        cell.globals().makeTrainable("temperature");
        cell.comp(1).stimulate(Waveform.of(new double[] {1}, 0.1));
        cell.comp(0).clamp("v", Waveform.of(new double[] {-60}, 0.1));
        cell.comp(1, 0).record("v");
        Network network = new Network(cell(1), cell, cell);
        assertEquals(
                List.of(
                        "cell(1).tip/Leak_gLeak",
                        "cell(1)/v",
                        "globals/temperature",
                        "cell(2).tip/Leak_gLeak",
                        "cell(2)/v"),
                network.trainables().stream().map(TrainableParameter::path).toList());
        assertGroups(network.trainables().get(0), new int[] {2});
        assertGroups(network.trainables().get(4), new int[] {3, 4});
        assertArrayEquals(new int[] {2}, network.stimuli().get(0).rows());
        assertArrayEquals(new int[] {4}, network.stimuli().get(1).rows());
        assertArrayEquals(new int[] {1}, network.clamps().get(0).rows());
        assertArrayEquals(new int[] {3}, network.clamps().get(1).rows());
        assertEquals(
                List.of(2, 1, 4, 3),
                network.recordings().stream().map(PlacedRecording::row).toList());
        Network one = new Network(cell);
        assertEquals("tip/Leak_gLeak", one.trainables().get(0).path(), "a single part is the whole");
        network.deleteStimuli();
        network.deleteTrainables();
        assertEquals(2, network.clamps().size());
        assertEquals(3, cell.trainables().size(), "the parts stay as they are");
    }

    @Test
    void aCellOfOneBranchNeedsNoParents() {
        Cell cell = new Cell(new Branch(new Compartment(), 3));
        assertEquals(new ModelShape(1, 1, 3), cell.shape());
        assertEquals(-1, cell.structure().parent(0));
    }

    private static void assertGroups(TrainableParameter trainable, int[]... groups) {
        assertEquals(groups.length, trainable.rows().size(), trainable.path());
        for (int i = 0; i < groups.length; i++) {
            assertArrayEquals(groups[i], trainable.rows().get(i), trainable.path());
        }
    }
}
