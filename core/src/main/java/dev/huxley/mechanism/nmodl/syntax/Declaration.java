package dev.huxley.mechanism.nmodl.syntax;

/**
 * A declared name.
 *
 * @param name the name
 * @param size the length of an array; 0 for a single value
 * @param value the value; NaN if none is given
 * @param unit the text between the parentheses; empty if there is none
 * @param at its place
 */
public record Declaration(String name, int size, double value, String unit, Position at) {}
