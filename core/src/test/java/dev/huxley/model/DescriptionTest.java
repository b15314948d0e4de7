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
import org.junit.jupiter.api.Test;

/** Inserting, setting and composing. */
class DescriptionTest {
    private static final double ABSENT = Double.NaN;

    /** A channel with free declarations. */
    private static final class Custom extends Channel {
        Custom(String name, String own, String shared) {
            super(name);
            parameter(own, 1, "S/cm2");
            sharedParameter(shared, 2, "mV");
            state("x", 0.5);
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.voltage();
        }
    }

    @Test
    void insertionInStepsKeepsEditedValues() {
        Branch branch = new Branch(new Compartment(), 4);
        branch.comp(0).insert(new Leak());
        branch.comp(0).set("Leak_gLeak", 0.5);
        branch.comp(0, 2).insert(new Leak());
        assertArrayEquals(new double[] {0.5, ABSENT, 1e-4, ABSENT}, branch.get("Leak_gLeak"));
        assertArrayEquals(new int[] {0, 2}, branch.mechanism("Leak").compartments());
        assertEquals(1, branch.channels().size());
        branch.insert(new Leak());
        assertArrayEquals(new double[] {0.5, 1e-4, 1e-4, 1e-4}, branch.get("Leak_gLeak"));
    }

    @Test
    void sharedParametersLiveOnTheUnionOfTheMechanisms() {
        Branch branch = new Branch(new Compartment(), 4);
        branch.comp(0, 2).insert(new Custom("Na1", "g", "eNa"));
        branch.comp(0).set("eNa", 55);
        branch.comp(0, 1).insert(new Custom("Na2", "g", "eNa"));
        assertArrayEquals(new double[] {55, 2, 2, ABSENT}, branch.get("eNa"));
        assertArrayEquals(new double[] {1, ABSENT, 1, ABSENT}, branch.get("Na1_g"));
        assertTrue(branch.isState("Na2_x"));
        assertFalse(branch.isState("eNa"));
        assertEquals("mV", branch.unit("eNa"));
        assertEquals("mA/cm2", branch.unit("i_Na1"));
        assertEquals("Ohm cm", branch.unit("axial_resistivity"));
    }

    @Test
    void mechanismsThatClashAreRefusedAndLeaveNothing() {
        Branch branch = new Branch(new Compartment(), 2);
        branch.insert(new Custom("A", "g", "eK"));
        branch.comp(0).addToGroup("soma");
        var names = List.copyOf(branch.nodes().names());
        assertSays(() -> branch.insert(new Custom("A", "g", "eNa")), "'A'", "another name");
        assertSays(() -> branch.insert(new Custom("soma", "g", "eK")), "'soma'", "another name");
        assertSays(() -> branch.insert(new Custom("B", "g", "soma")), "mechanism B", "'soma'");
        assertSays(() -> branch.insert(new Custom("v", "g", "eK")), "'v'", "another name");
        assertSays(() -> branch.addToGroup("A"), "'A'", "name of its own");
        assertSays(() -> branch.addToGroup("radius"), "'radius'");
        assertEquals(names, List.copyOf(branch.nodes().names()));
    }

    @Test
    void vectorsSetTheCompartmentsThatHaveTheQuantity() {
        Branch branch = new Branch(new Compartment(), 4);
        branch.comp(0, 3).insert(new Leak());
        branch.set("Leak_eLeak", -60, -61);
        assertArrayEquals(new double[] {-60, ABSENT, ABSENT, -61}, branch.get("Leak_eLeak"));
        branch.set("Leak_eLeak", -50);
        assertArrayEquals(new double[] {-50, ABSENT, ABSENT, -50}, branch.get("Leak_eLeak"));
        branch.set("v", -1, -2, -3, -4);
        branch.comp(1, 2).set("v", -20, -30);
        assertArrayEquals(new double[] {-1, -20, -30, -4}, branch.get("v"));
        // A selection keeps its own order, for values too.
        branch.select(2, 0).set("v", 5, 6);
        assertArrayEquals(new double[] {6, -20, 5, -4}, branch.get("v"));
        assertArrayEquals(new double[] {5, 6}, branch.select(2, 0).get("v"));
    }

    @Test
    void geometryFollowsRadiusAndLength() {
        Compartment compartment = new Compartment();
        compartment.set("radius", 3);
        compartment.set("length", 20);
        assertEquals(2 * Math.PI * 3 * 20, compartment.get("area")[0], 1e-12);
        assertEquals(Math.PI * 9 * 20, compartment.get("volume")[0], 1e-12);
        assertEquals(10 / (Math.PI * 9), compartment.get("resistive_load_in")[0], 1e-15);
        assertEquals(10 / (Math.PI * 9), compartment.get("resistive_load_out")[0], 1e-15);
    }

    @Test
    void wrongValuesAreNamedAndNothingIsWritten() {
        Branch branch = new Branch(new Compartment(), 3);
        branch.comp(0).insert(new Leak());
        double[] radius = branch.get("radius");
        assertSays(() -> branch.set("radius", 1, 2, -3), "'radius'", "-3.0", "um", "compartment 2", "positive");
        assertSays(() -> branch.set("v", 1, Double.NaN, 3), "'v'", "NaN", "compartment 1", "finite");
        assertSays(() -> branch.set("length", 0), "'length'", "0.0");
        assertSays(() -> branch.set("radius", 1, 2), "'radius'", "3", "not 2");
        assertSays(() -> branch.set("radius"), "'radius'", "not 0");
        assertSays(() -> branch.set("area", 1), "'area'", "radius and length");
        assertSays(() -> branch.set("raduis", 1), "'raduis'", "Did you mean 'radius'");
        assertSays(() -> branch.comp(1).set("Leak_gLeak", 1), "comp(1)", "Leak_gLeak", "insert");
        assertSays(() -> branch.set("Leak", 1), "'Leak'");
        assertSays(() -> branch.get("HH_m"), "HH_m");
        assertArrayEquals(radius, branch.get("radius"));
        assertArrayEquals(new double[] {-70, -70, -70}, branch.get("v"));
    }

    @Test
    void compositionCarriesAllOfTheParts() {
        Compartment compartment = new Compartment();
        compartment.insert(new Leak());
        compartment.set("Leak_gLeak", 3e-4);
        Branch soma = new Branch(compartment, 2);
        soma.addToGroup("soma");
        soma.comp(1).insert(new HH());
        soma.comp(1).set("HH_gNa", 0.2);
        soma.record("v");
        soma.makeTrainable("radius");
        Branch dendrite = new Branch(new Compartment(), 3);
        dendrite.insert(new HH());
        dendrite.comp(2).addToGroup("tip");
        Cell cell = new Cell(List.of(soma, dendrite, dendrite), -1, 0, 0);
        assertEquals(8, cell.structure().compartments());
        assertArrayEquals(new int[] {0, 1}, cell.group("soma").compartments());
        assertArrayEquals(new int[] {4, 7}, cell.group("tip").compartments());
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6, 7}, cell.mechanism("HH").compartments());
        assertArrayEquals(
                new double[] {3e-4, 3e-4, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT}, cell.get("Leak_gLeak"));
        assertArrayEquals(new double[] {ABSENT, 0.2, 0.12, 0.12, 0.12, 0.12, 0.12, 0.12}, cell.get("HH_gNa"));
        assertEquals(
                List.of("Leak", "HH"),
                cell.channels().stream().map(Channel::name).toList());
        assertEquals(2, cell.recordings().size());
        assertEquals("branch(0)/radius", cell.trainables().get(0).path());
        // The parts are not changed by the whole.
        cell.set("v", -60);
        assertArrayEquals(new double[] {-70, -70}, soma.get("v"));
    }

    @Test
    void partsThatClashAreRefused() {
        Branch one = new Branch(new Compartment(), 1);
        one.addToGroup("HH");
        Branch other = new Branch(new Compartment(), 1);
        other.insert(new HH());
        assertSays(() -> new Cell(List.of(one, other), -1, 0), "'HH'", "group");
        assertSays(() -> new Cell(List.of(other, one), -1, 0), "'HH'", "group");
        Branch custom = new Branch(new Compartment(), 1);
        custom.insert(new Custom("HH", "g", "e"));
        assertSays(() -> new Cell(List.of(custom, other), -1, 0), "'HH'", "another name");
    }

    @Test
    void parentsMustFormATree() {
        Branch branch = new Branch(new Compartment(), 1);
        assertSays(() -> new Cell(branch, -1, -1), "branches 0 and 1", "one root");
        assertSays(() -> new Cell(branch, 1, 0), "root");
        assertSays(() -> new Cell(branch, -1, 2, 1), "ancestor", "tree");
        assertSays(() -> new Cell(branch, -1, 1), "branch 1", "ancestor");
        assertSays(() -> new Cell(branch, -1, 5), "branch 1", "parent 5", "0 to 1");
        assertSays(() -> new Cell(List.of(branch, branch), -1), "2 branches", "1");
        assertSays(() -> new Cell(List.of()), "0 branches");
        assertSays(() -> new Branch(List.of()), "compartment");
        assertSays(() -> new Branch(new Compartment(), 0), "at least one compartment", "0");
    }

    @Test
    void protocolsNameWhatIsMissingAndLeaveNothing() {
        Branch branch = new Branch(new Compartment(), 3);
        branch.comp(0).insert(new HH());
        Waveform wave = Waveform.of(new double[] {1, 2}, 0.1);
        assertSays(() -> branch.record("HH_mm"), "'HH_mm'", "Did you mean 'HH_m'");
        assertSays(() -> branch.record("HH_m"), "compartment 1", "HH_m", "insert");
        assertSays(() -> branch.record("i_HH"), "compartment 1", "i_HH");
        assertSays(() -> branch.record("radius"), "'radius'", "v");
        assertSays(() -> branch.clamp("HH_gNa", wave), "'HH_gNa'", "clamped", "HH_m");
        assertSays(() -> branch.clamp("HH_m", wave), "compartment 1", "HH_m");
        Waveform two = Waveform.of(new double[][] {{1}, {2}}, 0.1);
        assertSays(() -> branch.stimulate(two), "2 waveforms", "3 compartments");
        assertTrue(branch.recordings().isEmpty()
                && branch.clamps().isEmpty()
                && branch.stimuli().isEmpty());
        branch.comp(0).record("i_HH");
        branch.comp(0).record("i_HH");
        assertEquals(1, branch.recordings().size(), "a trace is recorded once");
    }

    @Test
    void onlyChangesOfFormGrowTheRevision() {
        Branch branch = new Branch(new Compartment(), 2);
        branch.insert(new Leak());
        long before = branch.revision();
        branch.set("v", -60);
        branch.addToGroup("all");
        branch.makeTrainable("v");
        assertEquals(before, branch.revision());
        branch.record("v");
        assertTrue(branch.revision() > before);
    }
}
