package dev.huxley.report;

import dev.huxley.text.Brief;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One of the models that a fit found.
 *
 * @param name the name of its description
 * @param grade the verdict on it in words
 * @param fittedScore the score on the fitted sweeps
 * @param heldOutScore the score on the held-out sweeps; NaN if there are none
 * @param values its free values by path, in their own units
 */
public record ReportedModel(
        String name, String grade, double fittedScore, double heldOutScore, Map<String, Double> values) {
    /** Copies the values, in their order. */
    public ReportedModel {
        Objects.requireNonNull(name, "name of a reported model");
        grade = grade == null ? "" : grade;
        values = values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value at a path, NaN if the model has none. */
    double value(String path) {
        Double value = values.get(path);
        return value == null ? Double.NaN : value;
    }

    /**
     * The spread of a value over several models.
     *
     * @param smallest the smallest finite value; NaN if there is none
     * @param largest the largest finite value; NaN if there is none
     */
    record Spread(double smallest, double largest) {
        static Spread of(List<ReportedModel> models, String path) {
            double smallest = Double.NaN;
            double largest = Double.NaN;
            for (ReportedModel model : models) {
                double value = model.value(path);
                if (Double.isFinite(value)) {
                    smallest = value >= smallest ? smallest : value;
                    largest = value <= largest ? largest : value;
                }
            }
            return new Spread(smallest, largest);
        }
    }

    @Override
    public String toString() {
        return Brief.of("ReportedModel[" + name + ", " + grade + ", " + Brief.count(values.size(), "value") + "]");
    }
}
