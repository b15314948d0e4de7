package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.Sharing;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import dev.huxley.tree.Handle;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The handles that makeTrainable returns find values and gradients, whatever their paths are. */
class HandlesTest {
    @Test
    void gradientsAreFoundByTheHandle() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0);
        cell.insert(new HH());
        Network network = new Network(List.of(cell, cell));
        network.connect(
                network.cell(0).branch(0).comp(0), network.cell(1).branch(0).comp(0), new IonotropicSynapse());
        Handle gNa = network.cell(0).branch(1, 2).makeTrainable("HH_gNa");
        Handle radius = network.cell(1).makeTrainable("radius", Sharing.PER_BRANCH, 1, 2, 3);
        Handle gS = network.makeTrainable("IonotropicSynapse_gS", 1e-3);
        network.cell(0).branch(0).comp(0).stimulate(Waveform.step(0.2, 1, 1, 0.05, 3));
        network.cell(1).branch(2).comp(1).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network).dt(0.05).build();
                Tape tape = Tape.open()) {
            ArrayTree parameters = network.parameters(manager);
            assertEquals(parameters.paths(), List.of(gNa.path(), radius.path(), gS.path()));
            assertSame(parameters.get(radius.path()), parameters.get(radius));
            NDArray loss = simulation.run(parameters).mean();
            ArrayTree gradients = tape.gradients(loss, parameters);
            assertEquals(new Shape(2), gradients.get(gNa).getShape());
            assertEquals(new Shape(3), gradients.get(radius).getShape());
            assertTrue(gradients.get(gS).getDouble(0) != 0, "gradient of the synapse's conductance");
        }
    }

    /** Two views with the same label have different paths; so have their handles. */
    @Test
    void eachCallHasItsOwnHandle() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0);
        cell.comp(0).addToGroup("part");
        Handle one = cell.group("part").makeTrainable("radius", 5);
        Handle other = cell.group("part").makeTrainable("length", 7);
        try (NDManager manager = HuxleyRuntime.newManager()) {
            assertEquals(5, cell.parameters(manager).get(one).getDouble(0));
            assertEquals(7, cell.parameters(manager).get(other).getDouble(0));
            ArrayTree without = cell.parameters(manager).without(one.path());
            String message = assertThrows(IllegalArgumentException.class, () -> without.get(one))
                    .getMessage();
            assertTrue(message.contains("part/radius"), message);
        }
    }

    @Test
    void aHandleOfSeveralArraysNamesThem() {
        Handle several = new Handle(List.of("Learned_gate/tau", "Learned_gate/half"));
        String message =
                assertThrows(IllegalArgumentException.class, several::path).getMessage();
        assertTrue(message.contains("2 arrays") && message.contains("Learned_gate/half"), message);
    }
}
