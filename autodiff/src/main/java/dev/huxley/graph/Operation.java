package dev.huxley.graph;

/**
 * An operation by which a node of an expression graph is computed from its arguments, element by element.
 *
 * <p>Every value is a float or a boolean. Comparisons and logic yield booleans; {@link #WHERE}'s first argument and the
 * arguments of logic are booleans; everything else takes and yields floats. Special values follow PyTorch, so that a
 * graph replayed on NDArrays gives what {@link Evaluation} gives.
 */
public enum Operation {
    /** A number. */
    CONSTANT(0, "constant"),
    /** A named value that is given from outside. */
    INPUT(0, "input"),

    ADD(2, "+"),
    SUB(2, "-"),
    MUL(2, "*"),
    DIV(2, "/"),
    /** The first argument to the power of the second, as C's {@code pow}. */
    POW(2, "**"),
    /** Remainder with the sign of the divisor, as Python's {@code %} and PyTorch's {@code remainder}. */
    MOD(2, "%"),
    NEG(1, "-"),
    ABS(1, "abs"),
    /** -1, 0 or 1; 0 for both zeros and for NaN. */
    SIGN(1, "sign"),

    EXP(1, "exp"),
    /** Natural logarithm. */
    LOG(1, "log"),
    SQRT(1, "sqrt"),
    SQUARE(1, "square"),
    SIN(1, "sin"),
    COS(1, "cos"),
    TAN(1, "tan"),
    ASIN(1, "asin"),
    ACOS(1, "acos"),
    ATAN(1, "atan"),
    SINH(1, "sinh"),
    COSH(1, "cosh"),
    TANH(1, "tanh"),
    /** 1 / (1 + exp(-x)). */
    SIGMOID(1, "sigmoid"),

    FLOOR(1, "floor"),
    CEIL(1, "ceil"),
    /** To the nearest integer, halves to even. */
    ROUND(1, "round"),
    /** The smaller argument; NaN if either is NaN. */
    MINIMUM(2, "minimum"),
    /** The larger argument; NaN if either is NaN. */
    MAXIMUM(2, "maximum"),

    GT(2, ">"),
    GTE(2, ">="),
    LT(2, "<"),
    LTE(2, "<="),
    EQ(2, "=="),
    NEQ(2, "!="),
    AND(2, "&"),
    OR(2, "|"),
    XOR(2, "^"),
    NOT(1, "!"),

    /** The second argument where the first is true, else the third. */
    WHERE(3, "where"),
    /** The argument; derivatives do not pass. */
    STOP_GRADIENT(1, "stopGradient");

    private final int arity;
    private final String symbol;

    Operation(int arity, String symbol) {
        this.arity = arity;
        this.symbol = symbol;
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
        return yieldsBoolean() || this == STOP_GRADIENT;
    }
}
