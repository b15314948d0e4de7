package dev.huxley.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.index.NDIndex;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The methods of DJL that take a Java number, found by reflection, as functions of one array. */
final class NumberOverloads {
    /** Numbers for the parameters, in their order. */
    private static final double[] NUMBERS = {0.7, 1.3};

    /** Gives no array that could have a gradient. */
    private static final Set<String> WITHOUT_ARRAY = Set.of("contentEquals");
    /** Throws: DJL's PyTorch engine does not implement a number on the left of an operation in place. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "NDArrays.divi[Number, NDArray]", "NDArrays.powi[Number, NDArray]", "NDArrays.modi[Number, NDArray]");

    /** A function of an array, which it may change. */
    record Overload(String name, UnaryOperator<NDArray> function) {}

    private NumberOverloads() {}

    /** Those that are a function of an array with a derivative. */
    static List<Overload> all() {
        List<Overload> all = new ArrayList<>(found());
        all.removeIf(overload -> UNSUPPORTED.contains(overload.name()));
        // These make numbers of their own.
        all.add(new Overload("cbrt()", NDArray::cbrt));
        all.add(new Overload("toDegrees()", NDArray::toDegrees));
        all.add(new Overload("toRadians()", NDArray::toRadians));
        return all;
    }

    static List<Overload> unsupported() {
        return found().stream()
                .filter(overload -> UNSUPPORTED.contains(overload.name()))
                .toList();
    }

    private static List<Overload> found() {
        return Stream.of(NDArray.class, NDArrays.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> Arrays.asList(method.getParameterTypes()).contains(Number.class))
                .filter(method -> !WITHOUT_ARRAY.contains(method.getName()))
                .sorted(Comparator.comparing(Method::toString))
                .map(method -> new Overload(name(method), array -> call(method, array)))
                .toList();
    }

    private static NDArray call(Method method, NDArray array) {
        boolean onArray = !Modifier.isStatic(method.getModifiers());
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        int number = 0;
        for (int i = 0; i < types.length; i++) {
            if (types[i] == Number.class) {
                arguments[i] = NUMBERS[number++];
            } else if (types[i] == NDIndex.class) {
                arguments[i] = new NDIndex(method.getName().equals("setScalar") ? "1" : "1:");
            } else if (types[i] == NDArray.class) {
                arguments[i] = onArray ? array.gt(array.mean()) : array;
            } else if (types[i] == int[].class) {
                arguments[i] = new int[] {0};
            } else {
                throw new IllegalArgumentException("no argument for " + method);
            }
        }
        try {
            Object result = method.invoke(onArray ? array : null, arguments);
            return result == null ? array : (NDArray) result;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof UnsupportedOperationException unsupported
                    ? unsupported
                    : new IllegalStateException(method.toString(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList();
    }
}
