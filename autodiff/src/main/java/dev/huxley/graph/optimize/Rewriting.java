package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import java.util.Map;

/** Copies a graph, from the inputs to the outputs, with some nodes replaced. */
final class Rewriting {

    /** Replaces a node. */
    interface Rule {
        /**
         * @param builder the builder of the copy, in which the arguments exist already
         * @param node the node of the graph
         * @param here the builder's nodes for the graph's, up to this one
         * @return another node for the same value, or -1 to take the node as it is
         */
        int rewrite(GraphBuilder builder, Graph.Node node, int[] here);
    }

    private Rewriting() {}

    static Graph apply(Graph graph, Rule rule) {
        GraphBuilder builder = new GraphBuilder();
        graph.inputs().forEach(builder::input);
        int[] here = new int[graph.nodes().size()];
        for (Graph.Node node : graph.nodes()) {
            int rewritten = rule.rewrite(builder, node, here);
            here[node.index()] = rewritten >= 0 ? rewritten : builder.copy(node, here, Map.of());
        }
        graph.outputs().forEach((name, index) -> builder.output(name, here[index]));
        return builder.build();
    }

    /** The number of uses of each value of a graph, as an argument and as an output. */
    static int[] uses(Graph graph) {
        int[] uses = new int[graph.nodes().size()];
        for (Graph.Node node : graph.nodes()) {
            for (int argument : node.arguments()) {
                uses[argument]++;
            }
        }
        graph.outputs().values().forEach(index -> uses[index]++);
        return uses;
    }
}
