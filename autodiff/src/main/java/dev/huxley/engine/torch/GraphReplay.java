package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import java.util.List;
import java.util.Map;

/**
 * Replays an expression graph on NDArrays, one array operation per node. Constants are arrays that own their memory, so
 * PyTorch may differentiate the replay (DJL's Number overloads would hand it memory that the garbage collector frees).
 */
final class GraphReplay {
    private final Graph graph;
    private final NDArray[] constants;
    private final int[] outputs;

    /**
     * @param manager owns the constants
     * @param floatType the type of the input arrays
     */
    GraphReplay(Graph graph, NDManager manager, DataType floatType) {
        this.graph = graph;
        constants = new NDArray[graph.nodes().size()];
        outputs = graph.outputs().values().stream().mapToInt(Integer::intValue).toArray();
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == Operation.CONSTANT) {
                constants[node.index()] = constant(node, manager, floatType);
                NDScope.unregister(constants[node.index()]);
            }
        }
    }

    /** The names of the outputs in the order of {@link #run}'s result. */
    List<String> outputs() {
        return List.copyOf(graph.outputs().keySet());
    }

    /** The outputs for the given inputs. An output may be a constant. */
    NDArray[] run(Map<String, NDArray> inputs) {
        NDArray[] values = constants.clone();
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == Operation.INPUT) {
                values[node.index()] = inputs.get(node.name());
            } else if (node.operation() != Operation.CONSTANT) {
                values[node.index()] = apply(node, values);
            }
        }
        NDArray[] results = new NDArray[outputs.length];
        for (int i = 0; i < results.length; i++) {
            NDArray value = values[outputs[i]];
            // A handle of its own, so that the caller may own every result.
            boolean isInput = graph.nodes().get(outputs[i]).operation() == Operation.INPUT;
            results[i] = isInput ? value.reshape(value.getShape()) : value;
        }
        return results;
    }

    private NDArray constant(Graph.Node node, NDManager manager, DataType floatType) {
        boolean logical = graph.nodes().stream().anyMatch(user -> takesAsBoolean(user, node.index()));
        if (logical) {
            return manager.create(node.constant() != 0);
        }
        return manager.create(node.constant()).toType(floatType, false);
    }

    private static boolean takesAsBoolean(Graph.Node user, int index) {
        for (int k = 0; k < user.operation().arity(); k++) {
            if (user.argument(k) == index && user.operation().takesBoolean(k)) {
                return true;
            }
        }
        return false;
    }

    private static NDArray apply(Graph.Node node, NDArray[] values) {
        Operation operation = node.operation();
        NDArray x = values[node.argument(0)];
        NDArray y = operation.arity() > 1 ? values[node.argument(1)] : null;
        return switch (operation) {
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
            case SIGMOID -> x.getNDArrayInternal().sigmoid();
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
            case WHERE ->
            // DJL's NDArrays.where refuses to broadcast; PyTorch does not.
            JniUtils.where((PtNDArray) x, (PtNDArray) y, (PtNDArray) values[node.argument(2)]);
            case STOP_GRADIENT -> x.stopGradient();
            case CONSTANT, INPUT -> throw new IllegalStateException(operation + " is not an operation to apply");
        };
    }
}
