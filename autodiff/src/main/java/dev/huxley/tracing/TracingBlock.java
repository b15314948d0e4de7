package dev.huxley.tracing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.internal.NDArrayEx;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The behavior of an array with axes of its own: a parameter or state whose value in every row is an array, or arrays
 * stacked. Its own axes come first, the rows behind them, so that it broadcasts against arrays without own axes as real
 * arrays do.
 *
 * <p>It holds one {@link TracingArray} per element and applies each call to all of them; only sums, indices and the
 * like are its own. So the graph knows scalars only, and every engine runs it.
 */
final class TracingBlock implements InvocationHandler {
    private final TracingContext context;
    private final BlockShape shape;
    /** The elements in row-major order. */
    private final NDArray[] elements;

    TracingBlock(TracingContext context, BlockShape shape, NDArray... elements) {
        this.context = context;
        this.shape = shape;
        this.elements = elements;
    }

    BlockShape shape() {
        return shape;
    }

    NDArray element(int number) {
        return elements[number];
    }

    /** The block behind an argument of a call; null if it is none. */
    static TracingBlock behind(Object argument) {
        return TracingContext.handler(argument) instanceof TracingBlock block ? block : null;
    }

    static boolean isAmong(Object[] arguments) {
        return arguments != null && Arrays.stream(arguments).anyMatch(argument -> behind(argument) != null);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        return switch (name) {
            case "get" -> picked(arguments);
            case "sum" -> reduced(name, arguments, NDArray::add);
            case "prod" -> reduced(name, arguments, NDArray::mul);
            case "max" -> reduced(name, arguments, NDArray::maximum);
            case "min" -> reduced(name, arguments, NDArray::minimum);
            case "mean" -> {
                NDArray sum = reduced(name, arguments, NDArray::add);
                yield sum.div((double) elements.length / Math.max(1, size(sum)));
            }
            case "size" -> ownExtent(arguments);
            case "expandDims" -> context.block(shape.expanded((Integer) arguments[0], this::refused), elements);
            case "stack", "concat" -> throw refused(name, "use NDArrays." + name + "(new NDList(a, b))");
            case "zerosLike", "onesLike", "duplicate" -> elementwise(method, arguments);
            case "toDevice", "toType" -> (Boolean) arguments[1]
                    ? elementwise(method, arguments)
                    : changed(proxy, method, arguments);
            case "getNDArrayInternal" -> TracingContext.proxy(
                    NDArrayEx.class, (self, called, given) -> internal(self, (NDArray) proxy, called, given));
            case "getManager",
                    "getDataType",
                    "getDevice",
                    "getSparseFormat",
                    "getName",
                    "isSparse",
                    "hasGradient",
                    "isReleased" -> call(method, elements[0], arguments);
            case "close", "attach", "tempAttach", "detach", "setName", "setRequiresGradient" -> null;
            case "shapeEquals" -> behind(arguments[0]) != null
                    && behind(arguments[0]).shape.equals(shape);
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString", "toDebugString" -> "traced arrays of shape " + shape;
            default -> method.getReturnType() == NDArray.class
                    ? elementwise(method, arguments)
                    : throwing(UnsupportedCalls.refused(context, "NDArray", name));
        };
    }

    /** Calls a method on every element, with the corresponding elements of blocks among the arguments. */
    NDArray elementwise(Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        BlockShape whole = broadcast(name, arguments);
        if (TracingArray.IN_PLACE.contains(name) && !whole.equals(shape)) {
            throw refused(
                    name, "it cannot hold the result of shape " + whole, "use " + name.substring(0, name.length() - 1));
        }
        return each(whole, method, arguments, element -> element);
    }

    /** The shape to which this block and those among the arguments broadcast. */
    private BlockShape broadcast(String name, Object[] arguments) {
        BlockShape whole = shape;
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            if (behind(argument) != null) {
                whole = whole.with(behind(argument).shape, (problem, remedy) -> refused(name, problem, remedy));
            }
        }
        return whole;
    }

    /** Calls a method on a target of every element of a shape to which this block broadcasts. */
    private NDArray each(BlockShape whole, Method method, Object[] arguments, UnaryOperator<Object> target)
            throws Throwable {
        NDArray[] results = new NDArray[whole.size()];
        for (int i = 0; i < results.length; i++) {
            Object element = target.apply(elements[whole.elementOf(shape, i)]);
            Object result = call(method, element, elements(whole, arguments, i));
            results[i] = result instanceof NDList list ? list.singletonOrThrow() : (NDArray) result;
        }
        return context.block(whole, results);
    }

    /** The arguments with blocks replaced by their elements at an element of the whole. */
    private static Object[] elements(BlockShape whole, Object[] arguments, int element) {
        return arguments == null
                ? null
                : Arrays.stream(arguments)
                        .map(argument -> {
                            TracingBlock block = behind(argument);
                            return block == null ? argument : block.elements[whole.elementOf(block.shape, element)];
                        })
                        .toArray();
    }

    private NDArray changed(Object proxy, Method method, Object[] arguments) throws Throwable {
        NDArray[] results = new NDArray[elements.length];
        boolean same = true;
        for (int i = 0; i < results.length; i++) {
            results[i] = (NDArray) call(method, elements[i], arguments);
            same &= results[i] == elements[i];
        }
        return same ? (NDArray) proxy : context.block(shape, results);
    }

    // ---- NDArrays.where, Activation, NDArrays.stack ----

    private Object internal(Object self, NDArray proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        switch (name) {
            case "stack", "concat":
                if (arguments.length > 1 && (Integer) arguments[1] != 0) {
                    throw refused(
                            name + " along axis " + arguments[1], "stack along axis 0, before the other own axes");
                }
                return joined(context, proxy, (NDList) arguments[0], name.equals("stack"));
            case "getArray":
                return proxy;
            case "equals":
                return self == arguments[0];
            case "hashCode":
                return System.identityHashCode(self);
            case "toString":
                return "internals of traced arrays";
            default:
                return internals(method, arguments);
        }
    }

    /** Calls a method of {@code NDArrayEx} on every element, as {@link #elementwise} does. */
    Object internals(Method method, Object[] arguments) throws Throwable {
        BlockShape whole = broadcast(method.getName(), arguments);
        NDArray block = each(whole, method, arguments, element -> ((NDArray) element).getNDArrayInternal());
        return method.getReturnType() == NDList.class ? new NDList(block) : block;
    }

    /** Arrays of one shape along a new first axis, or blocks one behind the other along their first axis. */
    static NDArray joined(TracingContext context, NDArray first, NDList others, boolean isStack) {
        List<TracingBlock> blocks = new ArrayList<>();
        blocks.add(context.asBlock(first));
        others.forEach(other -> blocks.add(context.asBlock(other)));
        BlockShape one = blocks.get(0).shape;
        List<NDArray> all = new ArrayList<>();
        int extent = 0;
        for (TracingBlock block : blocks) {
            boolean fits = isStack ? block.shape.equals(one) : block.shape.differsFromOnlyInFirstAxis(one);
            if (!fits) {
                throw context.untraceable(
                        "NDArrays." + (isStack ? "stack" : "concat") + " of arrays with the own shapes " + one + " and "
                                + block.shape,
                        isStack
                                ? "stack arrays of one shape"
                                : "join arrays that have own axes and differ in the first");
            }
            extent += isStack ? 1 : block.shape.extent(0);
            all.addAll(List.of(block.elements));
        }
        return context.block(isStack ? one.behind(extent) : one.withFirst(extent), all.toArray(NDArray[]::new));
    }

    // ---- calls that are not element by element ----

    private NDArray picked(Object[] arguments) {
        Object last = arguments[arguments.length - 1];
        NDIndex index;
        if (last instanceof NDIndex given) {
            index = given;
        } else if (last instanceof long[] fixed) {
            index = new NDIndex(fixed);
        } else if (arguments[0] instanceof String text) {
            index = new NDIndex(text, (Object[]) arguments[1]);
        } else {
            throw refused("get", "only numbers, slices and ':' can pick elements");
        }
        BlockShape.Picked picked = shape.pick(index, this::refused);
        return context.block(
                picked.shape(),
                Arrays.stream(picked.elements()).mapToObj(i -> elements[i]).toArray(NDArray[]::new));
    }

    private NDArray reduced(String name, Object[] arguments, BinaryOperator<NDArray> operation) {
        boolean keeps = arguments != null && arguments.length == 2 && (Boolean) arguments[1];
        if (arguments == null || !(arguments[0] instanceof int[] axes) || keeps) {
            throw refused(
                    name + (keeps ? " that keeps axes" : " over everything"),
                    "rows cannot be combined with each other; give the own axes, counted from 0: " + name
                            + "(new int[] {0}); element-by-element operations need none");
        }
        int[][] groups = shape.groups(axes, this::refused);
        NDArray[] results = new NDArray[groups.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = Arrays.stream(groups[i])
                    .mapToObj(element -> elements[element])
                    .reduce(operation)
                    .orElseThrow();
        }
        return context.block(shape.without(axes), results);
    }

    private long ownExtent(Object[] arguments) {
        if (arguments == null || arguments.length == 0) {
            throw UnsupportedCalls.refused(context, "NDArray", "size");
        }
        int axis = (Integer) arguments[0];
        if (axis < 0 || axis >= shape.rank()) {
            throw refused("size(" + axis + ")", "the own axes are 0 to " + (shape.rank() - 1));
        }
        return shape.extent(axis);
    }

    private static int size(NDArray array) {
        TracingBlock block = behind(array);
        return block == null ? 1 : block.elements.length;
    }

    // ---- errors ----

    private UntraceableException refused(String call, String remedy) {
        return context.untraceable("NDArray." + call + " of arrays of shape " + shape, remedy);
    }

    private UntraceableException refused(String call, String problem, String remedy) {
        return refused(call + " (" + problem + ")", remedy);
    }

    private static Object throwing(RuntimeException error) {
        throw error;
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
