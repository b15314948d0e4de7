package dev.huxley.recording.nwb;

import java.lang.reflect.Array;
import java.util.Optional;
import java.util.OptionalDouble;

/** Values of HDF5 in Java's types: one number may come as a number, as a box, or as an array of one element. */
final class NwbValues {
    private NwbValues() {}

    /** The only element of nested arrays of one element; other values as they are. */
    private static Object single(Object value) {
        Object inner = value;
        while (inner != null && inner.getClass().isArray() && Array.getLength(inner) == 1) {
            inner = Array.get(inner, 0);
        }
        return inner;
    }

    /** The value as text; empty if it is none. */
    static Optional<String> text(Object value) {
        return single(value) instanceof String text ? Optional.of(text.strip()) : Optional.empty();
    }

    /** The value as a number; empty if it is none, or NaN. */
    static OptionalDouble number(Object value) {
        return single(value) instanceof Number number && !Double.isNaN(number.doubleValue())
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** All numbers of a value; empty if it is not a number or an array of numbers. */
    static Optional<double[]> numbers(Object value) {
        if (value instanceof Number number) {
            return Optional.of(new double[] {number.doubleValue()});
        }
        if (value == null || !value.getClass().isArray()) {
            return Optional.empty();
        }
        double[] numbers = new double[Array.getLength(value)];
        if (value instanceof double[] doubles) {
            System.arraycopy(doubles, 0, numbers, 0, numbers.length);
        } else if (value instanceof float[] floats) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = floats[i];
            }
        } else if (value instanceof short[] shorts) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = shorts[i];
            }
        } else {
            for (int i = 0; i < numbers.length; i++) {
                if (!(Array.get(value, i) instanceof Number number)) {
                    return Optional.empty();
                }
                numbers[i] = number.doubleValue();
            }
        }
        return Optional.of(numbers);
    }

    /** The elements of a value as text; empty if they are not. */
    static Optional<String[]> texts(Object value) {
        return value instanceof String[] texts
                ? Optional.of(texts)
                : value instanceof String text ? Optional.of(new String[] {text}) : Optional.empty();
    }
}
