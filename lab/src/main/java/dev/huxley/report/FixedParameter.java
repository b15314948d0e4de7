package dev.huxley.report;

import java.util.Objects;

/**
 * A parameter that a fit did not change.
 *
 * @param name name in the model, with its place if it has one
 * @param smallest the smallest value in the model
 * @param largest the largest value in the model
 * @param unit unit of both, "" for none
 */
public record FixedParameter(String name, double smallest, double largest, String unit) {
    public FixedParameter {
        Objects.requireNonNull(name, "name of a fixed parameter");
        unit = unit == null ? "" : unit;
    }
}
