package dev.huxley.graph.differentiate;

import static dev.huxley.graph.Operation.*;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.Map;

/**
 * Replaces a slope by finite difference with the exact one where the value is linear in the input.
 *
 * <p>Membrane currents are linearized in the voltage as {@code i(v) = slope v - constant}, with the slope from a second
 * evaluation of the current at a shifted voltage. Most currents are linear themselves once the gates are given:
 * {@code i = a + b v} with a and b free of v, as in {@code g m^3 h (v - e)}. Then the slope is b and the constant part
 * -a; the second evaluation, and with it the difference of nearly equal numbers, is not needed. The result differs from
 * the finite difference by the latter's rounding error: a few ulp of i over the step, about 1e-12 of the slope.
 *
 * <p>Found by one pass that splits every node into a and b. Nodes that are not linear (functions, conditions, divisors
 * and products that depend on the input twice) end it; then the graph stays as it is.
 */
public final class ExactSlope {

    /**
     * A value as {@code slope * input - constant}, nodes of the builder.
     *
     * @param value the value itself
     * @param slope -1 if the value does not depend on the input
     * @param constant -1 if the value does not depend on the input
     */
    private record Split(int value, int slope, int constant) {
        boolean isFree() {
            return slope < 0;
        }
    }

    private final GraphBuilder builder = new GraphBuilder();
    private final Graph graph;
    private final String input;
    /** The splits of nodes; null for nodes that are not linear. */
    private final Split[] splits;

    private ExactSlope(Graph graph, String input) {
        this.graph = graph;
        this.input = input;
        splits = new Split[graph.nodes().size()];
    }

    /**
     * The graph with exact slope and constant part, or the graph itself if the value is not linear in the input.
     *
     * @param graph has these outputs, with {@code value = slope * input - constant} up to the error of the difference
     * @param input the name of the input by which the slope is taken
     * @param value the name of the output that may be linear
     * @param slope the name of the output that is the slope of the value
     * @param constant the name of the output that is {@code slope * input - value}
     */
    public static Graph find(Graph graph, String input, String value, String slope, String constant) {
        return new ExactSlope(graph, input).find(value, slope, constant);
    }

    private Graph find(String value, String slope, String constant) {
        int[] here = builder.copy(graph, Map.of());
        int last = graph.outputs().get(value);
        for (Graph.Node node : graph.nodes().subList(0, last + 1)) {
            splits[node.index()] = split(node, here[node.index()]);
        }
        Split split = splits[last];
        if (split == null) {
            return graph;
        }
        Map<String, Integer> exact = Map.of(slope, slope(split), constant, constant(split));
        graph.outputs().forEach((name, index) -> builder.output(name, exact.getOrDefault(name, here[index])));
        return builder.build();
    }

    private Split split(Graph.Node node, int here) {
        if (node.operation() == INPUT && node.name().equals(input)) {
            return new Split(here, builder.constant(1), builder.constant(0));
        }
        boolean linear = true;
        boolean free = true;
        for (int argument : node.arguments()) {
            linear &= splits[argument] != null;
            free &= splits[argument] != null && splits[argument].isFree();
        }
        if (free) {
            return new Split(here, -1, -1);
        }
        return linear ? splitOfLinear(node, here) : null;
    }

    private Split splitOfLinear(Graph.Node node, int here) {
        Split x = splits[node.argument(0)];
        Split y = node.operation().arity() > 1 ? splits[node.argument(1)] : null;
        return switch (node.operation()) {
            case NEG -> new Split(here, builder.apply(NEG, x.slope), negative(x.constant));
            case ADD -> new Split(here, sum(slope(x), slope(y)), constantOfSum(x, y));
            case SUB -> new Split(here, difference(slope(x), slope(y)), constantOfDifference(x, y));
            case MUL -> x.isFree() ? scaled(MUL, y, x, here) : y.isFree() ? scaled(MUL, x, y, here) : null;
            case DIV -> y.isFree() ? scaled(DIV, x, y, here) : null;
            case WHERE -> x.isFree() ? choice(x, y, splits[node.argument(2)], here) : null;
            default -> null;
        };
    }

    private int constantOfSum(Split x, Split y) {
        if (x.isFree()) {
            return difference(y.constant, x.value);
        }
        return y.isFree() ? difference(x.constant, y.value) : sum(x.constant, y.constant);
    }

    private int constantOfDifference(Split x, Split y) {
        if (x.isFree()) {
            return negative(sum(x.value, y.constant));
        }
        return y.isFree() ? sum(x.constant, y.value) : difference(x.constant, y.constant);
    }

    private Split scaled(Operation operation, Split split, Split factor, int here) {
        int constant = isZero(split.constant) ? split.constant : builder.apply(operation, split.constant, factor.value);
        return new Split(here, builder.apply(operation, split.slope, factor.value), constant);
    }

    private Split choice(Split condition, Split then, Split otherwise, int here) {
        return new Split(
                here,
                builder.apply(WHERE, condition.value, slope(then), slope(otherwise)),
                builder.apply(WHERE, condition.value, constant(then), constant(otherwise)));
    }

    private int slope(Split split) {
        return split.isFree() ? builder.constant(0) : split.slope;
    }

    private int constant(Split split) {
        return split.isFree() ? builder.apply(NEG, split.value) : split.constant;
    }

    // Zeros are omitted.

    private int sum(int x, int y) {
        return isZero(x) ? y : isZero(y) ? x : builder.apply(ADD, x, y);
    }

    private int difference(int x, int y) {
        return isZero(y) ? x : isZero(x) ? builder.apply(NEG, y) : builder.apply(SUB, x, y);
    }

    private int negative(int x) {
        return isZero(x) ? x : builder.apply(NEG, x);
    }

    private boolean isZero(int node) {
        return builder.isConstant(node) && builder.node(node).constant() == 0;
    }
}
