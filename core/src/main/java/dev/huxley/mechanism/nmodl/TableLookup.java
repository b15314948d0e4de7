package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.algebra.Arithmetic;
import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Values interpolated in a table: the function is evaluated at both ends of the interval in which its argument lies, and
 * the values between lie on a straight line. Beyond the ends of the table the values are those at the ends.
 */
final class TableLookup {
    private final Quantity lower;
    private final Quantity upper;
    private final Quantity fraction;

    private TableLookup(Quantity lower, Quantity upper, Quantity fraction) {
        this.lower = lower;
        this.upper = upper;
        this.fraction = fraction;
    }

    /** The table of a function, if it has one that is used. */
    static Optional<Statement.Table> of(Block function) {
        return function.body().stream()
                .filter(Statement.Table.class::isInstance)
                .map(Statement.Table.class::cast)
                .filter(Statement.Table::isUsed)
                .findFirst();
    }

    /**
     * The interval of an argument.
     *
     * @param first the first argument of the table
     * @param last the last one
     */
    static TableLookup at(Quantity argument, Quantity first, Quantity last, int intervals, NDArray like) {
        Quantity width = Calculus.divide(Calculus.subtract(last, first), Quantity.of(intervals));
        Quantity place = Calculus.divide(Calculus.subtract(argument, first), width);
        UnaryOperator<Quantity> within = x -> {
            Quantity low = Calculus.choose(Calculus.compare(">", x, Quantity.ZERO), x, Quantity.ZERO, like);
            Quantity end = Quantity.of(intervals);
            return Calculus.choose(Calculus.compare("<", low, end), low, end, like);
        };
        Quantity inside = within.apply(place);
        Quantity whole = Calculus.apply(inside, Math::floor, NDArray::floor, Arithmetic.ZERO);
        Quantity most = Quantity.of(intervals - 1);
        Quantity node = Calculus.choose(Calculus.compare("<", whole, most), whole, most, like);
        Quantity lower = Calculus.add(first, Calculus.multiply(node, width));
        return new TableLookup(lower, Calculus.add(lower, width), Calculus.subtract(inside, node));
    }

    /** The lower end of the interval. */
    Quantity lower() {
        return lower;
    }

    /** The upper end of the interval. */
    Quantity upper() {
        return upper;
    }

    /** The value at the argument, by those at the ends of the interval. */
    Quantity between(Quantity atLower, Quantity atUpper) {
        return Calculus.add(atLower, Calculus.multiply(fraction, Calculus.subtract(atUpper, atLower)));
    }
}
