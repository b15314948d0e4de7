package dev.huxley.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/**
 * An array in a container.
 *
 * @param type the type of its elements, by its safetensors name: F64, I32, BOOL, ...
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

    /**
     * Reads an array of doubles, integers or flags from a text with elements separated by blanks.
     *
     * @throws IllegalArgumentException if their number does not match the shape, or one is not of the type
     */
    static Tensor parse(String type, long[] shape, String text) {
        StringTokenizer elements = new StringTokenizer(text, " ");
        int count = elements.countTokens();
        long expected = 1;
        for (long extent : shape) {
            // An array without elements may have any shape behind its first axis.
            expected = extent == 0 || expected == 0 ? 0 : Math.multiplyExact(expected, extent);
        }
        if (expected != count || !List.of(DOUBLES, INTEGERS, FLAGS).contains(type)) {
            throw new IllegalArgumentException(count + " elements are no array of " + expected + " of type " + type);
        }
        ByteBuffer bytes = buffer(count, elementSize(type));
        for (int i = 0; i < count; i++) {
            String element = elements.nextToken();
            switch (type) {
                case DOUBLES -> bytes.putDouble(Double.parseDouble(element));
                case INTEGERS -> bytes.putInt(Integer.parseInt(element));
                default -> bytes.put((byte) (Integer.parseInt(element) == 0 ? 0 : 1));
            }
        }
        return new Tensor(type, shape, bytes.flip());
    }

    /** The elements of an array of doubles, integers or flags as a text that {@link #parse} reads. */
    String text() {
        return switch (type) {
            case DOUBLES -> Arrays.stream(doubles()).mapToObj(Double::toString).collect(Collectors.joining(" "));
            case INTEGERS -> Arrays.stream(integers())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" "));
            case FLAGS -> {
                StringBuilder text = new StringBuilder();
                for (boolean flag : flags()) {
                    text.append(text.isEmpty() ? "" : " ").append(flag ? 1 : 0);
                }
                yield text.toString();
            }
            default -> throw new IllegalArgumentException("arrays of type " + type + " have no text");
        };
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

    /** The shape without the first axis. */
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
