package dev.huxley.mechanism.nmodl.syntax;

import java.util.List;

/** An expression; comparisons and logic give 1 or 0. */
public sealed interface Expression {
    /** Its place in the file. */
    Position at();

    /** A number. */
    record Literal(double value, Position at) implements Expression {}

    /** The value of a name; of an element of an array if there is an index, which is null otherwise. */
    record Reference(String name, Expression index, Position at) implements Expression {}

    /** A sign or a negation, {@code -} or {@code !}. */
    record Unary(String operator, Expression argument, Position at) implements Expression {}

    /** Two expressions and the operator between them. */
    record Binary(String operator, Expression left, Expression right, Position at) implements Expression {}

    /** A call of a function or procedure. */
    record Call(String name, List<Expression> arguments, Position at) implements Expression {}

    /** A text, which only calls that print take. */
    record Text(String text, Position at) implements Expression {}
}
