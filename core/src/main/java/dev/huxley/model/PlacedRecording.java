package dev.huxley.model;

/**
 * A request to record one trace.
 *
 * @param domain the kind of row that is recorded: a compartment, a synapse, or the model as a whole
 * @param state the recorded quantity: {@code "v"}, a state such as {@code "HH_m"}, or a current such as {@code "i_HH"}
 * @param row the row number of the compartment or synapse
 */
public record PlacedRecording(Domain domain, String state, int row) {}
