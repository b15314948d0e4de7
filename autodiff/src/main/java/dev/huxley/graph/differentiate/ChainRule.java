package dev.huxley.graph.differentiate;

import static dev.huxley.graph.Operation.*;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.Set;

/**
 * The chain rule for one operation: what its arguments get of its cotangent. With the cotangent 1 these are the partial
 * derivatives. The conventions at kinks are those of {@link ReverseMode}.
 */
final class ChainRule {

    /** Takes what an argument gets. */
    interface Receiver {
        /**
         * @param argument the index of the argument in the graph
         * @param share its share of the cotangent, a node of the builder; an argument that stands twice gets two
         */
        void contribute(int argument, int share);
    }

    private final GraphBuilder builder;
    /** The builder's node for every node of the graph. */
    private final int[] values;
    /** True for the nodes by which derivatives are wanted; others get none, or one that nobody uses. */
    private final boolean[] active;

    private final Receiver receiver;

    ChainRule(GraphBuilder builder, int[] values, boolean[] active, Receiver receiver) {
        this.builder = builder;
        this.values = values;
        this.active = active;
        this.receiver = receiver;
    }

    /** Marks the nodes that depend, differentiably, on one of these inputs. */
    static boolean[] active(Graph graph, Set<String> inputs) {
        boolean[] active = new boolean[graph.nodes().size()];
        for (Graph.Node node : graph.nodes()) {
            boolean any = node.operation() == INPUT && inputs.contains(node.name());
            for (int k = 0; k < node.operation().arity() && !node.operation().blocksDerivatives(); k++) {
                any |= active[node.argument(k)];
            }
            active[node.index()] = any;
        }
        return active;
    }

    /**
     * Gives the arguments of a node their shares.
     *
     * @param g the node's cotangent
     */
    void propagate(Graph.Node node, int g) {
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

    /** The share of an extremum's cotangent that {@code own} gets: nothing if it loses, half at a tie, else all. */
    private int shareOfExtremum(Operation loses, int own, int other, int g) {
        int half = apply(WHERE, apply(EQ, own, other), apply(MUL, constant(0.5), g), g);
        return apply(WHERE, apply(loses, own, other), constant(0), half);
    }

    private int cosineOfArcSine(int x) {
        return apply(SQRT, apply(SUB, constant(1), apply(SQUARE, x)));
    }

    private void contribute(int argument, int share) {
        if (active[argument]) {
            receiver.contribute(argument, share);
        }
    }

    private int constant(double value) {
        return builder.constant(value);
    }

    private int apply(Operation operation, int... arguments) {
        return builder.apply(operation, arguments);
    }
}
