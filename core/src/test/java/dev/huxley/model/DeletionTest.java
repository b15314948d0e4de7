package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.protocol.Waveform;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A deletion takes away only the thing that is deleted. */
class DeletionTest {
    private static final double ABSENT = Double.NaN;

    /** A sodium channel that shares its reversal potential and its current's name. */
    private static final class Sodium extends Channel {
        Sodium(String name) {
            super(name);
            parameter("g", 0.1, "S/cm2");
            sharedParameter("eNa", 50, "mV");
            state("m", 0.2);
        }

        @Override
        public String currentName() {
            return "i_Na";
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.voltage().sub(membrane.get("eNa")).mul(membrane.get("g"));
        }
    }

    private final Branch branch = new Branch(new Compartment(), 4);

    @Test
    void insertionInStepsAndDeletionLeaveTheRestAsItWas() {
        branch.comp(0).insert(new Sodium("Na"));
        branch.comp(0).set("Na_g", 0.5);
        branch.comp(0, 2).insert(new Sodium("Na"));
        assertArrayEquals(new double[] {0.5, ABSENT, 0.1, ABSENT}, branch.get("Na_g"));
        branch.comp(2, 3).deleteMechanism("Na");
        assertArrayEquals(new double[] {0.5, ABSENT, ABSENT, ABSENT}, branch.get("Na_g"));
        assertArrayEquals(new double[] {50, ABSENT, ABSENT, ABSENT}, branch.get("eNa"));
        assertArrayEquals(new int[] {0}, branch.mechanism("Na").compartments());
        branch.comp(2).insert(new Sodium("Na"));
        assertArrayEquals(new double[] {0.5, ABSENT, 0.1, ABSENT}, branch.get("Na_g"), "deleted values do not return");
    }

    @Test
    void sharedValuesStayWhereAnotherMechanismDeclaresThem() {
        branch.comp(0, 2).insert(new Sodium("Na1"));
        branch.comp(0, 1).insert(new Sodium("Na2"));
        branch.comp(0).set("eNa", 55);
        branch.deleteMechanism("Na1");
        assertArrayEquals(new double[] {55, 50, ABSENT, ABSENT}, branch.get("eNa"));
        assertFalse(branch.nodes().contains("Na1_g"));
        assertFalse(branch.nodes().contains("Na1"));
        assertEquals(1, branch.channels().size());
        branch.deleteMechanism("Na2");
        assertEquals(
                new Branch(new Compartment(), 4).nodes().names(), branch.nodes().names());
        assertSays(() -> branch.deleteMechanism("Na2"), "mechanism 'Na2'");
    }

    @Test
    void whatIsInUseIsNotDeletedAndNothingChanges() {
        branch.insert(new Sodium("Na1"));
        branch.comp(1).insert(new Sodium("Na2"));
        branch.comp(2).record("Na1_m");
        assertSays(
                () -> branch.deleteMechanism("Na1"), "Na1", "compartment 2", "'Na1_m' is recorded", "deleteRecordings");
        branch.deleteRecordings();
        branch.comp(0, 1).record("i_Na");
        assertSays(() -> branch.deleteMechanism("Na1"), "compartment 0", "'i_Na'");
        branch.comp(0).deleteRecordings();
        branch.comp(3).clamp("Na1_m", Waveform.of(new double[] {1}, 0.1));
        assertSays(() -> branch.deleteMechanism("Na1"), "compartment 3", "clamped", "deleteClamps");
        branch.deleteClamps();
        branch.comp(0, 2).makeTrainable("eNa");
        assertSays(() -> branch.deleteMechanism("Na1"), "compartment 0", "'eNa' is trainable", "deleteTrainables");
        assertArrayEquals(new double[] {0.1, 0.1, 0.1, 0.1}, branch.get("Na1_g"));
        branch.deleteTrainables();
        branch.deleteMechanism("Na1"); // compartment 1 still carries i_Na, through Na2
        assertEquals(List.of(new PlacedRecording(Domain.NODES, "i_Na", 1)), branch.recordings());
    }

    @Test
    void groupsLoseMembersAndEndWithTheLast() {
        branch.comp(0, 1).addToGroup("soma");
        branch.comp(1).removeFromGroup("soma");
        assertArrayEquals(new int[] {0}, branch.group("soma").compartments());
        branch.removeFromGroup("soma");
        assertEquals(Set.of(), branch.groups());
        assertSays(() -> branch.removeFromGroup("soma"), "group 'soma'");
        branch.insert(new Leak("soma"));
        assertEquals(4, branch.mechanism("soma").compartments().length, "the name is free again");
    }

    @Test
    void protocolsAreDeletedPerView() {
        branch.insert(new HH());
        branch.stimulate(Waveform.of(new double[][] {{0}, {1}, {2}, {3}}, 0.1));
        branch.comp(1).stimulate(Waveform.of(new double[] {9}, 0.1));
        branch.comp(1, 2).deleteStimuli();
        assertEquals(1, branch.stimuli().size());
        PlacedWaveform rest = branch.stimuli().get(0);
        assertArrayEquals(new int[] {0, 3}, rest.rows());
        assertArrayEquals(new double[] {3}, rest.waveform().samples(1));

        branch.clamp("v", Waveform.of(new double[] {-60}, 0.1));
        branch.clamp("HH_m", Waveform.of(new double[] {0.5}, 0.1));
        branch.comp(0).deleteClamps("v");
        assertArrayEquals(new int[] {1, 2, 3}, branch.clamps().get(0).rows());
        branch.deleteClamps("v");
        assertEquals("HH_m", branch.clamps().get(0).key());
        branch.deleteClamps();

        branch.record("v");
        branch.record("HH_m");
        branch.comp(0, 1).deleteRecordings("v");
        branch.comp(1, 2, 3).deleteRecordings("HH_m");
        assertEquals(
                List.of(
                        new PlacedRecording(Domain.NODES, "v", 2),
                        new PlacedRecording(Domain.NODES, "v", 3),
                        new PlacedRecording(Domain.NODES, "HH_m", 0)),
                branch.recordings());
        assertTrue(branch.clamps().isEmpty());
    }

    @Test
    void trainablesAreDeletedPerViewUnlessShared() {
        branch.comp(Index.all()).makeTrainable("radius", 1, 2, 3, 4);
        branch.comp(1, 2).deleteTrainables();
        TrainableParameter rest = branch.trainables().get(0);
        assertArrayEquals(new double[] {1, 4}, rest.values());
        assertArrayEquals(new int[] {3}, rest.rows().get(1));
        branch.makeTrainable("length");
        assertSays(() -> branch.comp(0).deleteTrainables(), "'length'", "shared", "compartment 1");
        assertEquals(2, branch.trainables().size());
        branch.deleteTrainables();
        assertTrue(branch.trainables().isEmpty());
    }

    /** A second clamp of a state at one place would replace the first. */
    @Test
    void aStateIsClampedOnceAtAPlace() {
        Cell cell = new Cell(new Branch(new Compartment(), 4));
        Waveform waveform = Waveform.of(new double[] {-60}, 0.1);
        cell.comp(1, 2).clamp("v", waveform);
        String[] parts = {"clamp 1", "clamp 0", "'v'", "branch 0, compartment 2", "deleteClamps"};
        assertSays(() -> cell.comp(3, 2).clamp("v", waveform), parts);
        assertSays(() -> cell.clamp("v", waveform), "compartment 1");
        cell.comp(0, 3).clamp("v", waveform);
        assertEquals(2, cell.clamps().size());
        cell.comp(2).deleteClamps("v");
        cell.comp(2).clamp("v", waveform);
    }
}
