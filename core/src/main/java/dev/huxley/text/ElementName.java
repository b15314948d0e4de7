package dev.huxley.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The name of one element of a quantity whose values are arrays: {@code "Chan_W[0,1]"} is the second element of the first
 * row of {@code "Chan_W"}. The elements of an array are numbered in row-major order, the last index fastest.
 */
public final class ElementName {
    private ElementName() {}

    /** The number of elements of an array of this shape; 1 for a single number. */
    public static int count(int... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** The names of all elements in row-major order; for a single number (no extents) the quantity's name itself. */
    public static List<String> all(String key, int... shape) {
        if (shape.length == 0) {
            return List.of(key);
        }
        List<String> names = new ArrayList<>();
        int count = count(shape);
        for (int element = 0; element < count; element++) {
            names.add(of(key, element, shape));
        }
        return names;
    }

    /** The name of the element with this number. */
    public static String of(String key, int element, int... shape) {
        int[] index = new int[shape.length];
        for (int axis = shape.length - 1, rest = element; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return shape.length == 0
                ? key
                : Arrays.stream(index).mapToObj(Integer::toString).collect(Collectors.joining(",", key + "[", "]"));
    }

    /** The quantity's name in the name of an element; other names are quantities themselves. */
    public static String key(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? name : name.substring(0, bracket);
    }

    /** Tells whether the name denotes an element, not a whole quantity. */
    public static boolean isElement(String name) {
        return name.indexOf('[') >= 0;
    }

    /**
     * The number of the element with this name.
     *
     * @throws IllegalArgumentException if the quantity, whose values have this shape, has no such element
     */
    public static int number(String name, int... shape) {
        if (!isElement(name) && shape.length == 0) {
            return 0;
        }
        int bracket = name.indexOf('[');
        String inside = bracket >= 0 && name.endsWith("]") ? name.substring(bracket + 1, name.length() - 1) : "";
        String[] index = inside.split(",", -1);
        int number = 0;
        for (int axis = 0; axis < shape.length && index.length == shape.length; axis++) {
            String text = index[axis].strip();
            int at = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
            if (at >= shape[axis]) {
                throw noSuchElement(name, shape);
            }
            number = number * shape[axis] + at;
        }
        if (index.length != shape.length) {
            throw noSuchElement(name, shape);
        }
        return number;
    }

    private static IllegalArgumentException noSuchElement(String name, int[] shape) {
        String key = key(name);
        return new IllegalArgumentException(
                shape.length == 0
                        ? "'" + name + "': the values of '" + key + "' are single numbers, so it has no elements"
                        : "'" + name + "': the values of '" + key + "' are arrays of shape " + Arrays.toString(shape)
                                + "; its elements are " + of(key, 0, shape) + " to "
                                + of(key, count(shape) - 1, shape));
    }
}
