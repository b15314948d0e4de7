package dev.huxley.mechanism.nmodl.syntax;

import java.util.List;

/**
 * A block of statements.
 *
 * @param kind the word in front of it: {@code BREAKPOINT}, {@code DERIVATIVE}, {@code FUNCTION}, ...
 * @param name its name; empty for blocks without one
 * @param arguments the names of the arguments of functions, procedures and events
 * @param units the units of these arguments; empty where none is given
 * @param body its statements
 * @param at its place
 */
public record Block(
        String kind, String name, List<String> arguments, List<String> units, List<Statement> body, Position at) {}
