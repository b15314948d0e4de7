package dev.huxley.tracing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.text.ElementName;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/** One run of a function on tracing arrays: the graph so far, and the errors that name the function. */
final class TracingContext {

    static final String TRACED_ARRAY_FIRST =
            "put an array that the function was given on the left, or use a number or getManager().create(number)"
                    + " instead of the array from outside";

    private final String what;
    private final GraphBuilder builder = new GraphBuilder();
    private final NDManager manager = proxy(NDManager.class, new TracingManager(this));

    TracingContext(String what) {
        this.what = what;
    }

    GraphBuilder builder() {
        return builder;
    }

    /** Makes the constants of this run. */
    NDManager manager() {
        return manager;
    }

    /**
     * An input whose value in every row is an array of this shape; in the graph each element is an input of its own.
     */
    NDArray input(String name, int... shape) {
        NDArray[] elements = ElementName.all(name, shape).stream()
                .map(element -> array(builder.input(element), false))
                .toArray(NDArray[]::new);
        return block(BlockShape.of(shape), elements);
    }

    /** Elements as an array with own axes; a single one without axes is itself. */
    NDArray block(BlockShape shape, NDArray... elements) {
        return shape.rank() == 0 ? elements[0] : proxy(NDArray.class, new TracingBlock(this, shape, elements));
    }

    /** An array as one with own axes, of which it may have none. */
    TracingBlock asBlock(Object array) {
        TracingBlock block = TracingBlock.behind(array);
        if (block != null) {
            return block;
        }
        TracingArray single = operand("an operation on arrays with own axes", array);
        return new TracingBlock(this, BlockShape.NONE, array(single.node(), single.isBoolean()));
    }

    NDArray constant(double value) {
        return array(builder.constant(value), false);
    }

    NDArray array(int node, boolean isBoolean) {
        return proxy(NDArray.class, new TracingArray(this, node, isBoolean));
    }

    void output(String name, NDArray value) {
        TracingBlock block = TracingBlock.behind(value);
        if (block == null) {
            builder.output(name, operand("the output '" + name + "'", value).node());
            return;
        }
        List<String> names = ElementName.all(name, block.shape().toArray());
        for (int i = 0; i < names.size(); i++) {
            output(names.get(i), block.element(i));
        }
    }

    Graph graph() {
        return builder.build();
    }

    /** An argument of a call as a traced value: a number or a real array of one element becomes a constant. */
    TracingArray operand(String call, Object argument) {
        if (argument instanceof Number number) {
            return new TracingArray(this, builder.constant(number.doubleValue()), false);
        }
        if (argument == null) {
            throw untraceable(call + " got null", "check the name under which the array was asked for");
        }
        InvocationHandler handler = handler(argument);
        if (handler instanceof TracingArray recorded) {
            if (recorded.context() != this) {
                throw untraceable(
                        call + " got an array that was kept from an earlier call",
                        "do not store arrays in fields; compute them from the inputs in every call");
            }
            return recorded;
        }
        if (handler == null && argument instanceof NDArray array) {
            return realArray(call, array);
        }
        throw untraceable(
                call + " got " + argument.getClass().getSimpleName(),
                "operands are the arrays that the function was given, what was computed from them, and numbers");
    }

    /** The handler behind a tracing array; null for everything else. */
    static InvocationHandler handler(Object array) {
        return array != null && Proxy.isProxyClass(array.getClass()) ? Proxy.getInvocationHandler(array) : null;
    }

    private TracingArray realArray(String call, NDArray array) {
        if (array.getShape().size() != 1) {
            throw untraceable(
                    call + " got an array from outside of shape " + array.getShape(),
                    "only arrays of one element can be constants; declare the array as a parameter or state");
        }
        boolean isBoolean = array.getDataType() == DataType.BOOLEAN;
        try (NDArray copy = array.toType(DataType.FLOAT64, true)) {
            return new TracingArray(this, builder.constant(copy.toDoubleArray()[0]), isBoolean);
        }
    }

    /** The error to throw: it names the call that cannot be traced, its place, and the remedy. */
    UntraceableException untraceable(String call, String remedy) {
        return untraceable(call, remedy, null);
    }

    UntraceableException untraceable(String call, String remedy, Throwable cause) {
        return new UntraceableException(what + ": " + call + place() + " cannot be traced: " + remedy, cause);
    }

    /** The innermost line of source that is neither DJL's, nor Java's, nor this package's. */
    private static String place() {
        Optional<StackTraceElement> place = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame -> isOfTheFunction(frame.getDeclaringClass()))
                        .findFirst()
                        .map(StackWalker.StackFrame::toStackTraceElement));
        return place.filter(frame -> frame.getFileName() != null)
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }

    private static boolean isOfTheFunction(Class<?> type) {
        List<Class<?>> own = List.of(
                TracingContext.class,
                Tracer.class,
                NamedInputs.class,
                Composition.class,
                UnsupportedCalls.class,
                BlockShape.class);
        String name = type.getName();
        return !own.contains(type)
                && !InvocationHandler.class.isAssignableFrom(type)
                && !Proxy.isProxyClass(type)
                && !name.startsWith("ai.djl.")
                && !name.startsWith("java.")
                && !name.startsWith("jdk.");
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
