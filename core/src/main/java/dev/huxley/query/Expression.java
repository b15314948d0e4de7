package dev.huxley.query;

import java.util.List;

/** A part of a query, with the position to which an error about it points. */
sealed interface Expression {
    int at();

    record NumberLiteral(double value, int at) implements Expression {}

    record TextLiteral(String value, int at) implements Expression {}

    record TruthLiteral(boolean value, int at) implements Expression {}

    record ColumnName(String name, int at) implements Expression {}

    record Negation(Expression operand, int at) implements Expression {}

    record Not(Expression operand, int at) implements Expression {}

    /** {@code first op1 operand1 op2 operand2 ...}, from the left. */
    record Arithmetic(Expression first, List<Link> links) implements Expression {
        @Override
        public int at() {
            return first.at();
        }
    }

    /** {@code first op1 operand1 op2 operand2 ...}: every neighboring pair must fulfil its comparison. */
    record Comparison(Expression first, List<Link> links) implements Expression {
        @Override
        public int at() {
            return first.at();
        }
    }

    /** Operands joined by {@code and} (all of them) or {@code or} (any of them). */
    record Junction(boolean all, List<Expression> operands) implements Expression {
        @Override
        public int at() {
            return operands.get(0).at();
        }
    }

    record Membership(Expression element, List<Expression> items, boolean negated, int at) implements Expression {}

    record Call(String function, List<Expression> arguments, int at) implements Expression {}

    /** An operator, its position, and the operand that follows it. */
    record Link(String operator, int at, Expression operand) {}
}
