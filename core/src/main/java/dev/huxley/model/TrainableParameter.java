package dev.huxley.model;

import java.util.Arrays;
import java.util.List;

/**
 * A parameter or initial state that is to be fitted: one value per group of compartments that share it.
 *
 * @param path where its values stand in the tree of parameters, for instance {@code "soma/HH_gNa"}
 * @param key the quantity, for instance {@code "HH_gNa"}
 * @param compartments for every value the compartments that it sets
 * @param values the values at present
 * @param unit the unit of the values
 */
public record TrainableParameter(String path, String key, List<int[]> compartments, double[] values, String unit) {
    public TrainableParameter {
        compartments = compartments.stream().map(int[]::clone).toList();
        values = values.clone();
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    /** This parameter with the values of the given numbers only. */
    TrainableParameter only(int[] numbers) {
        return new TrainableParameter(
                path,
                key,
                Arrays.stream(numbers).mapToObj(compartments::get).toList(),
                Arrays.stream(numbers).mapToDouble(i -> values[i]).toArray(),
                unit);
    }

    boolean setsTheSameAs(TrainableParameter other) {
        if (!key.equals(other.key) || compartments.size() != other.compartments.size()) {
            return false;
        }
        for (int i = 0; i < compartments.size(); i++) {
            if (!Arrays.equals(compartments.get(i), other.compartments.get(i))) {
                return false;
            }
        }
        return true;
    }
}
