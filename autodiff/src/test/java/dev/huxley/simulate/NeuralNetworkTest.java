package dev.huxley.simulate;

import static dev.huxley.simulate.GradientCheck.leaf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import org.junit.jupiter.api.Test;

/** A DJL block of float32 weights in front of a simulation is trained through it. */
class NeuralNetworkTest {
    private static final double[] SCALE = {0.12, 0.036, 0.0003};

    /**
     * Differences of a float32 network are useless, so the chain rule is checked: the differences of the loss by the
     * conductances, put into the network's own backward pass, give the gradient that goes through both at once.
     */
    @Test
    void gradientReachesTheWeightsOfABlock() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.set("v", -58);
        cell.stimulate(Waveform.of(time -> 0.01, 0.05, 2));
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.05).tMax(1.48).build()) {
            SequentialBlock block = new SequentialBlock()
                    .add(Linear.builder().setUnits(4).build())
                    .add(Activation.tanhBlock())
                    .add(Linear.builder().setUnits(3).build())
                    .add(Activation.sigmoidBlock());
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
            ArrayTree weights = ArrayTree.empty();
            for (String name : block.getParameters().keys()) {
                NDArray array = block.getParameters().get(name).getArray();
                array.setRequiresGradient(true);
                weights = weights.with(name.replace('/', '.'), array);
            }
            assertEquals(4, weights.size());
            NDArray features = manager.create(new float[] {0.4f, -0.7f}, new Shape(1, 2));
            ParameterStore store = new ParameterStore(manager, false);

            ArrayTree through;
            double[] fractions;
            try (Tape tape = Tape.open()) {
                NDArray output = block.forward(store, new NDList(features), true)
                        .singletonOrThrow()
                        .reshape(3);
                fractions = output.toType(DataType.FLOAT64, true).toDoubleArray();
                through = tape.gradients(loss(simulation, manager, cell, output), weights);
            }

            double[] slopes = new double[3];
            ArrayTree at = ArrayTree.of("fractions", leaf(manager, fractions));
            GradientCheck.assertGradient(at, tree -> loss(simulation, manager, cell, tree.get("fractions")));
            try (Tape tape = Tape.open()) {
                ArrayTree gradient = tape.gradients(loss(simulation, manager, cell, at.get("fractions")), at);
                System.arraycopy(gradient.get("fractions").toDoubleArray(), 0, slopes, 0, 3);
            }

            NDArray pull = manager.create(new float[] {(float) slopes[0], (float) slopes[1], (float) slopes[2]});
            ArrayTree expected;
            try (Tape tape = Tape.open()) {
                NDArray output = block.forward(store, new NDList(features), true)
                        .singletonOrThrow()
                        .reshape(3);
                expected = tape.gradients(output.mul(pull).sum(), weights);
            }
            for (String name : weights.paths()) {
                float[] want = expected.get(name).toFloatArray();
                float[] have = through.get(name).toFloatArray();
                assertEquals(DataType.FLOAT32, through.get(name).getDataType());
                double scale = 0;
                for (float value : want) {
                    scale = Math.max(scale, Math.abs(value));
                }
                assertTrue(scale > 0, name + " has no gradient");
                for (int i = 0; i < want.length; i++) {
                    assertEquals(want[i], have[i], 2e-6 * scale, name + "[" + i + "]");
                }
            }
        }
    }

    private static NDArray loss(Simulation simulation, NDManager manager, Cell cell, NDArray fractions) {
        NDArray scale = manager.create(SCALE);
        NDArray conductances = fractions.mul(scale);
        Inputs inputs = Inputs.none()
                .with(cell, "HH_gNa", conductances.get(new NDIndex("0")))
                .with(cell, "HH_gK", conductances.get(new NDIndex("1")))
                .with(cell, "HH_gLeak", conductances.get(new NDIndex("2")));
        return GradientTest.loss(simulation.run(manager, inputs));
    }
}
