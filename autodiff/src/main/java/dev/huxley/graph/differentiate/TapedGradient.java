package dev.huxley.graph.differentiate;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.optimize.Rematerialization;
import dev.huxley.graph.optimize.SafeWhere;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse mode in two passes with a tape between them: the forward pass leaves values for the adjoint pass, which
 * contains no division and no function, only products, sums and choices.
 *
 * <p>The adjoint needs the coefficients of the {@link Linearization} of the graph; {@link Rematerialization} chooses,
 * by a minimum cut, the cheapest way to provide them: from the tape, from inputs, or computed again. The tape has one
 * number per taped value, row and step. Cost: a few milliseconds for a graph of a thousand nodes, once per kernel.
 * Derivatives are those of {@link ReverseMode} up to rounding, with the same conventions at kinks. As there, pass
 * graphs through {@link SafeWhere#guard} first.
 *
 * <p>In the forward graph quotients that derivatives pass are written as {@code a * (1 / b)}, for the adjoint needs 1 /
 * b: two roundings instead of one, and for |b| above 2^1022 or below 2^-1022 a loss of digits or an overflow of 1 / b.
 * Its expressions do not depend on the choice of taped values: reduced to the original outputs by {@code Renaming}, it
 * computes the same.
 *
 * @param forward the graph with its outputs, followed by the outputs {@link #taped} 0, 1, 2, ...
 * @param adjoint has as inputs one {@link ReverseMode#cotangent} per output of the graph, then the taped values and
 *     the inputs of the graph that it still needs; as outputs one {@link ReverseMode#gradient} per input that was asked
 *     for
 * @param taped the number of taped values
 */
public record TapedGradient(Graph forward, Graph adjoint, int taped) {

    private static final String PREFIX = "taped ";

    /** The name of a taped value: output of the forward graph and input of the adjoint. */
    public static String taped(int number) {
        return PREFIX + number;
    }

    /** The two passes as in {@link #differentiate(Graph, List, Set)}, with all inputs changing from step to step. */
    public static TapedGradient differentiate(Graph graph, List<String> withRespectTo) {
        return differentiate(graph, withRespectTo, Set.of());
    }

    /**
     * The two passes.
     *
     * @param graph the graph to differentiate
     * @param withRespectTo inputs of the graph by which to differentiate, without repetition
     * @param constants inputs that the adjoint finds unchanged without a tape (parameters): cheaper to read than others
     * @throws IllegalArgumentException as in {@link ReverseMode#differentiate}, or if a name begins like those of taped
     *     values
     */
    public static TapedGradient differentiate(Graph graph, List<String> withRespectTo, Set<String> constants) {
        ReverseMode.checkNames(graph, withRespectTo);
        checkPrefix(graph.inputs());
        checkPrefix(graph.outputs().keySet());
        Set<String> inputs = Set.copyOf(withRespectTo);
        GraphBuilder builder = new GraphBuilder();
        int[] values = withReciprocals(builder, graph, ChainRule.active(graph, inputs));
        Linearization linearization = new Linearization(builder, graph, values, inputs);
        graph.outputs().forEach((name, index) -> builder.output(name, values[index]));
        Map<Integer, String> coefficients = new LinkedHashMap<>();
        for (int vertex = 0; vertex < values.length; vertex++) {
            for (int coefficient : linearization.successors(vertex).values()) {
                if (!coefficients.containsKey(coefficient)) {
                    String name = PREFIX + "coefficient " + coefficients.size();
                    coefficients.put(coefficient, name);
                    builder.output(name, coefficient);
                }
            }
        }
        Graph all = builder.build();
        List<Integer> wanted =
                coefficients.values().stream().map(all.outputs()::get).toList();
        List<Integer> present =
                graph.outputs().keySet().stream().map(all.outputs()::get).toList();
        Rematerialization stored = new Rematerialization(all, wanted, new TapePrices(all, present, constants));
        Graph forward = forward(all, graph.outputs().keySet(), stored);
        AdjointPass pass = new AdjointPass(all, stored, graph.outputs().keySet());
        Graph adjoint = pass.gradients(
                graph, linearization, number -> all.outputs().get(coefficients.get(number)), withRespectTo);
        return new TapedGradient(
                forward, adjoint, forward.outputs().size() - graph.outputs().size());
    }

    private static Graph forward(Graph all, Set<String> outputs, Rematerialization stored) {
        GraphBuilder builder = GraphBuilder.literal();
        int[] here = builder.copy(all, Map.of());
        outputs.forEach(name -> builder.output(name, here[all.outputs().get(name)]));
        int taped = 0;
        for (int i = 0; i < here.length; i++) {
            if (stored.isStored(i)) {
                builder.output(taped(taped++), here[i]);
            }
        }
        return builder.build();
    }

    private static void checkPrefix(Iterable<String> names) {
        for (String name : names) {
            if (name.startsWith(PREFIX)) {
                throw new IllegalArgumentException(
                        "'" + name + "' has the name of a taped value; give it one that does not begin with 'taped'");
            }
        }
    }

    /**
     * Copies the graph with every quotient that derivatives pass written as a product, whose second factor the adjoint
     * needs.
     */
    private static int[] withReciprocals(GraphBuilder builder, Graph graph, boolean[] active) {
        int[] here = new int[graph.nodes().size()];
        graph.inputs().forEach(builder::input);
        for (Graph.Node node : graph.nodes()) {
            int own = node.index();
            if (active[own] && node.operation() == Operation.DIV && !builder.isConstant(here[node.argument(1)])) {
                int inverse = builder.apply(Operation.DIV, builder.constant(1), here[node.argument(1)]);
                here[own] = builder.apply(Operation.MUL, here[node.argument(0)], inverse);
            } else {
                here[own] = builder.copy(node, here, Map.of());
            }
        }
        return here;
    }
}
