package dev.huxley.fit.description;

/**
 * A number that a fit of a described model may change.
 *
 * @param path its name: that of a trainable parameter of the cell, {@code "soma/NaTs2T_gNaTs2T"}, with a number in brackets
 *     where branches have values of their own, or {@code "rig/series_resistance"}
 * @param unit its unit
 * @param lower the lower bound
 * @param upper the upper bound
 * @param logarithmic whether the search works on its logarithm
 * @param start where a fit begins
 */
public record FreeValue(String path, String unit, double lower, double upper, boolean logarithmic, double start) {
    @Override
    public String toString() {
        return "FreeValue[" + path + " from " + lower + " to " + upper + " " + unit + (logarithmic ? ", log" : "")
                + ", start " + start + "]";
    }
}
