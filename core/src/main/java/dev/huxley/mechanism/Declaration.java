package dev.huxley.mechanism;

/**
 * A parameter or state that a mechanism declares.
 *
 * @param name the name in the mechanism's own code, for instance {@code "gNa"}
 * @param key the name in the model's dictionaries, for instance {@code "HH_gNa"}, or {@code "eNa"} when shared
 * @param value the default (a parameter) or the initial value (a state)
 * @param unit the unit, for instance {@code "S/cm2"}; {@code "1"} for dimensionless quantities
 */
public record Declaration(String name, String key, double value, String unit) {}
