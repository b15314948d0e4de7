package dev.huxley.tracing;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The errors for calls that a trace cannot hold, each with the remedy that fits. */
final class UnsupportedCalls {

    private static final Pattern READS_VALUES = Pattern.compile(
            "to\\w*Array|toByteBuffer|encode|get(Double|Float|Long|Int|Byte|Uint8|Boolean|Scalar)|getAs\\w+|contentEquals"
                    + "|allClose|isEmpty|all|any|none|copyTo|nonzero|countNonzero");

    private static final Set<String> READS_SHAPE = Set.of("getShape", "size", "isScalar");

    private static final Pattern DRAWS_RANDOM_NUMBERS =
            Pattern.compile("random\\w*|sample\\w+|truncatedNormal|dropout");

    /**
     * The names of engines' arrays such as ai.djl.pytorch.engine.PtNDArray, not of the interfaces, whose default
     * methods may run on tracing arrays.
     */
    private static final Pattern ENGINE_ARRAY = Pattern.compile("ai\\.djl\\.(?!ndarray\\.).*NDArray(Ex)?");

    private UnsupportedCalls() {}

    static UntraceableException refused(TracingContext context, String type, String name) {
        Optional<String> left = operationOfRealArray();
        if (left.isPresent()) {
            return context.untraceable(
                    "NDArray." + left.get() + " of an array from outside with a traced array as its argument",
                    TracingContext.TRACED_ARRAY_FIRST);
        }
        return context.untraceable(type + "." + name, remedy(name));
    }

    private static String remedy(String name) {
        if (READS_VALUES.matcher(name).matches()) {
            return "the function runs once for all rows and times, so there are no values to look at; use"
                    + " NDArrays.where(condition, a, b) instead of if";
        }
        if (READS_SHAPE.contains(name)) {
            return "the function does not know how many rows it will run on; numbers, zerosLike() and onesLike() fit"
                    + " any shape";
        }
        if (DRAWS_RANDOM_NUMBERS.matcher(name).matches()) {
            return "random numbers would be frozen; pass them as a parameter or state";
        }
        return "only element-by-element operations can be; write it with add, mul, exp, where and the like";
    }

    /**
     * The operation of a real array that stands on the left of a tracing array and asks for its bytes or shape; else
     * empty.
     */
    private static Optional<String> operationOfRealArray() {
        return StackWalker.getInstance().walk(frames -> frames.takeWhile(
                        frame -> !frame.getClassName().equals(Tracer.class.getName()))
                .filter(frame -> ENGINE_ARRAY.matcher(frame.getClassName()).matches())
                .findFirst()
                .map(StackWalker.StackFrame::getMethodName));
    }
}
