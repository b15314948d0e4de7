package dev.huxley.parametersweep;

import dev.huxley.text.Brief;

/**
 * A row of the table: a combination of values under one stimulus.
 *
 * @param combination the number of the combination, from 0
 * @param stimulus the number of the stimulus, from 0
 * @param parameters the values of the parameters
 * @param values the values of the columns of the result; NaN where the trace does not have the feature, and throughout if
 *     the run diverged
 * @param diverged whether the states left the finite numbers
 */
public record ParameterRow(long combination, int stimulus, double[] parameters, double[] values, boolean diverged) {
    public ParameterRow {
        parameters = parameters.clone();
        values = values.clone();
    }

    /** A copy of the values of the parameters. */
    @Override
    public double[] parameters() {
        return parameters.clone();
    }

    /** A copy of the values of the columns. */
    @Override
    public double[] values() {
        return values.clone();
    }

    @Override
    public String toString() {
        return "ParameterRow[combination " + combination + ", stimulus " + stimulus + ": " + Brief.of(parameters)
                + " -> " + (diverged ? "diverged" : Brief.of(values)) + "]";
    }
}
