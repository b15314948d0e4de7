package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Gives the inputs and outputs of a graph other names, and drops unneeded outputs. */
public final class Renaming {

    private Renaming() {}

    /**
     * The same expressions under other names.
     *
     * @param graph the graph
     * @param inputs the new name of every input; inputs that get the same name become one
     * @param outputs for every output that is kept its new name, in the order of the new graph's outputs
     * @throws IllegalArgumentException if an output is not one of the graph's, or if two get the same name
     */
    public static Graph rename(Graph graph, UnaryOperator<String> inputs, Map<String, String> outputs) {
        GraphBuilder builder = new GraphBuilder();
        Map<String, Integer> bindings = new LinkedHashMap<>();
        graph.inputs().forEach(name -> bindings.put(name, builder.input(inputs.apply(name))));
        int[] here = builder.copy(graph, bindings);
        outputs.forEach((name, renamed) -> {
            Integer index = graph.outputs().get(name);
            if (index == null) {
                throw new IllegalArgumentException("there is no output '" + name + "' to be named '" + renamed
                        + "'; the outputs are " + graph.outputs().keySet());
            }
            builder.output(renamed, here[index]);
        });
        return builder.build();
    }
}
