package dev.huxley.model;

/**
 * One recorded trace.
 *
 * @param domain whether something of a compartment or of a synapse is recorded
 * @param state what is recorded: {@code "v"}, a state such as {@code "HH_m"}, or a current such as {@code "i_HH"}
 * @param row where: the compartment or the synapse
 */
public record PlacedRecording(Domain domain, String state, int row) {}
