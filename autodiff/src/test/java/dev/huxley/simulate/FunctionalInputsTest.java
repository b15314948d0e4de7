package dev.huxley.simulate;

import static dev.huxley.simulate.GradientCheck.leaf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Cell;
import dev.huxley.model.Distances;
import dev.huxley.model.ModelValues;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values, waveforms and places are set inside a differentiated function; the model is not changed. */
class FunctionalInputsTest {
    private static final double DT = 0.05;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Cell cell() {
        Cell cell = GradientTest.branchedCell();
        cell.branch(0).comp(0).stimulate(Waveform.of(time -> 0.5, DT, 2));
        cell.branch(1).record("v");
        return cell;
    }

    @Test
    void setStimulateRecordAndSelectWorkInsideADifferentiatedFunction() {
        Cell cell = cell();
        ArrayTree before = ModelValues.read(cell, manager);
        try (Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            double[] plain = simulation.run(manager).toDoubleArray();
            int samples = cell.stimuli().get(0).waveform().length();
            ArrayTree at = ArrayTree.of("gNa", leaf(manager, 0.1)).with("amplitude", leaf(manager, 0.4));
            GradientCheck.assertGradient(at, tree -> {
                NDArray current = tree.get("amplitude").mul(manager.ones(new Shape(samples), DataType.FLOAT64));
                NDArray v = simulation.run(
                        manager,
                        Inputs.none()
                                .with(cell.branch(0).comp(0), "HH_gNa", tree.get("gNa"))
                                .with(cell.select(3, 4), "HH_gNa", tree.get("gNa"))
                                .waveform(0, current)
                                .stimulusPlaces(0, manager.create(new int[] {1}))
                                .recordingPlaces(manager.create(new int[] {0, 1, 3})));
                return v.square().mean();
            });
            assertEquals(before, ModelValues.read(cell, manager), "the model is not changed");
            assertArrayEquals(plain, simulation.run(manager).toDoubleArray(), "nor is the next run");
            assertEquals(1, simulation.compilations());
        }
    }

    @Test
    void vectorsAreSetInsideTheFunctionForNodesAndEdges() {
        Network network = new Network(GradientTest.branchedCell(), GradientTest.branchedCell());
        for (int i = 0; i < 3; i++) {
            network.connect(
                            network.cell(0).branch(0).comp(0),
                            network.cell(1).branch(1).comp(i),
                            new IonotropicSynapse())
                    .set("IonotropicSynapse_gS", 1e-3);
        }
        network.cell(0).branch(0).comp(0).stimulate(Waveform.of(time -> 1, DT, 2));
        network.cell(1).branch(1).record("v");
        try (Simulation simulation = Simulation.of(network).dt(DT).build()) {
            ArrayTree at = ArrayTree.of("each synapse", leaf(manager, 1e-2, 2e-2, 3e-2))
                    .with("all synapses", leaf(manager, 0.03))
                    .with("each compartment", leaf(manager, 1.1, 1.2, 1.3))
                    .with("all compartments", leaf(manager, 0.12));
            GradientCheck.assertGradient(at, tree -> {
                NDArray v = simulation.run(
                        manager,
                        Inputs.none()
                                .with(
                                        network.synapses("IonotropicSynapse"),
                                        "IonotropicSynapse_gS",
                                        tree.get("each synapse"))
                                .with(network.synapses(), "IonotropicSynapse_k_minus", tree.get("all synapses"))
                                .with(network.cell(1).branch(1), "radius", tree.get("each compartment"))
                                .with(network, "HH_gNa", tree.get("all compartments")));
                return v.square().mean();
            });
            // What is set for each element is what the model would hold.
            double[] weights = {0.01, 0.02, 0.03};
            double[] given = simulation
                    .run(
                            manager,
                            Inputs.none().with(network.synapses(), "IonotropicSynapse_gS", manager.create(weights)))
                    .toDoubleArray();
            network.synapses().set("IonotropicSynapse_gS", weights);
            BatchTest.assertClose("weights", simulation.run(manager).toDoubleArray(), given, 1e-13);
        }
    }

    /** A loss that knows nothing but its arguments, as it could stand in any other file. */
    private static final class Losses {
        static NDArray meanSquare(Simulation simulation, ArrayTree parameters, NDArray target) {
            return simulation.run(parameters).sub(target).square().mean();
        }
    }

    @Test
    void lossesTakeWhatTheyNeedAsArguments() {
        Cell one = cell();
        Cell other = cell();
        for (Cell cell : Arrays.asList(one, other)) {
            cell.branch(1).makeTrainable("HH_gNa");
            cell.makeTrainable("capacitance");
        }
        other.set("v", -50);
        for (Cell cell : Arrays.asList(one, other)) {
            try (Simulation simulation = Simulation.of(cell).dt(DT).build()) {
                NDArray target = simulation.run(manager).add(3);
                GradientCheck.assertGradient(
                        cell.parameters(manager), parameters -> Losses.meanSquare(simulation, parameters, target));
            }
        }
    }

    /** A conductance that falls off with the distance from the soma, with trainable coefficients. */
    @Test
    void gradientsFlowThroughFunctionsOfPosition() {
        Cell cell = cell();
        NDArray distance = manager.create(Distances.alongBranches(cell.branch(0).comp(0), cell.mechanism("HH")));
        try (Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            ArrayTree at = ArrayTree.of("conductance", leaf(manager, 0.2)).with("length", leaf(manager, 80));
            GradientCheck.assertGradient(at, tree -> {
                NDArray falling = distance.neg().div(tree.get("length")).exp().mul(tree.get("conductance"));
                return simulation
                        .run(manager, Inputs.none().with(cell, "HH_gNa", falling))
                        .square()
                        .mean();
            });
            double[] values = Arrays.stream(distance.toDoubleArray())
                    .map(um -> 0.2 * Math.exp(-um / 80))
                    .toArray();
            double[] given = simulation
                    .run(manager, Inputs.none().with(cell, "HH_gNa", manager.create(values)))
                    .toDoubleArray();
            cell.set("HH_gNa", values);
            BatchTest.assertClose("set in the model", simulation.run(manager).toDoubleArray(), given, 1e-13);
        }
    }
}
