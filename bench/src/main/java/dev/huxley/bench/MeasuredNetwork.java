package dev.huxley.bench;

import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.PostCompartment;
import java.util.Collections;
import java.util.Random;

/**
 * The network whose simulation is timed: 1,000 neurons of two compartments and 10,000 {@code IonotropicSynapse}s, each
 * from the first compartment of a neuron to a compartment of another, both drawn at random; and the same neurons
 * without synapses, for comparison.
 */
final class MeasuredNetwork {
    /** The number of compartments of all neurons. */
    static final int COMPARTMENTS = 2000;

    private static final int CELLS = 1000;
    private static final int SYNAPSES = 10_000;
    private static final long SEED = 7;

    private MeasuredNetwork() {}

    static Network unconnected() {
        Cell cell = new Cell(new Branch(new Compartment(), COMPARTMENTS / CELLS), -1);
        cell.set("length", MeasuredNeuron.LENGTH);
        cell.set("radius", MeasuredNeuron.RADIUS);
        cell.set("axial_resistivity", 150);
        return new Network(Collections.nCopies(CELLS, cell));
    }

    static Network connected() {
        Network network = unconnected();
        boolean[][] matrix = new boolean[CELLS][CELLS];
        Random random = new Random(SEED);
        for (int made = 0; made < SYNAPSES; ) {
            int pre = random.nextInt(CELLS);
            int post = random.nextInt(CELLS);
            if (pre != post && !matrix[pre][post]) {
                matrix[pre][post] = true;
                made++;
            }
        }
        network.connectivityMatrixConnect(
                network, network, new IonotropicSynapse(), matrix, PostCompartment.random(SEED));
        return network;
    }
}
