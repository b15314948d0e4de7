package dev.huxley.mechanism.nmodl.syntax;

import java.util.List;

/**
 * A line {@code USEION}.
 *
 * @param name the ion
 * @param reads the variables that are read
 * @param writes the variables that are written
 * @param valence the valence that the line gives; NaN if none
 * @param at its place
 */
public record UsedIon(String name, List<String> reads, List<String> writes, double valence, Position at) {}
