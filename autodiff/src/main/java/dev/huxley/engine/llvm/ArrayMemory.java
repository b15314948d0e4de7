package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/**
 * The addresses of PyTorch's arrays, for code that reads and writes them in place. Arrays may be of any size; those
 * beyond the 2 GB of a Java buffer are reached through views of single elements.
 *
 * <p>An address is valid while the array is open and has the same memory, which DJL's {@code set} and {@code copyTo}
 * replace. PyTorch's autograd does not see writes.
 */
final class ArrayMemory {
    private ArrayMemory() {}

    /**
     * The address of an array's first element, the others following in order; 0 for an empty array.
     *
     * @param scratch owns a copy, to be kept while the address is used, if the array's elements are not in order in
     *     memory or not on the CPU; the address is then that of the copy
     */
    static long address(NDArray array, NDManager scratch) {
        if (array.size() == 0) {
            return 0;
        }
        NDArray flat = owned(array.flatten(), scratch);
        long bytes = Math.multiplyExact(flat.size(), (long) flat.getDataType().getNumOfBytes());
        return bytes <= Integer.MAX_VALUE ? address(flat.toByteBuffer(true)) : addressOfLarge(flat, scratch);
    }

    /** The address of an array that was just made, so its elements are in order. */
    static long addressOfNew(NDArray array, NDManager owner) {
        long bytes = Math.multiplyExact(array.size(), (long) array.getDataType().getNumOfBytes());
        if (bytes > 0 && bytes <= Integer.MAX_VALUE) {
            return address(array.toByteBuffer(true));
        }
        try (NDManager scratch = owner.newSubManager()) {
            return address(array, scratch);
        }
    }

    /** A float64 array whose elements have yet to be written; it is not closed by a scope. */
    static NDArray uninitialized(NDManager owner, Shape shape) {
        return unscoped(owner.create(shape, DataType.FLOAT64));
    }

    /** A float64 array of zeros; it is not closed by a scope. */
    static NDArray zeros(NDManager owner, Shape shape) {
        return unscoped(owner.zeros(shape, DataType.FLOAT64));
    }

    /** The address of a flat array of any size. */
    static long addressOfLarge(NDArray flat, NDManager scratch) {
        long first = addressOfElement(flat, 0, scratch);
        long last = addressOfElement(flat, flat.size() - 1, scratch);
        if (last - first == (flat.size() - 1) * flat.getDataType().getNumOfBytes()) {
            return first;
        }
        // PyTorch flattens an array with a single stride without a copy; copies of one axis are dense.
        return addressOfElement(owned(flat.duplicate(), scratch), 0, scratch);
    }

    private static long addressOfElement(NDArray flat, long index, NDManager scratch) {
        NDArray element = owned(flat.get(index + ":" + (index + 1)), scratch);
        return address(element.toByteBuffer(true));
    }

    private static long address(ByteBuffer buffer) {
        try (BytePointer pointer = new BytePointer(buffer)) {
            return pointer.address();
        }
    }

    private static NDArray owned(NDArray array, NDManager scratch) {
        NDScope.unregister(array);
        array.attach(scratch);
        return array;
    }

    private static NDArray unscoped(NDArray array) {
        NDScope.unregister(array);
        return array;
    }
}
