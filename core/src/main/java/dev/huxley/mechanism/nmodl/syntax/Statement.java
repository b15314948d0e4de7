package dev.huxley.mechanism.nmodl.syntax;

import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import java.util.List;

/** A statement of a block. */
public sealed interface Statement {
    /** Its place in the file. */
    Position at();

    /** An assignment. */
    record Assignment(Reference target, Expression value, Position at) implements Statement {}

    /** The equation of a state, {@code m' = ...}. */
    record Rate(Reference state, int order, Expression value, Position at) implements Statement {}

    /** A call for its effects. */
    record Procedure(Expression.Call call, Position at) implements Statement {}

    /** Alternatives; {@code otherwise} is empty without {@code else}. */
    record If(Expression condition, List<Statement> then, List<Statement> otherwise, Position at)
            implements Statement {}

    /** A loop over integers, both ends included. */
    record From(String variable, Expression first, Expression last, Expression step, List<Statement> body, Position at)
            implements Statement {}

    /** A loop as long as a condition holds. */
    record While(Expression condition, List<Statement> body, Position at) implements Statement {}

    /** Variables of a block. */
    record Local(List<Declaration> variables, Position at) implements Statement {}

    /** The solution of a block. */
    record Solve(String block, String method, boolean isSteadyState, Position at) implements Statement {}

    /** A reaction; {@code backward} is null for one-way ones, {@code right} empty for sinks. */
    record Reaction(
            List<Term> left, List<Term> right, Expression forward, Expression backward, boolean isInflux, Position at)
            implements Statement {}

    /** A sum of states that a scheme keeps. */
    record Conserve(List<Term> terms, Expression sum, Position at) implements Statement {}

    /** The sizes of the compartments of states; {@code index} is null if they are not arrays. */
    record Size(String index, Expression size, List<String> states, Position at) implements Statement {}

    /** A linear equation. */
    record Equation(Expression left, Expression right, Position at) implements Statement {}

    /**
     * A table of the values of a function of one argument, at the ends of equal intervals.
     *
     * @param names the variables that a procedure tabulates; empty in a function
     * @param isUsed whether values are interpolated in the table; if not, the statement has no effect
     */
    record Table(List<String> names, Expression first, Expression last, int intervals, boolean isUsed, Position at)
            implements Statement {}

    /** The start values of a connection, within NET_RECEIVE. */
    record Initial(List<Statement> body, Position at) implements Statement {}

    /** C code. */
    record Verbatim(String code, Position at) implements Statement {}

    /** A statement that is read and not supported, with its name. */
    record Unsupported(String name, Position at) implements Statement {}

    /** A state of a reaction with its coefficient. */
    record Term(int coefficient, Reference state) {}
}
