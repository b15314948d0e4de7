package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.engine.llvm.jit.Address;
import dev.huxley.engine.llvm.jit.NativeLibrary;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.simulate.HuxleyRuntime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ArrayMemoryTest {
    private NDManager manager;
    private NDManager scratch;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
        scratch = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        scratch.close();
        manager.close();
    }

    @Test
    void theAddressHasTheElementsInOrder() {
        NDArray square = manager.arange(0, 12, 1, DataType.FLOAT64).reshape(3, 4);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("whole", square);
        arrays.put("a row of another", square.get(1));
        arrays.put("transposed", square.transpose());
        arrays.put("a column", square.get(":,1"));
        arrays.put("every other element", square.flatten().get("::2"));
        arrays.put("one element for all", manager.create(new double[] {7}).broadcast(new Shape(2, 3)));
        arrays.put("a scalar", manager.create(3.5));
        arrays.put("single", manager.create(new double[] {-1}));
        arrays.put("float32", square.toType(DataType.FLOAT32, true));
        arrays.put("int64", square.toType(DataType.INT64, true));
        arrays.forEach((name, array) -> {
            assertElements(name, array, ArrayMemory.address(array, scratch));
            NDArray flat = array.flatten();
            assertElements(name + ", as if large", array, ArrayMemory.addressOfLarge(flat, scratch));
        });
        assertEquals(0, ArrayMemory.address(manager.create(new Shape(3, 0), DataType.FLOAT64), scratch));
    }

    @Test
    void whatIsWrittenAtTheAddressIsInTheArray() {
        NDArray array = ArrayMemory.uninitialized(manager, new Shape(3, 5));
        NDArray view = array.get(1);
        long address = ArrayMemory.address(array, scratch);
        for (int i = 0; i < 15; i++) {
            at(address).putDouble(8L * i, i + 0.5);
        }
        assertEquals(14.5, array.getDouble(2, 4));
        assertEquals(address + 5 * 8, ArrayMemory.address(view, scratch), "address of a view");
        assertEquals(5.5, view.getDouble(0));
        assertEquals(0, ArrayMemory.zeros(manager, new Shape(3, 5)).abs().max().getDouble());
    }

    @Test
    void aCopyBelongsToTheScratchManagerAlone() {
        NDArray transposed =
                manager.arange(0, 12, 1, DataType.FLOAT64).reshape(3, 4).transpose();
        int before = ((BaseNDManager) manager).getManagedArrays().size();
        long original = ArrayMemory.address(transposed.transpose(), scratch);
        assertNotEquals(original, ArrayMemory.address(transposed, scratch));
        int after = ((BaseNDManager) manager).getManagedArrays().size();
        assertEquals(before + 1, after, "arrays of the manager, of which the test made one");
    }

    /** Takes 4 GB. */
    @Test
    @Tag("soak")
    void arraysBeyondTwoGigabytesAreReachedInPlace() {
        long free = Pointer.totalPhysicalBytes() - Pointer.physicalBytes();
        Assumptions.assumeTrue(free > 6L << 30, "skipped: " + free + " bytes of memory are too few");
        long columns = (1L << 31) / 8 + 3;
        NDArray array = manager.create(new Shape(2, columns), DataType.FLOAT64);
        long address = ArrayMemory.address(array, scratch);
        at(address).putDouble(8 * (columns + 1), 42);
        at(address).putDouble(8 * (2 * columns - 1), 43);
        assertEquals(42, array.getDouble(1, 1));
        assertEquals(43, array.getDouble(1, columns - 1));
    }

    @Test
    void aCopyOutlivesWhatHappensToTheOriginal() {
        NDArray array = manager.create(new double[] {1, 2, 3});
        try (NativeMemory copy = NativeMemory.copyOf(ArrayMemory.address(array, scratch), 24)) {
            array.set(new double[] {4, 5, 6});
            assertEquals(2, at(copy.address()).getDouble(8));
        }
    }

    private static void assertElements(String name, NDArray array, long address) {
        NDArray values = array.toType(DataType.FLOAT64, true).flatten();
        for (int i = 0; i < values.size(); i++) {
            double have =
                    switch (array.getDataType()) {
                        case FLOAT64 -> at(address).getDouble(8L * i);
                        case FLOAT32 -> at(address).getFloat(4L * i);
                        default -> at(address).getLong(8L * i);
                    };
            assertEquals(values.getDouble(i), have, name + ", element " + i);
        }
    }

    private static BytePointer at(long address) {
        return new BytePointer(new Address(address));
    }
}
