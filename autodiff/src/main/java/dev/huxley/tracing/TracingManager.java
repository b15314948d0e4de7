package dev.huxley.tracing;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

/** The manager that {@code getManager()} of a tracing array returns; it makes constants. */
final class TracingManager implements InvocationHandler {

    private final TracingContext context;

    TracingManager(TracingContext context) {
        this.context = context;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        String name = method.getName();
        return switch (name) {
            case "create" -> created(arguments[0]);
            case "zeros" -> filled(name, arguments[0], 0);
            case "ones" -> filled(name, arguments[0], 1);
            case "full" -> filled(name, arguments[0], (Number) arguments[1]);
            case "ret" -> arguments[0];
            case "getDevice", "defaultDevice" -> Device.cpu();
            case "isOpen" -> true;
            case "getName" -> "tracer";
            case "newSubManager" -> proxy;
            case "close",
                    "cap",
                    "attachInternal",
                    "attachUncappedInternal",
                    "tempAttachInternal",
                    "detachInternal",
                    "attachAll",
                    "tempAttachAll",
                    "setName" -> null;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "manager of traced arrays";
            default -> throw UnsupportedCalls.refused(context, "NDManager", name);
        };
    }

    private Object created(Object value) {
        if (value instanceof Boolean truth) {
            return context.array(context.builder().constant(truth ? 1 : 0), true);
        }
        if (value != null && value.getClass().isArray() && Array.getLength(value) == 1) {
            return created(Array.get(value, 0));
        }
        if (value instanceof Number number) {
            return context.constant(number.doubleValue());
        }
        throw notOneElement("create");
    }

    private Object filled(String name, Object shape, Number value) {
        if (((Shape) shape).size() != 1) {
            throw notOneElement(name);
        }
        return context.constant(value.doubleValue());
    }

    private UntraceableException notOneElement(String name) {
        return context.untraceable(
                "NDManager." + name + " of an array that is not one number",
                "create(number) gives a constant that fits any shape; declare arrays as parameters or states");
    }
}
