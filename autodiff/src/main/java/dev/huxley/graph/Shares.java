package dev.huxley.graph;

/**
 * The distribution of a node's cotangent among its arguments, through which {@link Operation#differentiate} writes the
 * chain rule. Integers are nodes of a graph that is being built. With the cotangent 1 the shares are the partial
 * derivatives.
 */
public interface Shares {
    /** The cotangent of the node. */
    int cotangent();

    /** The value of the node. */
    int value();

    /** The value of an argument of the node, counted from 0. */
    int argument(int number);

    /** Tells whether a derivative by this argument is needed. */
    boolean isWanted(int number);

    /** Gives an argument its share; does nothing if it is not needed. */
    void give(int number, int share);

    /** A node that computes this: a new one, or an equal one that exists. */
    int apply(Operation operation, int... arguments);

    /** A number. */
    int constant(double value);

    /** The first argument. */
    default int x() {
        return argument(0);
    }

    /** The second argument. */
    default int y() {
        return argument(1);
    }

    /** Gives the only argument the cotangent times the partial derivative. */
    default void slope(int partial) {
        give(0, mul(cotangent(), partial));
    }

    default int add(int x, int y) {
        return apply(Operation.ADD, x, y);
    }

    default int sub(int x, int y) {
        return apply(Operation.SUB, x, y);
    }

    default int mul(int x, int y) {
        return apply(Operation.MUL, x, y);
    }

    default int div(int x, int y) {
        return apply(Operation.DIV, x, y);
    }

    default int neg(int x) {
        return apply(Operation.NEG, x);
    }

    default int square(int x) {
        return apply(Operation.SQUARE, x);
    }

    default int sign(int x) {
        return apply(Operation.SIGN, x);
    }

    default int floor(int x) {
        return apply(Operation.FLOOR, x);
    }

    default int sin(int x) {
        return apply(Operation.SIN, x);
    }

    default int cos(int x) {
        return apply(Operation.COS, x);
    }

    default int sinh(int x) {
        return apply(Operation.SINH, x);
    }

    default int cosh(int x) {
        return apply(Operation.COSH, x);
    }

    default int where(int condition, int x, int y) {
        return apply(Operation.WHERE, condition, x, y);
    }
}
