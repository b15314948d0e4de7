package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.huxley.graph.Graph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Opens the torch engine's replay of graphs to tests of other packages. */
public final class ReplayedGraph {
    private ReplayedGraph() {}

    /**
     * The outputs of a graph by name.
     *
     * @param inputs float64 arrays, at least one; its manager owns what is made
     */
    public static Map<String, NDArray> outputs(Graph graph, Map<String, NDArray> inputs) {
        NDManager manager = inputs.values().iterator().next().getManager();
        GraphReplay replay = new GraphReplay(graph, manager, DataType.FLOAT64);
        NDArray[] results = replay.run(inputs);
        List<String> names = replay.outputs();
        Map<String, NDArray> outputs = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            outputs.put(names.get(i), results[i]);
        }
        return outputs;
    }
}
