package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.NeuralNetwork;
import dev.huxley.mechanism.NeuralNetwork.Nonlinearity;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Sharing;
import dev.huxley.tree.ArrayTree;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of more than a thousand weights in a channel, whose code has loops over units and weights. */
class LargeNetworkTest {
    private static final double DT = 0.1;
    private static final double DURATION = 0.4;

    /** A gate whose rate and whose current a network gives, from the voltage and the gate. */
    static final class Learned extends Channel {
        private final NeuralNetwork rule;

        Learned(Nonlinearity hidden, int... layers) {
            super("Learned");
            rule = network("rule", NeuralNetwork.dense(2, layers).hidden(hidden).seed(3));
            parameter("scale", 2e-3, "mA/cm2");
            state("n", 0.3);
        }

        private NDArray output(Membrane membrane) {
            return rule.apply(membrane, membrane.voltage().add(60).div(15), membrane.get("n"));
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray n = membrane.get("n");
            NDArray goal = ai.djl.nn.Activation.sigmoid(output(membrane).get(1));
            return Map.of("n", n.add(goal.sub(n).mul(membrane.timeStep() / 3)));
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("scale").mul(output(membrane).get(0));
        }
    }

    private static Cell cell(Nonlinearity hidden, int... layers) {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.set("v", -70, -58, -49);
        cell.set("radius", 3, 2, 4);
        cell.insert(new Learned(hidden, layers));
        cell.record("v");
        return cell;
    }

    private static Simulation simulation(Cell cell, String engine) {
        return Simulation.of(cell).dt(DT).tMax(DURATION).engine(engine).build();
    }

    private static ArrayTree parameters(Cell cell, NDManager manager, int batch) {
        SplittableRandom random = new SplittableRandom(5);
        return cell.parameters(manager).map(array -> {
            long size = array.size();
            double[] own = array.toDoubleArray();
            double[] values =
                    random.doubles(Math.max(1, batch) * size, -0.1, 0.1).toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] += own[(int) (i % size)];
            }
            Shape shape = batch == 0 ? array.getShape() : new Shape(batch).addAll(array.getShape());
            NDArray leaf = manager.create(values, shape);
            leaf.setRequiresGradient(true);
            return leaf;
        });
    }

    private static NDArray loss(NDArray traces) {
        return traces.add(60).square().mean();
    }

    @ParameterizedTest
    @CsvSource({"TANH, 0, false", "RELU, 0, true", "SOFTPLUS, 3, false", "SIGMOID, 20, false", "TANH, 5, true"})
    void bothEnginesAgree(Nonlinearity hidden, int batch, boolean isPerCompartment) {
        Cell cell = cell(hidden, 26, 24, 2);
        cell.makeTrainable("Learned_rule", isPerCompartment ? Sharing.PER_COMPARTMENT : Sharing.ONE_VALUE);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation llvm = simulation(cell, "llvm");
                Simulation torch = simulation(cell, "torch")) {
            ArrayTree parameters = parameters(cell, manager, batch);
            double[] expected = torch.run(parameters).toDoubleArray();
            double[] traces = llvm.run(parameters).toDoubleArray();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], traces[i], 1e-9, "value " + i);
            }
            ArrayTree want = gradient(torch, parameters);
            ArrayTree have = gradient(llvm, parameters);
            for (String path : parameters.paths()) {
                double[] a = want.get(path).toDoubleArray();
                double[] b = have.get(path).toDoubleArray();
                double largest = want.get(path).abs().max().toDoubleArray()[0];
                assertTrue(largest > 0, path + " has no gradient");
                for (int i = 0; i < a.length; i++) {
                    assertEquals(a[i], b[i], 1e-8 * largest, path + "[" + i + "]");
                }
            }
        }
    }

    private static ArrayTree gradient(Simulation simulation, ArrayTree parameters) {
        try (Tape tape = Tape.open()) {
            return tape.gradients(loss(simulation.run(parameters)), parameters);
        }
    }

    /** Three layers of 64 units, along a random direction of all 8,600 weights at once. */
    @Test
    void gradientIsThatOfCentralDifferences() {
        Cell cell = cell(Nonlinearity.TANH, 64, 64, 64, 2);
        cell.makeTrainable("Learned_rule");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell, "llvm")) {
            ArrayTree parameters = parameters(cell, manager, 0);
            ArrayTree gradient = gradient(simulation, parameters);
            SplittableRandom random = new SplittableRandom(8);
            ArrayTree direction = parameters.map(
                    array -> manager.create(random.doubles(array.size(), -1, 1).toArray(), array.getShape()));
            double slope = 0;
            for (String path : parameters.paths()) {
                slope += gradient.get(path).mul(direction.get(path)).sum().toDoubleArray()[0];
            }
            double h = 1e-4;
            double difference =
                    (moved(simulation, parameters, direction, h) - moved(simulation, parameters, direction, -h))
                            / (2 * h);
            assertEquals(difference, slope, 1e-6 * Math.abs(difference));
        }
    }

    private static double moved(Simulation simulation, ArrayTree parameters, ArrayTree direction, double by) {
        ArrayTree.Builder moved = ArrayTree.builder();
        for (String path : parameters.paths()) {
            moved.set(
                    path,
                    parameters.get(path).stopGradient().add(direction.get(path).mul(by)));
        }
        return loss(simulation.run(moved.build())).toDoubleArray()[0];
    }
}
