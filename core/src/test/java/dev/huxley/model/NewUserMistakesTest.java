package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.protocol.Waveform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The mistakes of a new user in a description: every error says what was wrong, where, and what to do. */
class NewUserMistakesTest {
    private Cell cell;

    @BeforeEach
    void build() {
        cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.insert(new HH());
        cell.branch(0).addToGroup("soma");
    }

    @Test
    void aWrongName() {
        assertSays(() -> cell.set("HH_gna", 0.1), "'HH_gna'", "Did you mean 'HH_gNa'?");
        assertSays(() -> cell.group("Soma"), "group 'Soma'", "Did you mean 'soma'?");
        assertSays(() -> cell.record("V"), "'V'", "Did you mean 'v'?");
        assertSays(() -> cell.where("HH_gna > 0"), "'HH_gna'", "did you mean 'HH_gNa'?", "^");
        assertSays(() -> cell.set("gNa", 0.1), "'gNa'", "HH_gNa");
    }

    @Test
    void aWrongSize() {
        assertSays(() -> cell.set("radius", 1, 2, 3), "'radius'", "one value", "4 compartments", "not 3");
        assertSays(
                () -> cell.branch(1).stimulate(Waveform.of(new double[3][5], 0.1)),
                "3 waveforms",
                "2 compartments",
                "one");
        assertSays(() -> cell.branch(0, 1).makeTrainable("radius", 1, 2, 3), "'radius'", "2 trainable", "3 start");
        assertSays(() -> cell.select(true, false), "2 flags", "4 compartments");
    }

    @Test
    void somethingToRecordThatIsNotThere() {
        Cell passive = new Cell(new Compartment());
        passive.insert(new Leak());
        assertSays(() -> passive.record("HH_m"), "'HH_m'", "Known", "v");
        cell.branch(1).insert(new Leak());
        assertSays(() -> cell.record("i_Leak"), "branch 0, compartment 0", "'i_Leak'", "insert");
        assertEquals(0, cell.recordings().size());
    }

    @Test
    void aNameThatIsTaken() {
        assertSays(() -> cell.addToGroup("HH"), "'HH'", "mechanism", "name of its own");
        assertSays(() -> cell.addToGroup("radius"), "'radius'", "quantity");
        assertSays(() -> cell.addToGroup("branch"), "'branch'", "queries and tables");
        assertSays(() -> cell.insert(new Leak("soma")), "'soma'", "another name");
    }

    @Test
    void aViewOfNothing() {
        assertSays(() -> cell.branch(2), "branch(2) does not exist", "0,1");
        assertSays(() -> cell.branch(1).group("soma"), "branch(1).soma is empty", "2 compartments", "table()");
        assertSays(() -> cell.where("radius > 50"), "is empty", "4 compartments", "table()");
        assertSays(() -> cell.comp(Index.range(5, 9)), "is empty");
    }

    @Test
    void aQueryOfSynapsesWithoutSynapses() {
        Network network = new Network(cell, cell);
        assertSays(() -> network.synapses().where("pre_cell == 0"), "no synapses", "connect cells first");
        assertSays(() -> network.where("pre_cell == 0"), "'pre_cell'", "synapses().where", "no synapses");
        assertSays(() -> network.synapses("IonotropicSynapse"), "no synapses", "connect cells first");
        network.connect(network.cell(0).select(0), network.cell(1).select(4), new IonotropicSynapse());
        assertSays(() -> network.where("IonotropicSynapse_gS > 0"), "column of synapses", "synapses().where");
        assertSays(
                () -> network.cell(0).set("IonotropicSynapse_gS", 1), "belongs to synapses", "network.synapses(...)");
        assertSays(() -> network.synapses().where("pre_cell == 7"), "is empty");
    }

    @Test
    void aTrainableThatIsSetTwice() {
        cell.group("soma").makeTrainable("radius");
        assertSays(() -> cell.group("soma").makeTrainable("radius"), "'radius'", "already", "deleteTrainables()");
        assertEquals(1, cell.trainables().size());
    }

    @Test
    void aValueInAnotherUnit() {
        double[] radius = cell.get("radius");
        assertSays(() -> cell.set("radius", 1e-6), "'radius'", "1.0E-6 um", "in m or cm?");
        assertSays(() -> cell.branch(1).set("length", 1, 1e-5), "'length'", "branch 1, compartment 1", "in m or cm?");
        assertSays(() -> cell.set("v", -65_000), "'v'", "-65000.0 mV", "uV?");
        assertSays(() -> cell.set("capacitance", 1e-6), "'capacitance'", "F/cm2?");
        assertSays(() -> cell.set("HH_gNa", 120), "'HH_gNa'", "120.0 S/cm2", "mS/cm2?");
        assertSays(() -> cell.makeTrainable("HH_gNa", 120), "'HH_gNa'", "mS/cm2?");
        assertSays(() -> cell.set("radius", -1), "'radius'", "positive");
        assertArrayEquals(radius, cell.get("radius"));
        assertEquals(0, cell.trainables().size());
        // What a tracing holds is no slip: tiny compartments can be trained and written back.
        cell.nodes().numbers("length").set(0, 1e-5);
        cell.comp(0).makeTrainable("length");
        try (NDManager manager = NDManager.newBaseManager()) {
            cell.write(cell.parameters(manager));
        }
    }
}
