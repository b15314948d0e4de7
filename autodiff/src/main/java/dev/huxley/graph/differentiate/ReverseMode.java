package dev.huxley.graph.differentiate;

import static dev.huxley.graph.Operation.INPUT;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.optimize.SafeWhere;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse mode differentiation of a graph: a graph of the vector-Jacobian product.
 *
 * <p>For outputs y and inputs x with cotangents dL/dy the new graph yields dL/dx, for all x at once, at a cost of about
 * one to three times the graph's own. It contains the forward graph, as far as derivatives need it, and uses forward
 * values wherever a derivative can be written with them: exp, sqrt, sigmoid, tanh, tan, quotients and powers.
 *
 * <p>Derivatives are exact. Where none exists, the convention is PyTorch's: abs has slope 0 at 0; at a tie, minimum and
 * maximum give half of the cotangent to each argument (also if the other one is a constant); sign, floor, ceil, round,
 * comparisons and stopGradient give zero; x % y has slope 1 in x and -floor(x / y) in y; {@code x ** y} has slope 0 in
 * x where y = 0 and slope 0 in y where x = 0 and y >= 0. {@code where} passes the cotangent to the branch that was
 * taken.
 *
 * <p>The gradient graph is evaluated with all branches too: pass graphs through {@link SafeWhere#guard} first,
 * or a singular discarded branch turns a zero into NaN.
 */
public final class ReverseMode {

    private static final String PREFIX = "d/";

    private final Graph graph;
    private final GraphBuilder builder = new GraphBuilder();
    private final int[] values;
    /** The cotangent of each node so far; -1 for an exact zero. */
    private final int[] cotangents;

    private final boolean[] active;
    private final ChainRule rule;

    private ReverseMode(Graph graph, List<String> withRespectTo) {
        this.graph = graph;
        values = builder.copy(graph, Map.of());
        cotangents = new int[values.length];
        Arrays.fill(cotangents, -1);
        active = ChainRule.active(graph, Set.copyOf(withRespectTo));
        rule = new ChainRule(builder, values, active, this::contribute);
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
     * @param graph the graph to differentiate
     * @param withRespectTo inputs of the graph by which to differentiate, without repetition
     * @return a graph with the inputs of {@code graph}, then one {@link #cotangent} input per output; its outputs are
     *     one {@link #gradient} per name in {@code withRespectTo}, in that order, the constant 0 where nothing depends
     *     on it
     * @throws IllegalArgumentException if a name is not an input of the graph or occurs twice, or if an input's name is
     *     that of a cotangent
     */
    public static Graph differentiate(Graph graph, List<String> withRespectTo) {
        checkNames(graph, withRespectTo);
        return new ReverseMode(graph, withRespectTo).differentiated(withRespectTo);
    }

    /** Throws the errors of {@link #differentiate} about names. */
    static void checkNames(Graph graph, List<String> withRespectTo) {
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
    }

    private Graph differentiated(List<String> withRespectTo) {
        graph.outputs().forEach((name, index) -> {
            int cotangent = builder.input(cotangent(name));
            contribute(index, cotangent);
        });
        for (int i = values.length - 1; i >= 0; i--) {
            Graph.Node node = graph.nodes().get(i);
            if (active[i] && cotangents[i] >= 0 && node.operation().arity() > 0) {
                rule.propagate(node, cotangents[i]);
            }
        }
        Map<String, Integer> gradients = new HashMap<>();
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == INPUT && cotangents[node.index()] >= 0) {
                gradients.put(node.name(), cotangents[node.index()]);
            }
        }
        for (String name : withRespectTo) {
            Integer gradient = gradients.get(name);
            builder.output(gradient(name), gradient == null ? builder.constant(0) : gradient);
        }
        return builder.build();
    }

    private void contribute(int index, int cotangent) {
        if (active[index]) {
            cotangents[index] =
                    cotangents[index] < 0 ? cotangent : builder.apply(Operation.ADD, cotangents[index], cotangent);
        }
    }
}
