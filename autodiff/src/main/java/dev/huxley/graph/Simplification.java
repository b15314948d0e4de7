package dev.huxley.graph;

import static dev.huxley.graph.Operation.*;

/**
 * The rules by which {@link GraphBuilder} simplifies an expression whose arguments are simplified already.
 *
 * <p>All rules keep the value bit for bit for every argument, including NaN (apart from its sign and payload),
 * infinities and signed zeros, except these:
 *
 * <ul>
 *   <li>Constants are folded with Java's {@code Math}, whose functions may differ by 1 ulp (hyperbolic ones 2.5 ulp)
 *       from an engine's.
 *   <li>{@code x ** 3} becomes {@code x * x * x} and {@code x ** 4} becomes {@code (x * x) * (x * x)}: at most 2 ulp
 *   from
 *       the exact power (more only where an intermediate product is subnormal).
 *   <li>{@code x ** 2} becomes {@code square(x)}, {@code x ** -1} becomes {@code 1 / x}: correctly rounded, so at most
 *       the error that the engine's own pow has.
 *   <li>{@code x ** 0.5} becomes {@code sqrt(x)}, which is -0 instead of 0 at -0 and NaN instead of infinity at
 *       -infinity; PyTorch does the same for a number as exponent.
 * </ul>
 *
 * <p>Omitted because they are not exact: {@code x + 0} (changes -0), {@code x * 0} (NaN, infinity), {@code x - x},
 * {@code x == x} (NaN), {@code x / 10 -> x * 0.1}, {@code !(a > b) -> a <= b} (NaN), reassociation.
 */
final class Simplification {

    private Simplification() {}

    /** A simpler node with the same value, or -1 if no rule applies. Commutative arguments come in canonical order. */
    static int simplify(GraphBuilder graph, Operation operation, int[] arguments) {
        if (allConstant(graph, arguments)) {
            return graph.constant(folded(graph, operation, arguments));
        }
        int x = arguments[0];
        int y = arguments.length > 1 ? arguments[1] : -1;
        return switch (operation) {
            case ADD -> add(graph, x, y);
            case SUB -> isBits(graph, y, 0.0) ? x : is(graph, y, NEG) ? graph.apply(ADD, x, argument(graph, y, 0)) : -1;
            case MUL -> multiply(graph, x, y);
            case DIV -> divide(graph, x, y);
            case POW -> power(graph, x, y);
            case NEG -> negate(graph, x);
            case SQUARE, ABS -> is(graph, x, NEG) || is(graph, x, ABS)
                    ? graph.apply(operation, argument(graph, x, 0))
                    : -1;
            case MINIMUM, MAXIMUM -> x == y ? x : -1;
            case STOP_GRADIENT -> is(graph, x, STOP_GRADIENT) ? x : -1;
            case GT, GTE, LT, LTE, EQ, NEQ -> compare(graph, operation, x, y);
            case NOT -> not(graph, x);
            case AND, OR, XOR -> Logic.simplify(graph, operation, x, y);
            case WHERE -> where(graph, x, y, arguments[2]);
            default -> -1;
        };
    }

    private static int negate(GraphBuilder graph, int x) {
        if (is(graph, x, NEG)) {
            return argument(graph, x, 0);
        }
        if (is(graph, x, MUL)) {
            int first = argument(graph, x, 0);
            int second = argument(graph, x, 1);
            if (graph.isConstant(first)) {
                return graph.apply(MUL, graph.constant(-graph.node(first).constant()), second);
            }
            if (graph.isConstant(second)) {
                return graph.apply(
                        MUL, first, graph.constant(-graph.node(second).constant()));
            }
        }
        return -1;
    }

    private static int add(GraphBuilder graph, int x, int y) {
        if (isBits(graph, x, -0.0)) {
            return y;
        }
        if (isBits(graph, y, -0.0)) {
            return x;
        }
        if (is(graph, y, NEG)) {
            return graph.apply(SUB, x, argument(graph, y, 0));
        }
        return is(graph, x, NEG) ? graph.apply(SUB, y, argument(graph, x, 0)) : -1;
    }

    private static int multiply(GraphBuilder graph, int x, int y) {
        if (isBits(graph, x, 1)) {
            return y;
        }
        if (isBits(graph, y, 1)) {
            return x;
        }
        if (isBits(graph, x, -1)) {
            return graph.apply(NEG, y);
        }
        if (isBits(graph, y, -1)) {
            return graph.apply(NEG, x);
        }
        if (is(graph, x, NEG)) {
            return negatedProduct(graph, argument(graph, x, 0), y);
        }
        return is(graph, y, NEG) ? negatedProduct(graph, argument(graph, y, 0), x) : -1;
    }

    /**
     * Moves the sign of a product into a constant factor or cancels it with another sign; else moves it outside the
     * product, where it may meet one.
     */
    private static int negatedProduct(GraphBuilder graph, int x, int y) {
        if (graph.isConstant(y)) {
            return graph.apply(MUL, x, graph.constant(-graph.node(y).constant()));
        }
        return is(graph, y, NEG)
                ? graph.apply(MUL, x, argument(graph, y, 0))
                : graph.apply(NEG, graph.apply(MUL, x, y));
    }

    private static int divide(GraphBuilder graph, int x, int y) {
        if (is(graph, x, NEG) && is(graph, y, NEG)) {
            return graph.apply(DIV, argument(graph, x, 0), argument(graph, y, 0));
        }
        if (is(graph, x, NEG) && graph.isConstant(y)) {
            return graph.apply(
                    DIV, argument(graph, x, 0), graph.constant(-graph.node(y).constant()));
        }
        if (is(graph, y, NEG) && graph.isConstant(x)) {
            return graph.apply(DIV, graph.constant(-graph.node(x).constant()), argument(graph, y, 0));
        }
        if (is(graph, x, NEG) || is(graph, y, NEG)) {
            int quotient = is(graph, x, NEG)
                    ? graph.apply(DIV, argument(graph, x, 0), y)
                    : graph.apply(DIV, x, argument(graph, y, 0));
            return graph.apply(NEG, quotient);
        }
        if (!graph.isConstant(y)) {
            return -1;
        }
        double divisor = graph.node(y).constant();
        boolean reciprocalIsExact = Math.abs(divisor) == Math.scalb(1.0, Math.getExponent(divisor))
                && Math.abs(Math.getExponent(divisor)) <= Double.MAX_EXPONENT - 1;
        return reciprocalIsExact ? graph.apply(MUL, x, graph.constant(1 / divisor)) : -1;
    }

    private static int power(GraphBuilder graph, int x, int y) {
        if (isBits(graph, x, 1)) {
            return x;
        }
        if (!graph.isConstant(y)) {
            return -1;
        }
        double exponent = graph.node(y).constant();
        if (exponent == 0) {
            return graph.constant(1);
        }
        if (exponent == 1) {
            return x;
        }
        if (exponent == 2) {
            return graph.apply(SQUARE, x);
        }
        if (exponent == 3) {
            return graph.apply(MUL, graph.apply(SQUARE, x), x);
        }
        if (exponent == 4) {
            return graph.apply(SQUARE, graph.apply(SQUARE, x));
        }
        if (exponent == -1) {
            return graph.apply(DIV, graph.constant(1), x);
        }
        return exponent == 0.5 ? graph.apply(SQRT, x) : -1;
    }

    /** Simplifies the comparison of a boolean as a float, {@code where(b, 1, 0)}, with a constant to b or not b. */
    private static int compare(GraphBuilder graph, Operation operation, int x, int y) {
        int choice = is(graph, x, WHERE) ? x : y;
        int other = choice == x ? y : x;
        if (!is(graph, choice, WHERE)
                || !graph.isConstant(other)
                || !graph.isConstant(argument(graph, choice, 1))
                || !graph.isConstant(argument(graph, choice, 2))) {
            return -1;
        }
        int condition = argument(graph, choice, 0);
        boolean[] outcome = new boolean[2];
        for (int k = 0; k < 2; k++) {
            int value = argument(graph, choice, 1 + k);
            int[] pair = choice == x ? new int[] {value, y} : new int[] {x, value};
            outcome[k] = folded(graph, operation, pair) != 0;
        }
        if (outcome[0] == outcome[1]) {
            return graph.constant(outcome[0] ? 1 : 0);
        }
        return outcome[0] ? condition : graph.apply(NOT, condition);
    }

    private static int not(GraphBuilder graph, int x) {
        return switch (graph.operation(x)) {
            case NOT -> argument(graph, x, 0);
            case EQ -> graph.apply(NEQ, argument(graph, x, 0), argument(graph, x, 1));
            case NEQ -> graph.apply(EQ, argument(graph, x, 0), argument(graph, x, 1));
            default -> -1;
        };
    }

    private static int where(GraphBuilder graph, int condition, int then, int otherwise) {
        if (graph.isConstant(condition)) {
            return graph.node(condition).constant() != 0 ? then : otherwise;
        }
        if (then == otherwise) {
            return then;
        }
        if (is(graph, condition, NOT)) {
            return graph.apply(WHERE, argument(graph, condition, 0), otherwise, then);
        }
        if (is(graph, then, WHERE) && argument(graph, then, 0) == condition) {
            return graph.apply(WHERE, condition, argument(graph, then, 1), otherwise);
        }
        if (is(graph, otherwise, WHERE) && argument(graph, otherwise, 0) == condition) {
            return graph.apply(WHERE, condition, then, argument(graph, otherwise, 2));
        }
        return -1;
    }

    private static boolean allConstant(GraphBuilder graph, int[] arguments) {
        for (int argument : arguments) {
            if (!graph.isConstant(argument)) {
                return false;
            }
        }
        return true;
    }

    private static double folded(GraphBuilder graph, Operation operation, int[] arguments) {
        double[] values = new double[3];
        for (int k = 0; k < arguments.length; k++) {
            values[k] = graph.node(arguments[k]).constant();
        }
        return Evaluation.apply(operation, values[0], values[1], values[2]);
    }

    private static boolean is(GraphBuilder graph, int node, Operation operation) {
        return graph.operation(node) == operation;
    }

    private static boolean isBits(GraphBuilder graph, int node, double value) {
        return graph.isConstant(node)
                && Double.doubleToLongBits(graph.node(node).constant()) == Double.doubleToLongBits(value);
    }

    private static int argument(GraphBuilder graph, int node, int number) {
        return graph.node(node).argument(number);
    }
}
