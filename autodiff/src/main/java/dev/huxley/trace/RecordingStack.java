package dev.huxley.trace;

import ai.djl.ndarray.NDArray;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Recording arrays along a new first axis, which must be summed or multiplied away at once: {@code NDArrays.add(a, b, c)}
 * and {@code NDArrays.mul(a, b, c)} are made that way.
 */
final class RecordingStack implements InvocationHandler {

    private final Recorder recorder;
    private final List<NDArray> elements;

    RecordingStack(Recorder recorder, List<NDArray> elements) {
        this.recorder = recorder;
        this.elements = elements;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        String name = method.getName();
        boolean alongFirstAxis = arguments != null
                && arguments.length == 1
                && arguments[0] instanceof int[] axes
                && axes.length == 1
                && axes[0] == 0;
        if (alongFirstAxis && name.equals("sum")) {
            return joined(NDArray::add);
        }
        if (alongFirstAxis && name.equals("prod")) {
            return joined(NDArray::mul);
        }
        return switch (name) {
            case "close", "attach", "tempAttach", "detach" -> null;
            case "getManager" -> recorder.manager();
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString", "toDebugString" -> "stack of " + elements.size() + " traced arrays";
            default -> throw UnsupportedCalls.refused(recorder, "NDArray", name + " of stacked arrays");
        };
    }

    private NDArray joined(BinaryOperator<NDArray> operation) {
        return elements.stream().reduce(operation).orElseThrow();
    }
}
