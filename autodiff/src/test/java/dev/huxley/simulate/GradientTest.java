package dev.huxley.simulate;

import static dev.huxley.simulate.GradientCheck.leaf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Selection;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients through simulations equal central differences of the same loss. */
class GradientTest {
    private static final double DT = 0.05;
    private static final int STEPS = 50;

    private static final List<String> MEMBRANE = List.of(
            "HH_gNa",
            "HH_gK",
            "HH_gLeak",
            "HH_eNa",
            "HH_eK",
            "HH_eLeak",
            "HH_m",
            "HH_h",
            "HH_n",
            "Leak_gLeak",
            "Leak_eLeak",
            "capacitance",
            "radius",
            "length",
            "v");

    @Test
    void gradientEqualsCentralDifferenceOnAPointNeuron() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.insert(new Leak());
        cell.set("radius", 7);
        cell.set("length", 24);
        cell.set("v", -58);
        cell.stimulate(Waveform.of(time -> 0.8, DT, STEPS * DT));
        cell.record("v");
        cell.record("HH_m");
        cell.record("i_HH");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax((STEPS - 0.5) * DT).build()) {
            ArrayTree at = settings(manager, cell, MEMBRANE);
            GradientCheck.assertGradient(at, tree -> loss(simulation.run(manager, with(Inputs.none(), cell, tree))));
        }
    }

    /** The rates of HH are 0/0 in the textbook form at these voltages; both run-time branches meet there. */
    @ParameterizedTest
    @ValueSource(doubles = {-40, -55})
    void gradientIsRightAtSingularVoltages(double voltage) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.set("v", voltage);
        cell.record("v");
        cell.record("HH_m");
        cell.record("HH_n");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(20.5 * DT).build()) {
            ArrayTree at = settings(manager, cell, List.of("v", "HH_gNa", "HH_gK", "HH_m", "HH_h", "HH_n"));
            GradientCheck.assertGradient(at, tree -> loss(simulation.run(manager, with(Inputs.none(), cell, tree))));
        }
    }

    @Test
    void gradientEqualsCentralDifferenceOnABranchedCell() {
        Cell cell = branchedCell();
        cell.branch(1).loc(1).stimulate(Waveform.of(time -> 0.3, DT, STEPS * DT));
        cell.branch(0).loc(0).record("v");
        cell.branch(2).loc(1).record("v");
        cell.branch(1).comp(0).record("HH_h");
        for (String key : List.of("radius", "length", "capacitance", "axial_resistivity", "v")) {
            cell.branch(0, 1, 2).makeTrainable(key);
        }
        cell.branch(0, 1).makeTrainable("HH_gNa");
        cell.mechanism("HH").makeTrainable("HH_gK");
        cell.makeTrainable("Leak_gLeak");
        cell.branch(1).comp(0, 2).makeTrainable("Leak_eLeak");
        cell.branch(0).makeTrainable("HH_n");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(29.5 * DT).build()) {
            GradientCheck.assertGradient(
                    cell.parameters(manager), tree -> loss(simulation.run(manager, Inputs.of(tree))));
        }
    }

    @Test
    void gradientEqualsCentralDifferenceForWaveformsAndAmplitude() {
        Cell cell = branchedCell();
        int steps = 12;
        cell.branch(0).comp(0).stimulate(Waveform.of(time -> 0.1, DT, steps * DT));
        cell.branch(1).comp(0, 2).stimulate(Waveform.of(time -> 0.1, DT, steps * DT));
        cell.branch(2).loc(1).record("v");
        cell.branch(0).loc(0).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax((steps - 0.5) * DT).build()) {
            NDArray pair = manager.create(ReferenceTest.linspace(0.1, 0.3, 2 * steps), new Shape(2, steps));
            pair.setRequiresGradient(true);
            NDArray form = manager.create(ReferenceTest.linspace(1, 0, steps));
            ArrayTree at = ArrayTree.of("amplitude", leaf(manager, 0.4)).with("pair", pair);
            GradientCheck.assertGradient(at, tree -> {
                NDArray wave = tree.get("amplitude").mul(form);
                return loss(
                        simulation.run(manager, Inputs.none().waveform(0, wave).waveform(1, tree.get("pair"))));
            });
        }
    }

    @Test
    void gradientEqualsCentralDifferenceForClampValues() {
        Cell cell = branchedCell();
        int steps = 10;
        cell.branch(0).comp(0).clamp("v", Waveform.of(time -> -50, DT, steps * DT));
        cell.branch(1).comp(1).clamp("HH_m", Waveform.of(time -> 0.3, DT, steps * DT));
        cell.branch(2).loc(1).record("v");
        cell.branch(1).comp(1).record("v");
        cell.branch(1).comp(1).record("HH_m");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax((steps - 0.5) * DT).build()) {
            ArrayTree at = ArrayTree.of("v", leaf(manager, ReferenceTest.linspace(-60, -40, steps)))
                    .with("m", leaf(manager, ReferenceTest.linspace(0.2, 0.4, steps)))
                    .with("gNa", leaf(manager, 0.11));
            GradientCheck.assertGradient(
                    at,
                    tree -> loss(simulation.run(
                            manager,
                            Inputs.none()
                                    .clampValues(0, tree.get("v"))
                                    .clampValues(1, tree.get("m"))
                                    .with(cell, "HH_gNa", tree.get("gNa")))));
        }
    }

    @Test
    void gradientOfABatchedLossEqualsCentralDifference() {
        Cell cell = branchedCell();
        cell.branch(0).comp(0).stimulate(Waveform.of(time -> 0.2, DT, STEPS * DT));
        cell.branch(2).loc(1).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(19.5 * DT).build()) {
            NDArray radius = manager.create(new double[] {1, 1.5, 2, 3, 2.5, 1.2}, new Shape(3, 2));
            radius.setRequiresGradient(true);
            NDArray places = manager.create(new long[] {0, 2, 5});
            ArrayTree at = ArrayTree.of("radius", radius)
                    .with("shared", leaf(manager, 0.13))
                    .with("wave", leaf(manager, ReferenceTest.linspace(0.5, 0.1, 20)));
            GradientCheck.assertGradient(
                    at,
                    tree -> loss(simulation.run(
                            manager,
                            Inputs.none()
                                    .with(cell.branch(0), "radius", tree.get("radius"))
                                    .with(cell, "HH_gNa", tree.get("shared"))
                                    .waveform(0, tree.get("wave"))
                                    .stimulusPlaces(0, places))));
        }
    }

    /** A small network of tanh units turns two features into three conductances. */
    @Test
    void gradientReachesTheWeightsOfANetworkInFront() {
        Cell cell = branchedCell();
        cell.branch(0).comp(0).stimulate(Waveform.of(time -> 0.2, DT, STEPS * DT));
        cell.branch(0).comp(0).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(29.5 * DT).build()) {
            NDArray features = manager.create(new double[] {0.3, -0.8}, new Shape(1, 2));
            NDArray first = manager.create(ReferenceTest.linspace(-0.9, 0.7, 8), new Shape(2, 4));
            NDArray second = manager.create(ReferenceTest.linspace(0.5, -0.6, 12), new Shape(4, 3));
            first.setRequiresGradient(true);
            second.setRequiresGradient(true);
            NDArray scale = manager.create(new double[] {0.12, 0.036, 0.0003}, new Shape(1, 3))
                    .duplicate();
            ArrayTree at = ArrayTree.of("first/weight", first).with("second/weight", second);
            GradientCheck.assertGradient(at, tree -> {
                NDArray hidden = features.matMul(tree.get("first/weight")).tanh();
                NDArray conductances =
                        hidden.matMul(tree.get("second/weight")).exp().mul(scale);
                return loss(simulation.run(
                        manager,
                        Inputs.none()
                                .with(cell, "HH_gNa", conductances.get(new NDIndex("0,0")))
                                .with(cell, "HH_gK", conductances.get(new NDIndex("0,1:2")))
                                .with(cell.branch(2), "Leak_gLeak", conductances.get(new NDIndex("0,2:3")))));
            });
        }
    }

    @Test
    void gradientsAreFiniteWhereMechanismsAreAbsent() {
        NeuronModel cell = new Cell(new Branch(new Compartment(), 4), -1);
        cell.comp(0, 2).insert(new HH());
        cell.comp(1).insert(new Leak());
        cell.set("axial_resistivity", 100);
        cell.comp(0).stimulate(Waveform.of(time -> 0.05, DT, STEPS * DT));
        for (String state : List.of("v", "HH_m")) {
            cell.comp(0, 2).record(state);
        }
        cell.comp(3).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(19.5 * DT).build()) {
            ArrayTree at =
                    settings(manager, cell, List.of("radius", "length", "capacitance", "axial_resistivity", "v"));
            at = at.with("HH_gNa", leaf(manager, 0.1, 0.14)).with("Leak_gLeak", leaf(manager, 2e-4));
            GradientCheck.assertGradient(at, tree -> loss(simulation.run(manager, with(Inputs.none(), cell, tree))));
        }
    }

    /** One value for the compartments of a mechanism is the sum of a value for each: nothing else takes part. */
    @Test
    void aSharedTrainableEqualsItsSinglesWhereTheMechanismIsPartial() {
        NeuronModel cell = new Cell(new Branch(new Compartment(), 4), -1);
        cell.comp(0, 2).insert(new HH());
        cell.set("axial_resistivity", 100);
        cell.comp(1).stimulate(Waveform.of(time -> 0.05, DT, 20 * DT));
        cell.record("v");
        double[][] traces = new double[3][];
        double[][] gradients = new double[3][];
        List<Runnable> ways = List.of(
                () -> cell.makeTrainable("HH_gNa", 0.13), () -> cell.comp(0, 2).makeTrainable("HH_gNa", 0.13), () -> {
                    cell.comp(0).makeTrainable("HH_gNa", 0.13);
                    cell.comp(2).makeTrainable("HH_gNa", 0.13);
                });
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            for (int way = 0; way < 3; way++) {
                cell.deleteTrainables();
                ways.get(way).run();
                ArrayTree parameters = cell.parameters(manager);
                try (Tape tape = Tape.open()) {
                    NDArray run = simulation.run(parameters);
                    traces[way] = run.toDoubleArray();
                    gradients[way] = tape.gradients(loss(run), parameters).flatten().stream()
                            .flatMapToDouble(array -> DoubleStream.of(array.toDoubleArray()))
                            .toArray();
                }
            }
        }
        assertArrayEquals(traces[0], traces[1]);
        assertArrayEquals(traces[0], traces[2]);
        assertArrayEquals(gradients[1], gradients[2]);
        assertEquals(1, gradients[0].length);
        assertEquals(2, gradients[1].length);
        double sum = gradients[1][0] + gradients[1][1];
        assertEquals(gradients[0][0], sum, 1e-12 * Math.abs(sum));
    }

    static NDArray loss(NDArray traces) {
        // Weights differ from sample to sample, so that errors cannot cancel.
        NDArray weights = traces.getManager()
                .create(ReferenceTest.linspace(0.5, 1.5, (int) traces.getShape().size()), traces.getShape())
                .duplicate();
        return traces.add(61).mul(weights).square().mean();
    }

    static Cell branchedCell() {
        Compartment compartment = new Compartment();
        compartment.set("length", 40);
        compartment.set("axial_resistivity", 200);
        Cell cell = new Cell(
                List.of(new Branch(compartment, 2), new Branch(compartment, 3), new Branch(compartment, 1)), -1, 0, 0);
        cell.branch(0).set("radius", 4, 3);
        cell.branch(1).set("radius", 1.5, 1.2, 1);
        cell.set("v", -57);
        cell.branch(0, 1).insert(new HH());
        cell.branch(1, 2).insert(new Leak());
        return cell;
    }

    private static ArrayTree settings(NDManager manager, Selection where, List<String> keys) {
        ArrayTree tree = ArrayTree.empty();
        for (String key : keys) {
            double[] values = where.get(key);
            assertTrue(values.length > 0, key);
            tree = tree.with(key, leaf(manager, values));
        }
        return tree;
    }

    private static Inputs with(Inputs inputs, Selection where, ArrayTree tree) {
        Inputs all = inputs;
        for (String key : tree.paths()) {
            all = all.with(where, key, tree.get(key));
        }
        return all;
    }
}
