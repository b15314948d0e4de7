package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hay.M;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.graph.ModelGraph;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
import dev.huxley.storage.TreeFile;
import dev.huxley.tree.ArrayTree;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that was read from a file simulates as the one that was written, bit by bit. */
class StoredModelTest {
    private static final double DT = 0.05;

    @TempDir
    Path folder;

    @Test
    void aCellReadAgainGivesTheSameTracesAndGradients() {
        Cell cell = new Cell(Swc.parse(
                "1 1 0 0 0 5 -1\n2 3 3 4 0 1 1\n3 3 6 8 0 1.1 2\n4 3 6 8 12 0.7 3\n5 4 -9 0 0 1 1\n6 4 -50 0 1 0.4 5\n",
                "small",
                Swc.options().ncomp(2)));
        cell.set("axial_resistivity", 120);
        cell.insert(new HH());
        cell.group("basal").insert(new M("M", 35));
        SteadyState.apply(cell);
        cell.group("soma").comp(0).stimulate(Waveform.step(0.5, 2, 0.4, DT, 5));
        cell.branch(1).comp(1).clamp("HH_h", Waveform.of(time -> 0.5, DT, 5));
        cell.record("v");
        cell.mechanism("M").record("i_K");
        cell.group("apical").makeTrainable("HH_gNa");
        cell.branch(0).makeTrainable("radius");
        Path file = folder.resolve("cell.huxley");
        ModelFile.write(cell, file);
        Cell read = ModelFile.readCell(file);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation one = Simulation.of(cell).dt(DT).build();
                Simulation other = Simulation.of(read).dt(DT).build()) {
            ArrayTree parameters = cell.parameters(manager);
            Path parametersFile = folder.resolve("parameters.huxley");
            TreeFile.write(parameters, parametersFile);
            ArrayTree again = TreeFile.read(parametersFile, manager).map(array -> {
                array.setRequiresGradient(true);
                return array;
            });
            assertEquals(parameters, again);
            ArrayTree gradients = gradients(one, parameters);
            assertEquals(gradients, gradients(other, again));
            assertTrue(gradients.get("apical/HH_gNa").abs().sum().getDouble() > 0, "there is a gradient");
        }
        assertArrayEquals(traces(cell), traces(read));
    }

    @Test
    void aNetworkReadAgainGivesTheSameTraces() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0);
        cell.insert(new HH());
        Cell point = new Cell(new Compartment());
        point.insert(new Leak());
        Network network = new Network(cell, point, cell);
        network.connect(network.cell(0).branch(1).loc(1), network.cell(1), new IonotropicSynapse());
        network.connect(network.cell(1), network.cell(2).branch(0).loc(0), new IonotropicSynapse());
        network.synapses().set("IonotropicSynapse_gS", 1e-3, 2e-3);
        network.cell(0).branch(0).loc(0).stimulate(Waveform.step(0.5, 2, 0.6, DT, 5));
        network.record("v");
        network.synapses().record("IonotropicSynapse_s");
        Path file = folder.resolve("network.huxley");
        ModelFile.write(network, file);
        double[] traces = traces(network);
        assertArrayEquals(traces, traces(ModelFile.readNetwork(file)));
        Path graph = folder.resolve("network.graphml");
        ModelGraph.of(network).writeGraphMl(graph);
        assertArrayEquals(traces, traces(ModelGraph.readGraphMl(graph).toModel()), "through a graph");
        assertTrue(Arrays.stream(traces).max().orElseThrow() > 0, "there is a spike");
    }

    private static ArrayTree gradients(Simulation simulation, ArrayTree parameters) {
        try (Tape tape = Tape.open()) {
            NDArray loss = simulation.run(parameters).square().mean();
            return tape.gradients(loss, parameters);
        }
    }

    private static double[] traces(NeuronModel model) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(model).dt(DT).build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }
}
