package dev.huxley.graph;

import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * An operation by which a node of an expression graph is computed from its arguments, element by element.
 *
 * <p>An operation defines its value on numbers and the shares of its cotangent that its arguments get. Each engine, and
 * the tracing of NDArrays, adds its own form of it.
 *
 * <p>Every value is a float or a boolean. Comparisons and logic yield booleans; {@link #WHERE}'s first argument and the
 * arguments of logic are booleans; everything else takes and yields floats. Special values follow PyTorch, so that a
 * graph replayed on NDArrays agrees with {@link Evaluation}.
 */
public enum Operation {
    /** A number. */
    CONSTANT("constant"),
    /** A named value that is given from outside. */
    INPUT("input"),

    ADD("+", (x, y) -> x + y, d -> {
        d.give(0, d.cotangent());
        d.give(1, d.cotangent());
    }),
    SUB("-", (x, y) -> x - y, d -> {
        d.give(0, d.cotangent());
        d.give(1, d.neg(d.cotangent()));
    }),
    MUL("*", (x, y) -> x * y, d -> {
        d.give(0, d.mul(d.cotangent(), d.y()));
        d.give(1, d.mul(d.cotangent(), d.x()));
    }),
    DIV("/", (x, y) -> x / y, d -> {
        int quotient = d.div(d.cotangent(), d.y());
        d.give(0, quotient);
        d.give(1, d.neg(d.mul(quotient, d.value())));
    }),
    /** The first argument to the power of the second, as C's {@code pow}. */
    POW("**", Operation::power, Operation::slopesOfPower),
    /** Remainder with the sign of the divisor, as Python's {@code %} and PyTorch's {@code remainder}. */
    MOD(
            "%",
            Operation::remainder, d -> {
                d.give(0, d.cotangent());
                d.give(1, d.neg(d.mul(d.cotangent(), d.floor(d.div(d.x(), d.y())))));
            }),
    NEG("-", x -> -x, d -> d.give(0, d.neg(d.cotangent()))),
    ABS("abs", x -> Math.abs(x), d -> d.slope(d.sign(d.x()))),
    /** -1, 0 or 1; 0 for both zeros and for NaN. */
    SIGN("sign", x -> x > 0 ? 1 : x < 0 ? -1 : 0, Operation::flat),

    EXP("exp", x -> Math.exp(x), d -> d.slope(d.value())),
    /** Natural logarithm. */
    LOG("log", x -> Math.log(x), d -> d.give(0, d.div(d.cotangent(), d.x()))),
    SQRT("sqrt", x -> Math.sqrt(x), d -> d.give(0, d.div(d.cotangent(), d.mul(d.constant(2), d.value())))),
    SQUARE("square", x -> x * x, d -> d.slope(d.mul(d.constant(2), d.x()))),
    SIN("sin", x -> Math.sin(x), d -> d.slope(d.cos(d.x()))),
    COS("cos", x -> Math.cos(x), d -> d.give(0, d.neg(d.mul(d.cotangent(), d.sin(d.x()))))),
    TAN("tan", x -> Math.tan(x), d -> d.slope(d.add(d.constant(1), d.square(d.value())))),
    ASIN("asin", x -> Math.asin(x), d -> d.give(0, d.div(d.cotangent(), cosineOfArcSine(d)))),
    ACOS("acos", x -> Math.acos(x), d -> d.give(0, d.neg(d.div(d.cotangent(), cosineOfArcSine(d))))),
    ATAN("atan", x -> Math.atan(x), d -> d.give(0, d.div(d.cotangent(), d.add(d.constant(1), d.square(d.x()))))),
    SINH("sinh", x -> Math.sinh(x), d -> d.slope(d.cosh(d.x()))),
    COSH("cosh", x -> Math.cosh(x), d -> d.slope(d.sinh(d.x()))),
    TANH("tanh", x -> Math.tanh(x), d -> d.slope(d.sub(d.constant(1), d.square(d.value())))),
    /** 1 / (1 + exp(-x)). */
    SIGMOID("sigmoid", x -> 1 / (1 + Math.exp(-x)), d -> d.slope(d.mul(d.sub(d.constant(1), d.value()), d.value()))),

    FLOOR("floor", x -> Math.floor(x), Operation::flat),
    CEIL("ceil", x -> Math.ceil(x), Operation::flat),
    /** To the nearest integer, halves to even. */
    ROUND("round", x -> Math.rint(x), Operation::flat),
    /** The smaller argument; NaN if either is NaN. */
    MINIMUM("minimum", (x, y) -> Math.min(x, y), Operation::sharesOfMinimum),
    /** The larger argument; NaN if either is NaN. */
    MAXIMUM("maximum", (x, y) -> Math.max(x, y), Operation::sharesOfMaximum),

    GT(">", (x, y) -> x > y ? 1 : 0),
    GTE(">=", (x, y) -> x >= y ? 1 : 0),
    LT("<", (x, y) -> x < y ? 1 : 0),
    LTE("<=", (x, y) -> x <= y ? 1 : 0),
    EQ("==", (x, y) -> x == y ? 1 : 0),
    NEQ("!=", (x, y) -> x != y ? 1 : 0),
    AND("&", (x, y) -> x != 0 && y != 0 ? 1 : 0),
    OR("|", (x, y) -> x != 0 || y != 0 ? 1 : 0),
    XOR("^", (x, y) -> (x != 0) != (y != 0) ? 1 : 0),
    NOT("!", x -> x != 0 ? 0 : 1),

    /** The second argument where the first is true, else the third. */
    WHERE(3, "where", (x, y, z) -> x != 0 ? y : z, d -> {
        d.give(1, d.where(d.x(), d.cotangent(), d.constant(0)));
        d.give(2, d.where(d.x(), d.constant(0), d.cotangent()));
    }),
    /** The argument; derivatives do not pass. */
    STOP_GRADIENT("stopGradient", x -> x);

    /** The value on numbers; booleans are 1 and 0. */
    private interface Scalar {
        double of(double x, double y, double z);
    }

    private final int arity;
    private final String symbol;
    private final Scalar scalar;
    private final Consumer<Shares> derivative;

    /** An operation without arguments, whose value is given. */
    Operation(String symbol) {
        this(0, symbol, null, null);
    }

    Operation(String symbol, DoubleUnaryOperator scalar, Consumer<Shares> derivative) {
        this(1, symbol, (x, y, z) -> scalar.applyAsDouble(x), derivative);
    }

    Operation(String symbol, DoubleBinaryOperator scalar, Consumer<Shares> derivative) {
        this(2, symbol, (x, y, z) -> scalar.applyAsDouble(x, y), derivative);
    }

    /** An operation that no derivative passes. */
    Operation(String symbol, DoubleUnaryOperator scalar) {
        this(symbol, scalar, null);
    }

    /** An operation that no derivative passes. */
    Operation(String symbol, DoubleBinaryOperator scalar) {
        this(symbol, scalar, null);
    }

    /**
     * @param arity the number of arguments
     * @param symbol the printed form
     * @param scalar the value on numbers; null if the value is given
     * @param derivative gives the arguments their shares of the cotangent; null if none passes
     */
    Operation(int arity, String symbol, Scalar scalar, Consumer<Shares> derivative) {
        this.arity = arity;
        this.symbol = symbol;
        this.scalar = scalar;
        this.derivative = derivative;
    }

    /** The number of arguments: 0 to 3. */
    public int arity() {
        return arity;
    }

    /** The printed form: the sign of an operator, or the name of a function. */
    public String symbol() {
        return symbol;
    }

    /** Tells whether the value is a boolean, as those of comparisons and logic are. */
    public boolean yieldsBoolean() {
        return isComparison() || isLogic();
    }

    /** Tells whether the argument with this number (from 0) is a boolean. */
    public boolean takesBoolean(int argument) {
        return isLogic() || (this == WHERE && argument == 0);
    }

    /** GT, GTE, LT, LTE, EQ, NEQ. */
    public boolean isComparison() {
        return switch (this) {
            case GT, GTE, LT, LTE, EQ, NEQ -> true;
            default -> false;
        };
    }

    /** AND, OR, XOR, NOT. */
    public boolean isLogic() {
        return switch (this) {
            case AND, OR, XOR, NOT -> true;
            default -> false;
        };
    }

    /** Tells whether the two arguments may be exchanged without changing the value. */
    public boolean isCommutative() {
        return switch (this) {
            case ADD, MUL, MINIMUM, MAXIMUM, EQ, NEQ, AND, OR, XOR -> true;
            default -> false;
        };
    }

    /**
     * Tells whether the operation takes several times as long as an addition: division, roots and all functions that
     * are computed by series. Not so for rounding, extrema, comparisons, logic and choices.
     */
    public boolean isCostly() {
        return switch (this) {
            case DIV, POW, MOD, EXP, LOG, SQRT, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, SIGMOID -> true;
            default -> false;
        };
    }

    /**
     * Tells whether reverse mode stops here because no derivative ever passes to the arguments: comparisons, logic and
     * {@link #STOP_GRADIENT}. Not so for FLOOR, CEIL, ROUND and SIGN, whose derivative is a zero that PyTorch does pass
     * on.
     */
    public boolean blocksDerivatives() {
        return arity > 0 && derivative == null;
    }

    /**
     * The value on numbers, booleans being 1 and 0; arguments beyond the operation's arity are ignored.
     *
     * @throws IllegalArgumentException for CONSTANT and INPUT
     */
    double value(double x, double y, double z) {
        if (scalar == null) {
            throw new IllegalArgumentException(this + " has no arguments");
        }
        return scalar.of(x, y, z);
    }

    /**
     * Gives the arguments of a node their shares of its cotangent; the conventions at kinks are those of reverse mode.
     */
    public void differentiate(Shares shares) {
        if (derivative == null) {
            throw new IllegalStateException("no derivative passes " + this);
        }
        derivative.accept(shares);
    }

    /**
     * The number of the argument that can make the value or a derivative infinite or NaN, where it is finite itself; -1
     * if none can.
     */
    public int riskyArgument() {
        return switch (this) {
            case DIV, MOD -> 1;
            case LOG, SQRT, ASIN, ACOS, TAN, SINH, COSH, EXP, POW -> 0;
            default -> -1;
        };
    }

    /** A value of an argument at which value and derivatives are finite, whatever the other argument is. */
    public double harmlessArgument(int argument) {
        return switch (this) {
            case DIV, MOD, LOG, SQRT -> 1;
            case POW -> argument == 0 ? 1 : 0;
            default -> 0;
        };
    }

    /** C's pow, which differs from Java's where the base is 1, or -1 with an infinite exponent. */
    private static double power(double base, double exponent) {
        boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
        return one ? 1 : Math.pow(base, exponent);
    }

    private static double remainder(double x, double divisor) {
        double truncated = x % divisor;
        boolean wrongSign = truncated != 0 && (divisor < 0) != (truncated < 0);
        return wrongSign ? truncated + divisor : truncated;
    }

    /** The shares of an operation whose derivative is zero wherever it exists. */
    private static void flat(Shares d) {}

    private static void slopesOfPower(Shares d) {
        if (d.isWanted(0)) {
            int slope = d.mul(d.y(), d.apply(POW, d.x(), d.sub(d.y(), d.constant(1))));
            int ofBase = d.where(d.apply(EQ, d.y(), d.constant(0)), d.constant(0), slope);
            d.give(0, d.mul(d.cotangent(), ofBase));
        }
        if (d.isWanted(1)) {
            int atZero = d.apply(AND, d.apply(EQ, d.x(), d.constant(0)), d.apply(GTE, d.y(), d.constant(0)));
            int ofExponent = d.where(atZero, d.constant(0), d.mul(d.value(), d.apply(LOG, d.x())));
            d.give(1, d.mul(d.cotangent(), ofExponent));
        }
    }

    private static void sharesOfMinimum(Shares d) {
        sharesOfExtremum(d, GT);
    }

    private static void sharesOfMaximum(Shares d) {
        sharesOfExtremum(d, LT);
    }

    private static void sharesOfExtremum(Shares d, Operation loses) {
        d.give(0, shareOfExtremum(d, loses, d.x(), d.y()));
        d.give(1, shareOfExtremum(d, loses, d.y(), d.x()));
    }

    /** The share of an extremum's cotangent that {@code own} gets: nothing if it loses, half at a tie, else all. */
    private static int shareOfExtremum(Shares d, Operation loses, int own, int other) {
        int tie = d.apply(EQ, own, other);
        int half = d.where(tie, d.mul(d.constant(0.5), d.cotangent()), d.cotangent());
        return d.where(d.apply(loses, own, other), d.constant(0), half);
    }

    private static int cosineOfArcSine(Shares d) {
        return d.apply(SQRT, d.sub(d.constant(1), d.square(d.x())));
    }
}
