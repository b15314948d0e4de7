package dev.huxley.graph;

import static dev.huxley.graph.Operation.*;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reverse mode differentiation of a graph: a graph of the vector-Jacobian product.
 *
 * <p>For outputs y and inputs x with cotangents dL/dy the new graph yields dL/dx, for all x at once, at a cost of about
 * one to three times the graph's own. It holds the forward graph (as far as derivatives need it) and uses forward values
 * wherever a derivative can be written with them: exp, sqrt, sigmoid, tanh, tan, quotients and powers.
 *
 * <p>Derivatives are exact. Where there is none, the convention is PyTorch's: abs has slope 0 at 0; at a tie, minimum and
 * maximum give half of the cotangent to each argument (also if the other one is a constant); sign, floor, ceil, round,
 * comparisons and stopGradient give zero; x % y has slope 1 in x and -floor(x / y) in y; {@code x ** y} has slope 0 in x
 * where y = 0 and slope 0 in y where x = 0 and y >= 0. {@code where} passes the cotangent to the branch that was taken.
 *
 * <p>The gradient graph is evaluated with all branches too: pass graphs through {@link DiscardedBranches#guard} first,
 * or a singular discarded branch makes NaN of a zero.
 */
public final class ReverseMode {

    private static final String PREFIX = "d/";

    private final Graph graph;
    private final GraphBuilder builder = new GraphBuilder();
    private final int[] values;
    /** The cotangent of each node so far; -1 for an exact zero. */
    private final int[] cotangents;
    /** Whether a node depends, differentiably, on an input that was asked for. */
    private final boolean[] active;

    private ReverseMode(Graph graph, List<String> withRespectTo) {
        this.graph = graph;
        values = builder.copy(graph, Map.of());
        cotangents = new int[values.length];
        Arrays.fill(cotangents, -1);
        active = new boolean[values.length];
        for (Graph.Node node : graph.nodes()) {
            active[node.index()] = node.operation() == INPUT && withRespectTo.contains(node.name());
            for (int argument : node.arguments()) {
                active[node.index()] |= active[argument] && !node.operation().blocksDerivatives();
            }
        }
    }

    /** The name of the input that carries the cotangent of an output: "d/" and the output's name. */
    public static String cotangent(String output) {
        return PREFIX + output;
    }

    /** The name of the output that carries the derivative by an input: "d/" and the input's name. */
    public static String gradient(String input) {
        return PREFIX + input;
    }

    /**
     * The graph of the derivatives.
     *
     * @param graph what to differentiate
     * @param withRespectTo inputs of the graph whose derivatives are wanted, without repetition
     * @return a graph with the inputs of {@code graph}, then one {@link #cotangent} input per output; its outputs are one
     *     {@link #gradient} per name in {@code withRespectTo}, in that order, the constant 0 where nothing depends on it
     * @throws IllegalArgumentException if a name is not an input of the graph or stands twice, or if an input's name is
     *     that of a cotangent
     */
    public static Graph differentiate(Graph graph, List<String> withRespectTo) {
        for (String name : withRespectTo) {
            if (!graph.inputs().contains(name)) {
                throw new IllegalArgumentException(
                        "cannot differentiate by '" + name + "': the inputs are " + graph.inputs());
            }
        }
        for (String output : graph.outputs().keySet()) {
            if (graph.inputs().contains(cotangent(output))) {
                throw new IllegalArgumentException("the input '" + cotangent(output)
                        + "' has the name of the cotangent of output '" + output + "'; rename it");
            }
        }
        return new ReverseMode(graph, withRespectTo).differentiated(withRespectTo);
    }

    private Graph differentiated(List<String> withRespectTo) {
        graph.outputs().forEach((name, index) -> {
            int cotangent = builder.input(cotangent(name));
            contribute(index, cotangent);
        });
        for (int i = values.length - 1; i >= 0; i--) {
            Graph.Node node = graph.nodes().get(i);
            if (active[i] && cotangents[i] >= 0 && node.operation().arity() > 0) {
                propagate(node, cotangents[i]);
            }
        }
        for (String name : withRespectTo) {
            int zero = builder.constant(0);
            int gradient = graph.nodes().stream()
                    .filter(node -> name.equals(node.name()) && cotangents[node.index()] >= 0)
                    .findAny()
                    .map(node -> cotangents[node.index()])
                    .orElse(zero);
            builder.output(gradient(name), gradient);
        }
        return builder.build();
    }

    private void propagate(Graph.Node node, int g) {
        int r = values[node.index()];
        int a = node.argument(0);
        int x = values[a];
        switch (node.operation()) {
            case NEG -> contribute(a, apply(NEG, g));
            case ABS -> contribute(a, apply(MUL, g, apply(SIGN, x)));
            case EXP -> contribute(a, apply(MUL, g, r));
            case LOG -> contribute(a, apply(DIV, g, x));
            case SQRT -> contribute(a, apply(DIV, g, apply(MUL, constant(2), r)));
            case SQUARE -> contribute(a, apply(MUL, g, apply(MUL, constant(2), x)));
            case SIN -> contribute(a, apply(MUL, g, apply(COS, x)));
            case COS -> contribute(a, apply(NEG, apply(MUL, g, apply(SIN, x))));
            case TAN -> contribute(a, apply(MUL, g, apply(ADD, constant(1), apply(SQUARE, r))));
            case ASIN -> contribute(a, apply(DIV, g, cosineOfArcSine(x)));
            case ACOS -> contribute(a, apply(NEG, apply(DIV, g, cosineOfArcSine(x))));
            case ATAN -> contribute(a, apply(DIV, g, apply(ADD, constant(1), apply(SQUARE, x))));
            case SINH -> contribute(a, apply(MUL, g, apply(COSH, x)));
            case COSH -> contribute(a, apply(MUL, g, apply(SINH, x)));
            case TANH -> contribute(a, apply(MUL, g, apply(SUB, constant(1), apply(SQUARE, r))));
            case SIGMOID -> contribute(a, apply(MUL, g, apply(MUL, apply(SUB, constant(1), r), r)));
            case WHERE -> {
                contribute(node.argument(1), apply(WHERE, x, g, constant(0)));
                contribute(node.argument(2), apply(WHERE, x, constant(0), g));
            }
            case ADD, SUB, MUL, DIV, POW, MOD, MINIMUM, MAXIMUM -> propagatePair(node, g, r);
            case SIGN, FLOOR, CEIL, ROUND -> {
                // The derivative is zero wherever there is one.
            }
            case CONSTANT,
                    INPUT,
                    GT,
                    GTE,
                    LT,
                    LTE,
                    EQ,
                    NEQ,
                    AND,
                    OR,
                    XOR,
                    NOT,
                    STOP_GRADIENT -> throw new IllegalStateException("no derivative passes " + node);
        }
    }

    private void propagatePair(Graph.Node node, int g, int r) {
        int a = node.argument(0);
        int b = node.argument(1);
        int x = values[a];
        int y = values[b];
        switch (node.operation()) {
            case ADD -> {
                contribute(a, g);
                contribute(b, g);
            }
            case SUB -> {
                contribute(a, g);
                contribute(b, apply(NEG, g));
            }
            case MUL -> {
                contribute(a, apply(MUL, g, y));
                contribute(b, apply(MUL, g, x));
            }
            case DIV -> {
                int quotient = apply(DIV, g, y);
                contribute(a, quotient);
                contribute(b, apply(NEG, apply(MUL, quotient, r)));
            }
            case MOD -> {
                contribute(a, g);
                contribute(b, apply(NEG, apply(MUL, g, apply(FLOOR, apply(DIV, x, y)))));
            }
            case POW -> {
                if (active[a]) {
                    contribute(a, apply(MUL, g, slopeOfBase(x, y)));
                }
                if (active[b]) {
                    contribute(b, apply(MUL, g, slopeOfExponent(x, y, r)));
                }
            }
            case MAXIMUM -> {
                contribute(a, shareOfExtremum(LT, x, y, g));
                contribute(b, shareOfExtremum(LT, y, x, g));
            }
            default -> {
                contribute(a, shareOfExtremum(GT, x, y, g));
                contribute(b, shareOfExtremum(GT, y, x, g));
            }
        }
    }

    private int slopeOfBase(int x, int y) {
        int slope = apply(MUL, y, apply(POW, x, apply(SUB, y, constant(1))));
        return apply(WHERE, apply(EQ, y, constant(0)), constant(0), slope);
    }

    private int slopeOfExponent(int x, int y, int power) {
        int atZero = apply(AND, apply(EQ, x, constant(0)), apply(GTE, y, constant(0)));
        return apply(WHERE, atZero, constant(0), apply(MUL, power, apply(LOG, x)));
    }

    /** What {@code own} gets of the cotangent of an extremum: nothing if it loses, half at a tie, else all. */
    private int shareOfExtremum(Operation loses, int own, int other, int g) {
        int half = apply(WHERE, apply(EQ, own, other), apply(MUL, constant(0.5), g), g);
        return apply(WHERE, apply(loses, own, other), constant(0), half);
    }

    private int cosineOfArcSine(int x) {
        return apply(SQRT, apply(SUB, constant(1), apply(SQUARE, x)));
    }

    private void contribute(int index, int cotangent) {
        if (active[index]) {
            cotangents[index] = cotangents[index] < 0 ? cotangent : apply(ADD, cotangents[index], cotangent);
        }
    }

    private int constant(double value) {
        return builder.constant(value);
    }

    private int apply(Operation operation, int... arguments) {
        return builder.apply(operation, arguments);
    }
}
