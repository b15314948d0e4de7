package dev.huxley.tracing;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.huxley.engine.torch.ReplayedGraph;
import dev.huxley.graph.Graph;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Runs graphs and functions on real NDArrays and lets PyTorch differentiate them: the other side of every comparison. */
final class TorchReplay {

    private TorchReplay() {}

    /** The first output's values, and the gradient of its sum by every input. */
    record Result(double[] values, Map<String, double[]> gradients) {}

    static Result run(Graph graph, Map<String, double[]> inputs) {
        String output = graph.outputs().keySet().iterator().next();
        return run(arrays -> ReplayedGraph.outputs(graph, arrays).get(output), inputs);
    }

    static Result run(Function<Map<String, NDArray>, NDArray> function, Map<String, double[]> inputs) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            inputs.forEach((name, values) -> {
                NDArray array = manager.create(values);
                array.setRequiresGradient(true);
                arrays.put(name, array);
            });
            double[] values;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray value = function.apply(arrays);
                // Also an output that depends on nothing must have a tape.
                NDArray nothing = constant(manager, 0);
                for (NDArray array : arrays.values()) {
                    value = value.add(array.mul(nothing));
                }
                values = value.toDoubleArray();
                collector.backward(value);
            }
            Map<String, double[]> gradients = new HashMap<>();
            arrays.forEach(
                    (name, array) -> gradients.put(name, array.getGradient().toDoubleArray()));
            return new Result(values, gradients);
        }
    }

    private static NDArray constant(NDManager manager, double value) {
        return manager.create(value);
    }
}
