package dev.huxley.engine.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.huxley.autograd.Tape;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.tree.ArrayTree;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DJL's own losses and networks call operations with numbers; their gradients survive a garbage collection. */
class NetworkGradientTest {
    /** Without l1Loss: with a weight, DJL 0.35 leaves the prediction out of it. */
    @ParameterizedTest
    @ValueSource(strings = {"l2", "hinge", "quantile", "sigmoid", "softmax"})
    void lossesOfDjlHaveTheirGradients(String name) {
        Loss loss =
                switch (name) {
                    case "l2" -> Loss.l2Loss("loss", 0.7f);
                    case "hinge" -> Loss.hingeLoss("loss", 2, 0.7f);
                    case "quantile" -> Loss.quantileL1Loss("loss", 0.3f);
                    case "sigmoid" -> Loss.sigmoidBinaryCrossEntropyLoss("loss", 0.7f, false);
                    default -> Loss.softmaxCrossEntropyLoss("loss", 0.7f, 1, false, true);
                };
        double[] at = {0.3, -0.9, 1.7, 0.4};
        for (int repeat = 0; repeat < 20; repeat++) {
            try (NDManager manager = HuxleyRuntime.newManager();
                    Tape tape = Tape.open()) {
                NDArray prediction = manager.create(at, new Shape(2, 2));
                prediction.setRequiresGradient(true);
                NDArray result = value(loss, manager, prediction);
                List<ByteBuffer> refilled = collectAndRefill();
                double[] gradient = tape.gradients(result, ArrayTree.of("x", prediction))
                        .get("x")
                        .toDoubleArray();
                for (int i = 0; i < at.length; i++) {
                    double[] sides = new double[2];
                    for (int side = 0; side < 2; side++) {
                        double[] moved = at.clone();
                        moved[i] += side == 0 ? -1e-6 : 1e-6;
                        sides[side] = value(loss, manager, manager.create(moved, new Shape(2, 2)))
                                .sum()
                                .getDouble();
                    }
                    assertEquals((sides[1] - sides[0]) / 2e-6, gradient[i], 1e-6, name + ", element " + i);
                }
                assertEquals(777, refilled.get(0).getDouble(0));
            }
        }
    }

    private static NDArray value(Loss loss, NDManager manager, NDArray prediction) {
        try (NDArray labels = manager.create(new double[] {1, 0, 0, 1}, new Shape(2, 2))) {
            return loss.evaluate(new NDList(labels), new NDList(prediction));
        }
    }

    /** With DJL's own collector and optimizer, on the manager of DJL's model. */
    @Test
    void aTrainerOfDjlLearnsUnderCollection() {
        HuxleyRuntime.prepare();
        SequentialBlock block = new SequentialBlock()
                .add(Linear.builder().setUnits(8).build())
                .add(LayerNorm.builder().build())
                .add(Activation.tanhBlock())
                .add(Linear.builder().setUnits(1).build());
        try (Model model = Model.newInstance("line", "PyTorch")) {
            model.setBlock(block);
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.l2Loss("loss", 0.7f))
                    .optOptimizer(Optimizer.adam()
                            .optLearningRateTracker(Tracker.fixed(0.02f))
                            .build());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(4, 2));
                NDManager manager = trainer.getManager();
                double first = 0;
                double last = 0;
                for (int step = 0; step < 60; step++) {
                    NDArray x = manager.create(new float[] {0, 1, 1, 0, 1, 1, 0, 0}, new Shape(4, 2));
                    NDArray y = manager.create(new float[] {1, 1, 2, 0}, new Shape(4, 1));
                    try (var collector = trainer.newGradientCollector()) {
                        NDArray loss = trainer.getLoss().evaluate(new NDList(y), trainer.forward(new NDList(x)));
                        y.close();
                        collectAndRefill();
                        collector.backward(loss);
                        last = loss.getFloat();
                        first = step == 0 ? last : first;
                    }
                    trainer.step();
                }
                assertTrue(last < 0.1 * first, "loss " + first + " -> " + last);
            }
        }
    }

    private static List<ByteBuffer> collectAndRefill() {
        System.gc();
        List<ByteBuffer> refilled = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
            buffer.putDouble(0, 777);
            refilled.add(buffer);
        }
        return refilled;
    }
}
