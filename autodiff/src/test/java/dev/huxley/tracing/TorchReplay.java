package dev.huxley.tracing;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import dev.huxley.graph.Graph;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs graphs and functions on real NDArrays and lets PyTorch differentiate them: the other side of every comparison. */
final class TorchReplay {

    private TorchReplay() {}

    /** The first output's values, and the gradient of its sum by every input. */
    record Result(double[] values, Map<String, double[]> gradients) {}

    static Result run(Graph graph, Map<String, double[]> inputs) {
        String output = graph.outputs().keySet().iterator().next();
        return run(arrays -> replay(graph, arrays).get(output), inputs);
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

    /** The graph on NDArrays, node by node, without any Number operand (see DJL's use after free in mul(Number)). */
    static Map<String, NDArray> replay(Graph graph, Map<String, NDArray> inputs) {
        NDManager manager = inputs.values().iterator().next().getManager();
        NDArray[] values = new NDArray[graph.nodes().size()];
        for (Graph.Node node : graph.nodes()) {
            int arity = node.operation().arity();
            NDArray x = arity > 0 ? values[node.argument(0)] : null;
            NDArray y = arity > 1 ? values[node.argument(1)] : null;
            NDArray z = arity > 2 ? values[node.argument(2)] : null;
            values[node.index()] = switch (node.operation()) {
                case CONSTANT -> constant(manager, node.constant());
                case INPUT -> inputs.get(node.name());
                case ADD -> x.add(y);
                case SUB -> x.sub(y);
                case MUL -> x.mul(y);
                case DIV -> x.div(y);
                case POW -> x.pow(y);
                case MOD -> x.mod(y);
                case NEG -> x.neg();
                case ABS -> x.abs();
                case SIGN -> x.sign();
                case EXP -> x.exp();
                case LOG -> x.log();
                case SQRT -> x.sqrt();
                case SQUARE -> x.square();
                case SIN -> x.sin();
                case COS -> x.cos();
                case TAN -> x.tan();
                case ASIN -> x.asin();
                case ACOS -> x.acos();
                case ATAN -> x.atan();
                case SINH -> x.sinh();
                case COSH -> x.cosh();
                case TANH -> x.tanh();
                case SIGMOID -> Activation.sigmoid(x);
                case FLOOR -> x.floor();
                case CEIL -> x.ceil();
                case ROUND -> x.round();
                case MINIMUM -> x.minimum(y);
                case MAXIMUM -> x.maximum(y);
                case GT -> x.gt(y);
                case GTE -> x.gte(y);
                case LT -> x.lt(y);
                case LTE -> x.lte(y);
                case EQ -> x.eq(y);
                case NEQ -> x.neq(y);
                case AND -> x.logicalAnd(y);
                case OR -> x.logicalOr(y);
                case XOR -> x.logicalXor(y);
                case NOT -> x.logicalNot();
                case WHERE -> where(x, y, z);
                case STOP_GRADIENT -> x.stopGradient();
            };
        }
        Map<String, NDArray> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, index) -> outputs.put(name, values[index]));
        return outputs;
    }

    /** DJL's where wants equal shapes; constants have none. */
    private static NDArray where(NDArray condition, NDArray then, NDArray otherwise) {
        Shape shape = Stream.of(condition, then, otherwise)
                .map(NDArray::getShape)
                .max(Comparator.comparingInt(Shape::dimension))
                .orElseThrow();
        return NDArrays.where(condition.broadcast(shape), then.broadcast(shape), otherwise.broadcast(shape));
    }

    static NDArray constant(NDManager manager, double value) {
        return manager.create(value);
    }
}
