package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Sharing;
import dev.huxley.storage.MechanismRegistry;
import dev.huxley.storage.ModelFile;
import dev.huxley.tree.ArrayTree;
import dev.huxley.tree.Handle;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A neural network as a parameter of a channel. */
class LearnedMechanismTest {
    private static final double DT = 0.1;

    @TempDir
    Path folder;

    /** A gate whose rate and whose current a network gives, from the voltage and the gate. */
    static final class Learned extends Channel {
        private final NeuralNetwork rule;

        Learned(String name, Nonlinearity hidden) {
            this(name, NeuralNetwork.dense(2, 5, 3, 2).hidden(hidden).seed(3));
        }

        Learned(String name, NeuralNetwork network) {
            super(name);
            rule = network("rule", network);
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

    private static Cell cell(Nonlinearity hidden) {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.set("v", -70, -58, -49);
        cell.set("radius", 3, 2, 4);
        cell.insert(new Learned("Learned", hidden));
        cell.record("v");
        return cell;
    }

    private static double apply(Nonlinearity function, double x) {
        return switch (function) {
            case IDENTITY -> x;
            case TANH -> Math.tanh(x);
            case RELU -> Math.max(x, 0);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SOFTPLUS -> Math.log1p(Math.exp(x));
        };
    }

    private static double[] layer(double[] weights, double[] bias, double[] inputs, DoubleUnaryOperator function) {
        double[] outputs = bias.clone();
        for (int i = 0; i < outputs.length; i++) {
            for (int j = 0; j < inputs.length; j++) {
                outputs[i] += weights[i * inputs.length + j] * inputs[j];
            }
            outputs[i] = function.applyAsDouble(outputs[i]);
        }
        return outputs;
    }

    @ParameterizedTest
    @EnumSource(Nonlinearity.class)
    void theNetworkIsWhatItsWeightsSay(Nonlinearity hidden) {
        Cell cell = cell(hidden);
        cell.deleteRecordings();
        cell.record("i_Learned");
        cell.set("Learned_rule/layer1/bias", 0.1, -0.2, 0.3, 0.4, -0.5);
        cell.comp(1).set("Learned_rule/layer3/bias", 0.7, -0.1);
        double[] voltages = cell.get("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).tMax(0.3).build()) {
            NDArray traces = simulation.run(manager);
            for (int i = 0; i < 3; i++) {
                double[] values = {(voltages[i] + 60) / 15, 0.3};
                for (int layer = 1; layer <= 3; layer++) {
                    Nonlinearity function = layer < 3 ? hidden : Nonlinearity.IDENTITY;
                    values = layer(
                            cell.comp(i).get("Learned_rule/layer" + layer + "/weight"),
                            cell.comp(i).get("Learned_rule/layer" + layer + "/bias"),
                            values,
                            x -> apply(function, x));
                }
                assertEquals(2e-3 * values[0], traces.get(i, 0).getDouble(), 1e-15, "compartment " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Nonlinearity.class,
            names = {"TANH", "SIGMOID", "SOFTPLUS"})
    void oneNetworkForAllIsTrained(Nonlinearity hidden) {
        Cell cell = cell(hidden);
        Handle rule = cell.makeTrainable("Learned_rule");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).tMax(4).build()) {
            ArrayTree parameters = cell.parameters(manager);
            assertEquals(6, parameters.size());
            assertEquals(parameters.paths(), rule.paths(), "the handle of a tree names all of its arrays");
            assertEquals(
                    new Shape(1, 5, 2),
                    parameters.get("Learned_rule/layer1/weight").getShape());
            BatchedGradientCheck.assertGradient(cell, simulation);
        }
    }

    @Test
    void oneNetworkPerCompartmentIsTrained() {
        Cell cell = cell(Nonlinearity.TANH);
        cell.makeTrainable("Learned_rule", Sharing.PER_COMPARTMENT);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).tMax(4).build()) {
            assertEquals(
                    new Shape(3, 2, 3),
                    cell.parameters(manager).get("Learned_rule/layer3/weight").getShape());
            BatchedGradientCheck.assertGradient(cell, simulation);
        }
    }

    /** Code of so many operations is divided into blocks. */
    @Test
    void aLargeNetworkIsTrained() {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.set("v", -70, -58, -49);
        cell.set("radius", 3, 2, 4);
        cell.insert(new Learned("Learned", NeuralNetwork.dense(2, 20, 18, 2).seed(5)));
        cell.record("v");
        cell.makeTrainable("Learned_rule/layer1/bias");
        cell.makeTrainable("Learned_rule/layer3/weight");
        try (Simulation simulation = Simulation.of(cell).dt(DT).tMax(2).build()) {
            BatchedGradientCheck.assertGradient(cell, simulation);
        }
    }

    @Test
    void weightsAreStored() {
        Cell cell = cell(Nonlinearity.RELU);
        cell.comp(1).set("Learned_rule/layer2/bias", 1, 2, 3);
        cell.makeTrainable("Learned_rule");
        Path file = folder.resolve("cell.huxley");
        ModelFile.write(cell, file);
        Cell read = ModelFile.readCell(
                file, MechanismRegistry.library().with(Learned.class, name -> new Learned(name, Nonlinearity.RELU)));
        assertArrayEquals(traces(cell), traces(read));
        assertEquals(
                cell.trainables().stream().map(trainable -> trainable.path()).toList(),
                read.trainables().stream().map(trainable -> trainable.path()).toList());
    }

    @Test
    void aNetworkLearnsTheCurrentOfAChannel() {
        Cell cell = new Cell(new Compartment());
        cell.set("radius", 5);
        cell.insert(new Learned("Learned", Nonlinearity.TANH));
        cell.record("i_Learned");
        double[] voltages = {-90, -80, -70, -60, -50, -40, -30};
        cell.makeTrainable("Learned_rule");
        cell.set("Learned_n", 0);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).tMax(DT).build()) {
            NDArray target = manager.create(voltages).add(70).mul(1e-4).sin().reshape(-1, 1, 1);
            NDArray at = manager.create(voltages).reshape(-1, 1);
            ArrayTree weights = cell.parameters(manager);
            double first = 0;
            double last = 0;
            for (int iteration = 0; iteration < 150; iteration++) {
                try (Tape tape = Tape.open()) {
                    NDArray currents = simulation
                            .run(manager, Inputs.of(weights).with(cell, "v", at))
                            .get(":, :, 0:1");
                    NDArray loss = currents.sub(target).square().mean().mul(manager.create(1e6));
                    ArrayTree gradients = tape.gradients(loss, weights);
                    last = loss.getDouble();
                    first = iteration == 0 ? last : first;
                    weights = weights.zip(gradients, (weight, gradient) -> {
                        NDArray moved =
                                weight.sub(gradient.mul(manager.create(0.03))).stopGradient();
                        moved.setRequiresGradient(true);
                        return moved;
                    });
                }
            }
            assertTrue(last < 0.1 * first, "loss " + first + " -> " + last);
        }
    }

    private static double[] traces(NeuronModel model) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(model).dt(DT).tMax(4).build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }
}
