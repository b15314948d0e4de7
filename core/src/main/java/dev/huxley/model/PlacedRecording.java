package dev.huxley.model;

/**
 * One recorded trace.
 *
 * @param state what is recorded: {@code "v"}, a state such as {@code "HH_m"}, or a membrane current such as
 *     {@code "i_HH"}
 * @param compartment where
 */
public record PlacedRecording(String state, int compartment) {}
