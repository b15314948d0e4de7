package dev.huxley.tracing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;

/** The {@code NDArrayEx} of a tracing array, used by NDArrays' left-hand numbers, where, and Activation. */
final class TracingInternals implements InvocationHandler {

    private static final Map<String, Operation> REVERSED =
            Map.of("rsub", Operation.SUB, "rdiv", Operation.DIV, "rmod", Operation.MOD, "rpow", Operation.POW);

    private final TracingContext context;
    private final TracingArray array;
    private final NDArray proxy;

    TracingInternals(TracingContext context, TracingArray array, NDArray proxy) {
        this.context = context;
        this.array = array;
        this.proxy = proxy;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (TracingBlock.isAmong(arguments)) {
            return context.asBlock(proxy).internals(method, arguments);
        }
        String call = "NDArrayEx." + name;
        if (REVERSED.containsKey(name)) {
            return reversed(call, name, arguments[0]);
        }
        if (name.equals("rsubi")) {
            return array.rebind(proxy, reversed(call, "rsub", arguments[0]));
        }
        GraphBuilder graph = context.builder();
        int x = array.node();
        return switch (name) {
            case "where" -> where(arguments[0], arguments[1]);
            case "sigmoid" -> array.unary(call, Operation.SIGMOID);
            case "tanh" -> array.unary(call, Operation.TANH);
            case "relu" -> array.composed(call, Composition.relu(graph, x));
            case "leakyRelu" -> array.composed(call, Composition.leakyRelu(graph, x, (Float) arguments[0]));
            case "elu" -> array.composed(call, Composition.elu(graph, x, (Float) arguments[0]));
            case "softPlus" -> array.composed(call, Composition.softPlus(graph, x));
            case "softSign" -> array.composed(call, Composition.softSign(graph, x));
            case "swish" -> array.composed(call, Composition.swish(graph, x, (Float) arguments[0]));
            case "stack" -> stack(arguments);
            case "getArray" -> proxy;
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "internals of a traced array";
            default -> throw UnsupportedCalls.refused(context, "NDArrayEx", name);
        };
    }

    private NDArray reversed(String call, String name, Object left) {
        return array.binary(call, REVERSED.get(name), context.operand(call, left), array);
    }

    private NDArray where(Object condition, Object otherwise) {
        TracingArray chosen = context.operand("the condition of NDArrays.where", condition);
        TracingArray other = context.operand("the third argument of NDArrays.where", otherwise);
        int result = context.builder().apply(Operation.WHERE, chosen.node(), array.node(), other.node());
        return context.array(result, array.isBoolean() && other.isBoolean());
    }

    private NDArray stack(Object[] arguments) {
        if (arguments.length > 1 && (Integer) arguments[1] != 0) {
            throw UnsupportedCalls.refused(context, "NDArrays", "stack along axis " + arguments[1]);
        }
        return TracingBlock.joined(context, proxy, (NDList) arguments[0], true);
    }
}
