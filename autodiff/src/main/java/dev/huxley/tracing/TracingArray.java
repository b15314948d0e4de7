package dev.huxley.tracing;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/**
 * The behavior of a tracing array: every call adds to the graph and gives a new tracing array.
 *
 * <p>A reflective proxy instead of an implementation: NDArray has about 190 abstract methods, of which rate functions
 * use forty; a proxy answers all others, also those of later DJL versions, with an error that names them.
 *
 * <p>A tracing array stands for one scalar expression, whatever the number of rows on which it will run. Arrays with an
 * axis of their own (parameters that are vectors) are {@link TracingBlock}s of these.
 */
final class TracingArray implements InvocationHandler {

    private static final Map<String, Operation> BINARY = Map.ofEntries(
            Map.entry("add", Operation.ADD),
            Map.entry("sub", Operation.SUB),
            Map.entry("mul", Operation.MUL),
            Map.entry("div", Operation.DIV),
            Map.entry("mod", Operation.MOD),
            Map.entry("pow", Operation.POW),
            Map.entry("maximum", Operation.MAXIMUM),
            Map.entry("minimum", Operation.MINIMUM),
            Map.entry("gt", Operation.GT),
            Map.entry("gte", Operation.GTE),
            Map.entry("lt", Operation.LT),
            Map.entry("lte", Operation.LTE),
            Map.entry("eq", Operation.EQ),
            Map.entry("neq", Operation.NEQ),
            Map.entry("logicalAnd", Operation.AND),
            Map.entry("logicalOr", Operation.OR),
            Map.entry("logicalXor", Operation.XOR));

    private static final Map<String, Operation> UNARY = Map.ofEntries(
            Map.entry("neg", Operation.NEG),
            Map.entry("abs", Operation.ABS),
            Map.entry("sign", Operation.SIGN),
            Map.entry("exp", Operation.EXP),
            Map.entry("log", Operation.LOG),
            Map.entry("sqrt", Operation.SQRT),
            Map.entry("square", Operation.SQUARE),
            Map.entry("sin", Operation.SIN),
            Map.entry("cos", Operation.COS),
            Map.entry("tan", Operation.TAN),
            Map.entry("asin", Operation.ASIN),
            Map.entry("acos", Operation.ACOS),
            Map.entry("atan", Operation.ATAN),
            Map.entry("sinh", Operation.SINH),
            Map.entry("cosh", Operation.COSH),
            Map.entry("tanh", Operation.TANH),
            Map.entry("floor", Operation.FLOOR),
            Map.entry("ceil", Operation.CEIL),
            Map.entry("round", Operation.ROUND),
            Map.entry("logicalNot", Operation.NOT),
            Map.entry("stopGradient", Operation.STOP_GRADIENT));

    static final Set<String> IN_PLACE = Set.of("addi", "subi", "muli", "divi", "modi", "powi", "negi", "signi");

    private final TracingContext context;
    private int node;
    private boolean isBoolean;

    TracingArray(TracingContext context, int node, boolean isBoolean) {
        this.context = context;
        this.node = node;
        this.isBoolean = isBoolean;
    }

    TracingContext context() {
        return context;
    }

    int node() {
        return node;
    }

    boolean isBoolean() {
        return isBoolean;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (TracingBlock.isAmong(arguments) && method.getReturnType() == NDArray.class) {
            return context.asBlock(proxy).elementwise(method, arguments);
        }
        int count = arguments == null ? 0 : arguments.length;
        boolean inPlace = IN_PLACE.contains(name);
        String operator = inPlace ? name.substring(0, name.length() - 1) : name;
        NDArray result = null;
        if (count == 1 && BINARY.containsKey(operator)) {
            String call = "NDArray." + name;
            result = binary(call, BINARY.get(operator), this, context.operand(call, arguments[0]));
        } else if (count == 0 && UNARY.containsKey(operator)) {
            result = unary("NDArray." + name, UNARY.get(operator));
        }
        if (result != null) {
            return inPlace ? rebind(proxy, result) : result;
        }
        GraphBuilder graph = context.builder();
        return switch (name) {
            case "clip" -> composed(
                    "NDArray.clip", Composition.clip(graph, node, limit(arguments[0]), limit(arguments[1])));
            case "log10" -> composed("NDArray.log10", Composition.log10(graph, node));
            case "log2" -> composed("NDArray.log2", Composition.log2(graph, node));
            case "trunc" -> composed("NDArray.trunc", Composition.truncate(graph, node));
            case "isNaN" -> context.array(graph.apply(Operation.NEQ, node, node), true);
            case "isInfinite" -> context.array(Composition.isInfinite(graph, node), true);
            case "zerosLike" -> context.constant(0);
            case "onesLike" -> context.constant(1);
            case "duplicate" -> context.array(node, isBoolean);
            case "toDevice" -> (Boolean) arguments[1] ? context.array(node, isBoolean) : proxy;
            case "toType" -> toType((NDArray) proxy, (DataType) arguments[0], (Boolean) arguments[1]);
            case "getNDArrayInternal" -> TracingContext.proxy(
                    NDArrayEx.class, new TracingInternals(context, this, (NDArray) proxy));
            case "getManager" -> context.manager();
            case "getDataType" -> isBoolean ? DataType.BOOLEAN : DataType.FLOAT64;
            case "getDevice" -> Device.cpu();
            case "getSparseFormat" -> SparseFormat.DENSE;
            case "getName" -> null;
            case "shapeEquals" -> context.operand("NDArray.shapeEquals", arguments[0]) != null;
            case "isSparse", "hasGradient", "isReleased" -> false;
            case "close", "attach", "tempAttach", "detach", "setName", "setRequiresGradient" -> null;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString", "toDebugString" -> "traced array " + (isBoolean ? "of booleans" : "of floats");
            default -> throw UnsupportedCalls.refused(context, "NDArray", name);
        };
    }

    /** Records a call on two operands. Two booleans are not numbers: PyTorch's sum of them is a boolean. */
    NDArray binary(String call, Operation operation, TracingArray left, TracingArray right) {
        boolean arithmetic = !operation.yieldsBoolean();
        if (arithmetic && left.isBoolean && right.isBoolean) {
            throw arithmeticOnBooleans(call);
        }
        int result = context.builder().apply(operation, left.node, right.node);
        return context.array(result, operation.yieldsBoolean());
    }

    NDArray unary(String call, Operation operation) {
        if (isBoolean && operation == Operation.STOP_GRADIENT) {
            return context.array(node, true);
        }
        if (isBoolean && operation != Operation.NOT) {
            throw arithmeticOnBooleans(call);
        }
        return context.array(context.builder().apply(operation, node), operation.yieldsBoolean());
    }

    NDArray composed(String call, int result) {
        if (isBoolean) {
            throw arithmeticOnBooleans(call);
        }
        return context.array(result, false);
    }

    /** Records an in-place operation: from now on this array stands for the result. */
    Object rebind(Object proxy, NDArray result) {
        TracingArray value = context.operand("an in-place operation", result);
        node = value.node;
        isBoolean = value.isBoolean;
        return proxy;
    }

    private UntraceableException arithmeticOnBooleans(String call) {
        return context.untraceable(
                call + " on booleans", "make them numbers first, with toType(DataType.FLOAT64, false)");
    }

    private static double limit(Object limit) {
        return ((Number) limit).doubleValue();
    }

    private NDArray toType(NDArray proxy, DataType type, boolean copy) {
        if (type == DataType.BOOLEAN) {
            int nonZero = context.builder()
                    .apply(Operation.NEQ, node, context.builder().constant(0));
            return isBoolean && !copy ? proxy : context.array(nonZero, true);
        }
        if (!type.isFloating()) {
            throw context.untraceable(
                    "NDArray.toType(" + type + ")", "all numbers are floats here; use trunc(), floor() or round()");
        }
        if (!isBoolean) {
            return copy ? context.array(node, false) : proxy;
        }
        GraphBuilder graph = context.builder();
        return context.array(graph.apply(Operation.WHERE, node, graph.constant(1), graph.constant(0)), false);
    }
}
