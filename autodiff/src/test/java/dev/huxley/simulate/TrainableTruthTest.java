package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.Sharing;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model has one value of each trainable: a run of the model as it is equals a run with its parameters. */
class TrainableTruthTest {
    private static final double DT = 0.05;

    @TempDir
    private Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aRunOfTheModelIsARunWithItsParameters() {
        assertOneTruth(cell -> cell.makeTrainable("HH_gNa", 0.05));
        assertOneTruth(cell -> {
            cell.set("HH_gK", 0.01, 0.02, 0.03, 0.04);
            cell.makeTrainable("HH_gK");
        });
        assertOneTruth(cell -> {
            cell.branch(1, 0).makeTrainable("HH_gNa", 0.05, 0.07);
            cell.branch(0).set("HH_gNa", 0.2);
        });
        assertOneTruth(cell -> cell.makeTrainable("v", Sharing.PER_COMPARTMENT, -60, -61, -62, -63));
        assertOneTruth(cell -> {
            cell.makeTrainable("HH_gNa");
            ArrayTree other = cell.parameters(manager).map(value -> manager.create(new double[] {0.3}));
            cell.write(other);
        });
    }

    /** A trainable size makes a traced compartment a cylinder, in the model as in the run. */
    @Test
    void radiiOfTracedCellsAreThoseOfCylinders() throws IOException {
        Path swc = folder.resolve("cone.swc");
        Files.writeString(swc, "1 1 0 0 0 5 -1\n2 1 10 0 0 5 1\n3 3 20 0 0 3 2\n4 3 80 0 0 0.5 3\n");
        Cell cell = new Cell(Swc.read(swc, Swc.options().ncomp(2)));
        cell.insert(new HH());
        cell.makeTrainable("radius", Sharing.PER_COMPARTMENT);
        assertOneTruth(cell);
    }

    /** The gradient of the first one was 0 for ever; of what is left, none is. */
    @Test
    void everyTrainableHasAGradient() {
        Cell cell = cell();
        cell.branch(0).addToGroup("soma");
        cell.group("soma").makeTrainable("HH_gNa");
        cell.branch(1).makeTrainable("HH_gNa");
        prepare(cell);
        try (Simulation simulation = Simulation.of(cell).dt(DT).build();
                Tape tape = Tape.open()) {
            ArrayTree parameters = cell.parameters(manager);
            ArrayTree gradients =
                    tape.gradients(simulation.run(parameters).square().mean(), parameters);
            for (String path : gradients.paths()) {
                double gradient = gradients.get(path).toDoubleArray()[0];
                assertEquals(1, Math.signum(Math.abs(gradient)), path + " has the gradient " + gradient);
            }
        }
    }

    /** A network of copies of a cell does what each of the cells does. */
    @Test
    void aNetworkDoesWhatItsCellsDo() {
        Cell cell = cell();
        prepare(cell);
        cell.branch(1).clamp("HH_n", Waveform.of(time -> 0.4, DT, 5));
        Network network = new Network(cell, cell);
        try (Simulation alone = Simulation.of(cell).dt(DT).build();
                Simulation both = Simulation.of(network).dt(DT).build()) {
            double[] one = alone.run(manager).toDoubleArray();
            double[] two = both.run(manager).toDoubleArray();
            assertEquals(2 * one.length, two.length);
            for (int i = 0; i < two.length; i++) {
                assertEquals(one[i % one.length], two[i], 1e-12, "element " + i);
            }
        }
    }

    private void assertOneTruth(Consumer<Cell> train) {
        Cell cell = cell();
        train.accept(cell);
        assertOneTruth(cell);
    }

    private void assertOneTruth(Cell cell) {
        prepare(cell);
        try (Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            double[] asItIs = simulation.run(manager).toDoubleArray();
            double[] withParameters = simulation.run(cell.parameters(manager)).toDoubleArray();
            assertArrayEquals(
                    asItIs, withParameters, 1e-10, cell.trainables().get(0).path());
        }
    }

    private static void prepare(Cell cell) {
        cell.branch(0).comp(0).stimulate(Waveform.of(time -> 0.3, DT, 5));
        cell.record("v");
    }

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.insert(new HH());
        cell.insert(new Leak());
        return cell;
    }
}
