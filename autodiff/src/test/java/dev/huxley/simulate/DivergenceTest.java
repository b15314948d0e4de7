package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaNernstReversal;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs whose states leave the finite numbers. */
class DivergenceTest {
    /** A current that is 0/0 from a threshold on; a memory that nobody else reads and that overflows there. */
    private static final class Brittle extends Channel {
        Brittle() {
            super("Brittle");
            parameter("threshold", -60, "mV");
            parameter("growth", 1, "");
            state("memory", 1);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            return Map.of("memory", membrane.get("memory").mul(membrane.get("growth")));
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("threshold").sub(membrane.voltage()).sqrt().mul(0);
        }
    }

    /** Removes ions at a constant rate, also where none are left. */
    private static final class Drain extends IonPump {
        Drain() {
            super("Drain");
            sharedState("CaCon_i", 5e-5, "mM");
        }

        @Override
        public String ion() {
            return "CaCon_i";
        }

        @Override
        public NDArray removalRate(Membrane membrane) {
            return membrane.get("CaCon_i").mul(0).add(1e-4);
        }
    }

    @Test
    void aConcentrationThatExplainsItIsNamed() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new CaNernstReversal());
        cell.insert(new Drain());
        cell.record("CaCon_i");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.025).tMax(2).build()) {
            String message = assertThrows(DivergenceException.class, () -> simulation.run(manager))
                    .getMessage();
            assertTrue(message.contains("CaNernstReversal") && message.contains("CaCon_i -"), message);
        }
    }

    @Test
    void theMechanismThatWentFirstIsNamedWithPlaceStepAndTime() {
        Cell cell = new Cell(new Branch(new Compartment(), 4), -1, 0, 0);
        cell.set("length", 100);
        cell.insert(new Leak());
        cell.branch(2).comp(1).insert(new Brittle());
        cell.branch(2).comp(1).stimulate(Waveform.step(1, 5, 0.1, 0.025, 10));
        cell.branch(0).comp(0).record("v");
        Cell healthy = new Cell(new Branch(new Compartment(), 4), -1, 0, 0);
        healthy.set("length", 100);
        healthy.insert(new Leak());
        healthy.branch(2).comp(1).stimulate(Waveform.step(1, 5, 0.1, 0.025, 10));
        healthy.branch(2).comp(1).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.025).build();
                Simulation other = Simulation.of(healthy).dt(0.025).build()) {
            double[] v = other.run(manager).toDoubleArray();
            int step = 0;
            // The difference quotient of the slope sees 1e-3 mV more.
            while (v[step] + 1e-3 <= -60) {
                step++;
            }
            DivergenceException error = assertThrows(DivergenceException.class, () -> simulation.run(manager));
            Divergence first = error.first();
            assertEquals(step, first.step(), error.getMessage());
            assertEquals((step + 1) * 0.025, first.time(), 1e-9);
            assertEquals("current of Brittle", first.quantity());
            assertEquals(cell.structure().place(9), first.place());
            assertSays(
                    error,
                    "the run",
                    "step " + step + ", from 1.7 to 1.725 ms",
                    "current of Brittle",
                    "NaN",
                    cell.structure().place(9),
                    "v was -59.9",
                    "bounds",
                    "keepDivergedRows");
        }
    }

    @Test
    void aStateThatNobodyReadsIsFoundToo() {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.insert(new Brittle());
        cell.set("Brittle_threshold", 0);
        cell.branch(0).comp(2).set("Brittle_growth", 1e10);
        cell.stimulate(Waveform.of(new double[100], 0.025));
        cell.branch(0).comp(0).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.025).build()) {
            DivergenceException error = assertThrows(DivergenceException.class, () -> simulation.run(manager));
            assertEquals("Brittle_memory", error.first().quantity());
            assertEquals(30, error.first().step(), "1e310");
            assertSays(error, "Infinity", "update of Brittle", cell.structure().place(2));
            assertThrows(DivergenceException.class, () -> simulation.runToStates(manager, Inputs.none()));
        }
    }

    @Test
    void anUnstableIntegratorIsNamedAsTheCause() {
        Cell cell = new Cell(new Branch(new Compartment(), 4), -1);
        cell.insert(new HH());
        cell.branch(0).comp(0).stimulate(Waveform.step(0.5, 1, 1e-2, 0.5, 200));
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell)
                        .dt(0.5)
                        .integrator(Integrators.forwardEuler())
                        .build()) {
            DivergenceException error = assertThrows(DivergenceException.class, () -> simulation.run(manager));
            assertSays(error, "run away", "smaller time step", "dt is 0.5 ms", "Integrators.backwardEuler()");
        }
    }

    @Test
    void rowsAreNamedAndTheOthersAreTheSameBits() {
        Cell cell = cable();
        double[] thresholds = {1000, -69.9, 500, -69.8, 2000};
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation strict = Simulation.of(cell).dt(0.025).build();
                Simulation keeping =
                        Simulation.of(cell).dt(0.025).keepDivergedRows().build()) {
            NDArray values = manager.create(thresholds, new Shape(5, 1));
            Inputs inputs = Inputs.none().with(cell, "Brittle_threshold", values);
            DivergenceException error = assertThrows(DivergenceException.class, () -> strict.run(manager, inputs));
            int[] rows = error.rows();
            assertEquals(rows[0], error.first().row());
            assertArrayEquals(new int[] {1, 3}, rows);
            assertSays(error, "row " + rows[0] + " of the batch of 5");
            double[] kept = keeping.run(manager, inputs).toDoubleArray();
            int length = kept.length / 5;
            double[] good = Arrays.copyOf(thresholds, 5);
            for (int row : rows) {
                assertTrue(Double.isNaN(kept[(row + 1) * length - 1]), "row " + row);
                good[row] = 1000;
            }
            Inputs healthy = Inputs.none().with(cell, "Brittle_threshold", manager.create(good, new Shape(5, 1)));
            double[] all = strict.run(manager, healthy).toDoubleArray();
            for (int row = 0; row < 5; row++) {
                if (good[row] == thresholds[row]) {
                    assertArrayEquals(
                            Arrays.copyOfRange(all, row * length, (row + 1) * length),
                            Arrays.copyOfRange(kept, row * length, (row + 1) * length),
                            "row " + row);
                }
            }
        }
    }

    @Test
    void runsWithGradientsEndTheSameWayAndATapeMayKeepRows() {
        Cell cell = cable();
        cell.makeTrainable("HH_gNa");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.025).build()) {
            NDArray values = manager.create(new double[] {0.12, 0.12}, new Shape(2, 1));
            values.setRequiresGradient(true);
            String path = cell.parameters(manager).paths().get(0);
            ArrayTree parameters = ArrayTree.of(path, values);
            NDArray thresholds = manager.create(new double[] {1000, -69.9}, new Shape(2, 1));
            Inputs inputs = Inputs.of(parameters).with(cell, "Brittle_threshold", thresholds);
            try (Tape tape = Tape.open()) {
                assertNotNull(tape);
                assertThrows(DivergenceException.class, () -> simulation.run(manager, inputs));
            }
            NDArray one = manager.create(new double[] {0.12}, new Shape(1, 1));
            one.setRequiresGradient(true);
            double expected;
            try (Tape tape = Tape.open()) {
                ArrayTree alone = ArrayTree.of(path, one);
                expected = tape.gradients(simulation.run(alone).sum(), alone)
                        .get(path)
                        .toDoubleArray()[0];
            }
            try (Tape tape = Tape.open().keepDivergedRows()) {
                NDArray v = simulation.run(manager, inputs);
                double[] gradient = tape.gradients(v.sum(new int[] {1, 2}), parameters)
                        .get(path)
                        .toDoubleArray();
                assertEquals(expected, gradient[0], 1e-9 * Math.abs(expected));
                assertFalse(Double.isFinite(gradient[1]) && gradient[1] != 0, Arrays.toString(gradient));
            }
        }
    }

    @Test
    void aSynapseIsNamed() {
        Network network = new Network(new Cell(new Compartment()), new Cell(new Compartment()));
        network.insert(new Leak());
        network.connect(network.cell(0), network.cell(1), new IonotropicSynapse());
        network.cell(0).stimulate(Waveform.of(new double[50], 0.025));
        network.cell(1).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network).dt(0.025).build()) {
            Inputs inputs = Inputs.none()
                    .with(network.edge(0), "IonotropicSynapse_gS", manager.create(new double[] {1e200}))
                    .with(network.edge(0), "IonotropicSynapse_e_syn", manager.create(new double[] {1e200}));
            DivergenceException error = assertThrows(DivergenceException.class, () -> simulation.run(manager, inputs));
            assertSays(error, "IonotropicSynapse", "synapse 0", "step 0");
        }
    }

    @Test
    void networksWithDelaysAreExplainedToo() {
        Network network = new Network(new Cell(new Compartment()), new Cell(new Compartment()));
        network.insert(new Leak());
        network.connect(network.cell(0), network.cell(1), new IonotropicSynapse());
        network.edge(0).set("delay", 0.5);
        network.cell(1).insert(new Brittle());
        network.cell(1).stimulate(Waveform.step(1, 1, 1e-2, 0.025, 5));
        network.cell(0).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network).dt(0.025).build()) {
            DivergenceException error = assertThrows(DivergenceException.class, () -> simulation.run(manager));
            assertSays(error, "current of Brittle", network.structure().place(1));
        }
    }

    @Test
    void stepsOfTheDynamicalSystemCountFromTheirStart() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Brittle());
        cell.set("Brittle_growth", 1e10);
        cell.stimulate(Waveform.of(new double[100], 0.025));
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.025).tMax(0.5).build()) {
            RunResult half = simulation.runToStates(manager, Inputs.none());
            Inputs on = Inputs.none().states(half.states()).startingAt(20);
            DivergenceException error = assertThrows(DivergenceException.class, () -> simulation.run(manager, on));
            assertEquals(30, error.first().step());
            assertEquals(31 * 0.025, error.first().time(), 1e-9);
        }
    }

    private static void assertSays(Exception error, String... parts) {
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part), "'" + part + "' is missing in: " + error.getMessage());
        }
    }

    private static Cell cable() {
        Cell cell = new Cell(new Branch(new Compartment(), 4), -1);
        cell.insert(new HH());
        cell.insert(new Brittle());
        cell.set("Brittle_threshold", 1000);
        cell.branch(0).comp(0).stimulate(Waveform.step(0.5, 1, 1e-2, 0.025, 5));
        cell.branch(0).comp(3).record("v");
        return cell;
    }
}
