package dev.huxley.mechanism;

import dev.huxley.text.Brief;
import java.util.Arrays;
import java.util.List;

/**
 * A parameter or state that a mechanism declares: a single number, or an array of any shape, in every compartment or
 * synapse, or once in the whole model.
 *
 * @param name the name in the mechanism's own code, for instance {@code "gNa"}; a path such as {@code "net/layer1/bias"}
 *     for a part of a larger whole
 * @param key the name in the model's dictionaries, for instance {@code "HH_gNa"}, or {@code "eNa"} when shared
 * @param shape the shape of an array; empty for a single number
 * @param values the default (a parameter) or the initial value (a state), elements in row-major order
 * @param unit the unit, for instance {@code "S/cm2"}; {@code "1"} for dimensionless quantities
 */
public record Declaration(String name, String key, List<Integer> shape, List<Double> values, String unit) {
    public Declaration {
        shape = List.copyOf(shape);
        values = List.copyOf(values);
    }

    /** A single number. */
    public Declaration(String name, String key, double value, String unit) {
        this(name, key, List.of(), List.of(value), unit);
    }

    /** An array, elements in row-major order. */
    public Declaration(String name, String key, int[] shape, double[] values, String unit) {
        this(
                name,
                key,
                Arrays.stream(shape).boxed().toList(),
                Arrays.stream(values).boxed().toList(),
                unit);
    }

    /** Tells whether the value is a single number, not an array. */
    public boolean isScalar() {
        return shape.isEmpty();
    }

    /** The default or initial value of a single number. */
    public double value() {
        if (!isScalar()) {
            throw new IllegalStateException("'" + key + "' is an array of shape " + shape + ", not a single number");
        }
        return values.get(0);
    }

    /** The shape as an array. */
    public int[] extents() {
        return shape.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The values as an array. */
    public double[] elements() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public String toString() {
        return "Declaration[" + key + " = " + Brief.list(values) + (unit.isEmpty() ? "" : " " + unit) + "]";
    }
}
