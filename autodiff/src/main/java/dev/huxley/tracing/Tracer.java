package dev.huxley.tracing;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.Graph;
import dev.huxley.text.ElementName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a function of DJL arrays into an expression graph by running it on arrays that record the operations on them.
 *
 * <p>Traced are all element-by-element operations of {@code NDArray}, {@code NDArrays} and {@code Activation} that a
 * rate function needs, with arrays and numbers as operands on either side; constants from {@code
 * getManager().create(number)}; and real arrays of one element as right operands. Arrays created or read outside are
 * constants from then on. In-place operations rebind the array they are called on. {@code toType} to a float type,
 * {@code duplicate} and {@code toDevice} are identities and let derivatives pass, unlike in PyTorch through DJL, where
 * they silently cut them.
 *
 * <p>Whatever the function reads from Java (fields, the clock, random numbers, branches on Java values) is frozen in
 * the graph. To catch the worst cases a function is traced twice, and the two graphs must be equal.
 */
public final class Tracer {
    private static final int[] NUMBER = {};

    private Tracer() {}

    /**
     * Traces a function.
     *
     * @param what names the function in errors, for example "HH.update"
     * @param inputs names of the function's inputs, each of them once
     * @param function runs twice
     * @return the simplified graph; its inputs are all of {@code inputs} in their order, its outputs those of the
     *     function in the order of its map
     * @throws UntraceableException if the function does something that a graph cannot hold, or gives two different
     *     graphs
     * @throws IllegalArgumentException if an input is named twice
     */
    public static Graph trace(String what, List<String> inputs, TraceableFunction function) {
        return trace(what, inputs, Map.of(), function);
    }

    /**
     * Traces a function some of whose inputs are arrays in every row. Such an input has its own axes first and the rows
     * behind them; in the graph every element is an input or output of its own, see {@link ElementName}.
     *
     * @param shapes the own axes of the inputs that have any
     * @see #trace(String, List, TraceableFunction)
     */
    public static Graph trace(String what, List<String> inputs, Map<String, int[]> shapes, TraceableFunction function) {
        if (new HashSet<>(inputs).size() != inputs.size()) {
            throw new IllegalArgumentException(what + ": an input is named twice in " + inputs);
        }
        Graph first = record(what, inputs, shapes, function);
        Graph second = record(what, inputs, shapes, function);
        if (!first.equals(second)) {
            throw new UntraceableException(what
                    + " gave two different expressions when it was called twice, so it depends on something that"
                    + " changes between calls (a field, a counter, the clock, a random number). It would be frozen at"
                    + " its first value: pass it as a parameter or state instead. "
                    + firstDifference(first, second));
        }
        return first;
    }

    private static Graph record(
            String what, List<String> inputs, Map<String, int[]> shapes, TraceableFunction function) {
        TracingContext context = new TracingContext(what);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        inputs.forEach(name -> arrays.put(name, context.input(name, shapes.getOrDefault(name, NUMBER))));
        Map<String, NDArray> outputs = run(context, new NamedInputs(context, arrays), function);
        if (outputs == null) {
            throw context.untraceable("the function returned null", "return a map of outputs, which may be empty");
        }
        outputs.forEach(context::output);
        return context.graph();
    }

    private static Map<String, NDArray> run(
            TracingContext context, Map<String, NDArray> inputs, TraceableFunction function) {
        try {
            return function.apply(inputs);
        } catch (ClassCastException mismatch) {
            StackTraceElement[] stack = mismatch.getStackTrace();
            if (stack.length == 0 || !stack[0].getClassName().startsWith("ai.djl.")) {
                throw mismatch;
            }
            String call = stack[0].getClassName() + "." + stack[0].getMethodName();
            throw context.untraceable(
                    call + " on an array of another kind", TracingContext.TRACED_ARRAY_FIRST, mismatch);
        }
    }

    private static String firstDifference(Graph first, Graph second) {
        String[] one = first.toString().split("\n");
        String[] other = second.toString().split("\n");
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            if (!one[i].equals(other[i])) {
                return "First difference: '" + one[i] + "' and '" + other[i] + "'";
            }
        }
        return "One has " + one.length + " lines, the other " + other.length;
    }
}
