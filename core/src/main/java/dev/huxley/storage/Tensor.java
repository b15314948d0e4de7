package dev.huxley.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An array in a container.
 *
 * @param type the type of its elements, as the safetensors format names it: F64, I32, BOOL, ...
 * @param shape its shape
 * @param bytes its elements in row-major order, little-endian
 */
record Tensor(String type, long[] shape, ByteBuffer bytes) {
    static final String DOUBLES = "F64";
    static final String INTEGERS = "I32";
    static final String FLAGS = "BOOL";

    /** The number of bytes of an element; 0 for a type that is not known. */
    static int elementSize(String type) {
        return switch (type) {
            case "F64", "I64", "U64" -> 8;
            case "F32", "I32", "U32" -> 4;
            case "F16", "BF16", "I16", "U16" -> 2;
            case "I8", "U8", FLAGS -> 1;
            default -> 0;
        };
    }

    static Tensor of(double[] values, int... rowShape) {
        ByteBuffer bytes = buffer(values.length, 8);
        bytes.asDoubleBuffer().put(values);
        long rowSize = Arrays.stream(rowShape).asLongStream().reduce(1, (a, b) -> a * b);
        long[] shape = new long[rowShape.length + 1];
        shape[0] = values.length / rowSize;
        for (int i = 0; i < rowShape.length; i++) {
            shape[i + 1] = rowShape[i];
        }
        return new Tensor(DOUBLES, shape, bytes);
    }

    static Tensor of(int[] values) {
        ByteBuffer bytes = buffer(values.length, 4);
        bytes.asIntBuffer().put(values);
        return new Tensor(INTEGERS, new long[] {values.length}, bytes);
    }

    static Tensor of(boolean[] values) {
        ByteBuffer bytes = buffer(values.length, 1);
        for (int i = 0; i < values.length; i++) {
            bytes.put(i, (byte) (values[i] ? 1 : 0));
        }
        return new Tensor(FLAGS, new long[] {values.length}, bytes);
    }

    double[] doubles() {
        double[] values = new double[bytes.remaining() / 8];
        view().asDoubleBuffer().get(values);
        return values;
    }

    int[] integers() {
        int[] values = new int[bytes.remaining() / 4];
        view().asIntBuffer().get(values);
        return values;
    }

    boolean[] flags() {
        ByteBuffer view = view();
        boolean[] values = new boolean[view.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = view.get(i) != 0;
        }
        return values;
    }

    /** The shape behind the first axis. */
    int[] rowShape() {
        int[] row = new int[shape.length - 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.toIntExact(shape[i + 1]);
        }
        return row;
    }

    /** The elements, from position 0, little-endian, independent of the position of others. */
    ByteBuffer view() {
        return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer buffer(int elements, int size) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, size)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
