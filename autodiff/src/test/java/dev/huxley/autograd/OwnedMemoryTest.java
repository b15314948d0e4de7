package dev.huxley.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.tree.ArrayTree;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PyTorch owns the memory of every array, so Java's garbage collector frees nothing that a gradient needs. */
class OwnedMemoryTest {
    @ParameterizedTest
    @CsvSource({"200, huxley", "24, plain"})
    void gradientsThroughEveryNumberAreRightInASmallHeap(String repeats, String managers)
            throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dai.djl.offline=true",
                        "-cp",
                        classPath.replace('\n', File.pathSeparatorChar),
                        GradientsUnderCollection.class.getName(),
                        repeats,
                        managers)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("0 of "), output);
    }

    @Test
    void whatIsNotTriedIsNotSupported() {
        assertEquals(3, NumberOverloads.unsupported().size());
        try (NDManager manager = HuxleyRuntime.newManager()) {
            NDArray x = manager.create(new double[] {1, 2});
            NumberOverloads.unsupported()
                    .forEach(overload -> assertThrows(
                            UnsupportedOperationException.class,
                            () -> overload.function().apply(x),
                            overload.name()));
        }
    }

    @Test
    void numbersArriveUnchanged() {
        try (NDManager manager = HuxleyRuntime.newManager()) {
            assertEquals(0.1, manager.create(0.1).getDouble());
            assertEquals(0.1f, manager.create(0.1f).getFloat());
            assertEquals(Integer.MIN_VALUE, manager.create(Integer.MIN_VALUE).getInt());
            assertEquals(Long.MAX_VALUE - 1, manager.create(Long.MAX_VALUE - 1).getLong());
            assertEquals(
                    Double.doubleToRawLongBits(-0.0),
                    Double.doubleToRawLongBits(manager.create(-0.0).getDouble()));
            assertTrue(Double.isNaN(manager.create(Double.NaN).getDouble()));
            assertEquals((byte) -3, manager.create((byte) -3).getByte());
            assertTrue(manager.create(true).getBoolean());
            assertArrayEquals(
                    new boolean[] {true, false, true},
                    manager.create(new boolean[] {true, false, true}).toBooleanArray());
            assertArrayEquals(
                    new long[] {1L << 60, -1},
                    manager.create(new long[] {1L << 60, -1}).toLongArray());
            assertEquals(
                    new Shape(0, 3),
                    manager.create(new double[0], new Shape(0, 3)).getShape());
        }
    }

    /** The buffer may be filled anew at once; before, the array changed with it. */
    @Test
    void anArrayDoesNotShareTheBufferItWasMadeOf() {
        try (NDManager manager = HuxleyRuntime.newManager()) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
            buffer.putDouble(0, 5).putDouble(8, 6).putDouble(16, 7);
            buffer.position(8);
            NDArray array = manager.create(buffer, new Shape(2), DataType.FLOAT64);
            buffer.putDouble(8, -1);
            assertArrayEquals(new double[] {6, 7}, array.toDoubleArray());
            assertEquals(8, buffer.position());
        }
    }

    @Test
    void settingNumbersKeepsShapeAndGradient() {
        try (NDManager manager = HuxleyRuntime.newManager()) {
            NDArray leaf = manager.create(new double[] {1, 2});
            leaf.setRequiresGradient(true);
            leaf.set(new double[] {3, 4});
            NDArray scalar = manager.create(1f);
            scalar.set(new float[] {2});
            NDArray turned =
                    manager.create(new double[][] {{1, 2, 3}, {4, 5, 6}}).transpose();
            turned.set(new double[] {1, 2, 3, 4, 5, 6});
            assertEquals(2, scalar.getFloat());
            assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, turned.toDoubleArray());
            assertEquals(new Shape(3, 2), turned.getShape());
            try (Tape tape = Tape.open()) {
                ArrayTree parameters = ArrayTree.of("leaf", leaf);
                ArrayTree gradients = tape.gradients(leaf.square().sum(), parameters);
                assertArrayEquals(new double[] {6, 8}, gradients.get("leaf").toDoubleArray());
            }
        }
    }

    /** Before, the gradient was that at the new numbers, or at whatever took the place of the old ones. */
    @Test
    void numbersThatAGraphNeedsCannotBeReplacedUnnoticed() {
        try (NDManager manager = HuxleyRuntime.newManager();
                Tape tape = Tape.open()) {
            NDArray leaf = manager.create(new double[] {1, 2});
            leaf.setRequiresGradient(true);
            NDArray factor = manager.create(new double[] {10, 10});
            NDArray loss = leaf.mul(factor).sum();
            factor.set(new double[] {20, 20});
            String message = assertThrows(EngineException.class, () -> tape.backward(loss))
                    .getMessage();
            assertTrue(message.contains("modified by an inplace operation"), message);
        }
    }
}
