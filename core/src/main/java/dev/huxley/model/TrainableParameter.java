package dev.huxley.model;

import dev.huxley.text.Brief;
import java.util.Arrays;
import java.util.List;

/**
 * A parameter or initial state that is to be fitted: one value per group of compartments or synapses that share it. For
 * an array-valued quantity each value is an array.
 *
 * @param path the place of its values in the tree of parameters, for instance {@code "soma/HH_gNa"}
 * @param domain whether it belongs to compartments or to synapses
 * @param key the quantity, for instance {@code "HH_gNa"}
 * @param rows for every value the compartments or synapses that it sets
 * @param values the present values of the model; arrays are concatenated, elements in row-major order
 * @param unit the unit of the values
 */
public record TrainableParameter(
        String path, Domain domain, String key, List<int[]> rows, double[] values, String unit) {
    public TrainableParameter {
        rows = rows.stream().map(int[]::clone).toList();
        values = values.clone();
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    /** The number of elements of each value; 1 unless values are arrays. */
    public int elements() {
        return values.length / rows.size();
    }

    /** The value with this number, as an array of its elements. */
    double[] value(int number) {
        return Arrays.copyOfRange(values, number * elements(), (number + 1) * elements());
    }

    /** A copy with only the values of the given numbers. */
    TrainableParameter only(int[] numbers) {
        return new TrainableParameter(
                path,
                domain,
                key,
                Arrays.stream(numbers).mapToObj(rows::get).toList(),
                Arrays.stream(numbers)
                        .mapToObj(this::value)
                        .flatMapToDouble(Arrays::stream)
                        .toArray(),
                unit);
    }

    TrainableParameter withRows(List<int[]> others) {
        return new TrainableParameter(path, domain, key, others, values, unit);
    }

    TrainableParameter withPath(String other) {
        return new TrainableParameter(other, domain, key, rows, values, unit);
    }

    TrainableParameter withValues(double[] others) {
        return new TrainableParameter(path, domain, key, rows, others, unit);
    }

    @Override
    public String toString() {
        return Brief.of("TrainableParameter[" + path + " = " + Brief.of(values) + (unit.isEmpty() ? "" : " " + unit)
                + ", "
                + Brief.count(rows.size(), "value") + " for "
                + Brief.count(rows.stream().mapToInt(shared -> shared.length).sum(), domain.row()) + "]");
    }
}
