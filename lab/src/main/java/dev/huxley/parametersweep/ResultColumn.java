package dev.huxley.parametersweep;

/**
 * A column of the result.
 *
 * @param name the feature, or of a trace {@code "v_12.5ms"}
 * @param unit "" for none
 */
public record ResultColumn(String name, String unit) {}
