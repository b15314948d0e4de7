package dev.huxley.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

class ScalarsTest {
    @Test
    void aConstantTakesTheTypeAndKeepsTheFullPrecision() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray like = manager.create(new double[] {1, 2});
            NDArray tenth = Scalars.of(like, 0.1);
            assertEquals(0.1, tenth.getDouble());
            assertEquals(new Shape(), tenth.getShape());
            assertEquals(manager, tenth.getManager());
            NDArray single = like.toType(DataType.FLOAT32, false);
            assertEquals(0.1f, Scalars.of(single, 0.1).getFloat());
            assertEquals(DataType.FLOAT32, single.mul(Scalars.of(single, 0.1)).getDataType());
            NDArray integers = manager.create(new int[] {1, 2});
            String message = assertThrows(IllegalArgumentException.class, () -> Scalars.of(integers, 0.5))
                    .getMessage();
            assertTrue(message.contains("int32") && message.contains("0.5"), message);
        }
    }

    @Test
    void makingAConstantLeavesNothingElseBehind() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray like = manager.create(1.0);
            int before = manager.getManagedArrays().size();
            Scalars.of(like, 3).close();
            assertEquals(before, manager.getManagedArrays().size());
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                Scalars.of(like, 3);
            }
            assertEquals(before, manager.getManagedArrays().size());
        }
    }

    /** The same chain with Number operands gives wrong gradients after a collection: their memory is freed. */
    @Test
    void gradientSurvivesAGarbageCollectionBeforeTheBackwardPass() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(1.0).duplicate();
            x.setRequiresGradient(true);
            double expected = 1;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray y;
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    y = x;
                    for (int i = 0; i < 50; i++) {
                        y = y.mul(Scalars.of(x, 1.01 + i)).div(Scalars.of(x, 1.5 + i));
                        expected *= (1.01 + i) / (1.5 + i);
                    }
                    NDScope.unregister(y);
                }
                System.gc();
                byte[][] reuse = new byte[64][];
                for (int i = 0; i < reuse.length; i++) {
                    reuse[i] = new byte[1 << 16];
                    java.nio.ByteBuffer.allocateDirect(8).putDouble(-1e9 * reuse[i].length);
                }
                collector.backward(y);
            }
            assertEquals(expected, x.getGradient().getDouble(), 1e-13 * expected);
        }
    }
}
