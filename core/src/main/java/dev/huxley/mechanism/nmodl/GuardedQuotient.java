package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Expression;
import dev.huxley.mechanism.nmodl.syntax.Expression.Binary;
import dev.huxley.mechanism.nmodl.syntax.Expression.Call;
import dev.huxley.mechanism.nmodl.syntax.Expression.Literal;
import dev.huxley.mechanism.nmodl.syntax.Expression.Unary;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.Optional;

/**
 * Finds the guards that files put around quotients that are 0/0 somewhere, such as {@code if (fabs(x/y) < 1e-6) { vtrap =
 * y*(1 - x/y/2) } else { vtrap = x/(exp(x/y) - 1) }}. Such a quotient is finite here by itself (see {@link
 * SingularQuotient}), so the guard costs time and does nothing: within it, the file's series has 1e-13 of difference.
 */
final class GuardedQuotient {
    /** The largest half width of an interval that counts as a guard. */
    private static final double WIDEST = 1e-3;

    private GuardedQuotient() {}

    /** The assignment of the quotient, if alternatives are a guard around one; empty for all others. */
    static Optional<Statement> of(Statement.If alternatives) {
        if (alternatives.then().size() != 1
                || alternatives.otherwise().size() != 1
                || !(alternatives.then().get(0) instanceof Statement.Assignment series)
                || !(alternatives.otherwise().get(0) instanceof Statement.Assignment quotient)
                || !series.target().name().equals(quotient.target().name())
                || !isNarrow(alternatives.condition())) {
            return Optional.empty();
        }
        return quotient.value() instanceof Binary division
                        && division.operator().equals("/")
                        && SingularQuotient.of(division).isPresent()
                ? Optional.of(quotient)
                : Optional.empty();
    }

    /** Tells whether a condition holds in a narrow interval around 0 only. */
    private static boolean isNarrow(Expression condition) {
        if (!(condition instanceof Binary comparison)) {
            return false;
        }
        return switch (comparison.operator()) {
            case "<", "<=" -> comparison.left() instanceof Call call
                    && call.name().equals("fabs")
                    && isSmall(comparison.right());
            case "&&" -> isBound(comparison.left()) && isBound(comparison.right());
            default -> false;
        };
    }

    private static boolean isBound(Expression side) {
        return side instanceof Binary bound
                && (bound.operator().startsWith("<") || bound.operator().startsWith(">"))
                && isSmall(bound.right());
    }

    private static boolean isSmall(Expression number) {
        if (number instanceof Unary minus && minus.operator().equals("-")) {
            return isSmall(minus.argument());
        }
        return number instanceof Literal literal && Math.abs(literal.value()) <= WIDEST && literal.value() != 0;
    }
}
