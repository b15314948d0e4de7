package dev.huxley.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Interprets graphs on doubles: the definition of a graph's meaning, against which engines are tested. All nodes
 * are evaluated, both branches of every {@code where} included, as engines do. Booleans are 1 and 0. Uses Java's
 * {@code Math}, so an engine's functions may differ by a few ulp. Cost: one operation per node and element, plus one
 * array per node; not meant for simulations.
 */
public final class Evaluation {

    private Evaluation() {}

    /**
     * The outputs for one set of inputs.
     *
     * @throws IllegalArgumentException if a declared input that is used is missing
     */
    public static Map<String, Double> scalars(Graph graph, Map<String, Double> inputs) {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        inputs.forEach((name, value) -> arrays.put(name, new double[] {value}));
        Map<String, Double> outputs = new LinkedHashMap<>();
        arrays(graph, arrays).forEach((name, value) -> outputs.put(name, value[0]));
        return outputs;
    }

    /**
     * The outputs for arrays of inputs, element by element. All inputs have the same length or length 1, which stands
     * for the same value everywhere; every output has the common length.
     *
     * @throws IllegalArgumentException if a declared input that is used is missing, or if lengths differ
     */
    public static Map<String, double[]> arrays(Graph graph, Map<String, double[]> inputs) {
        int length = commonLength(inputs);
        double[][] values = new double[graph.nodes().size()][];
        for (Graph.Node node : graph.nodes()) {
            values[node.index()] = switch (node.operation()) {
                case CONSTANT -> filled(node.constant(), length);
                case INPUT -> expanded(node.name(), inputs.get(node.name()), length);
                default -> applied(node, values, length);
            };
        }
        Map<String, double[]> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, index) -> outputs.put(name, values[index].clone()));
        return outputs;
    }

    /**
     * One operation on numbers; arguments beyond the operation's arity are ignored.
     *
     * @throws IllegalArgumentException for CONSTANT and INPUT
     */
    public static double apply(Operation operation, double x, double y, double z) {
        return operation.value(x, y, z);
    }

    private static double[] applied(Graph.Node node, double[][] values, int length) {
        double[][] arguments = new double[3][];
        Arrays.fill(arguments, values[node.argument(0)]);
        for (int k = 0; k < node.operation().arity(); k++) {
            arguments[k] = values[node.argument(k)];
        }
        double[] result = new double[length];
        for (int i = 0; i < length; i++) {
            result[i] = apply(node.operation(), arguments[0][i], arguments[1][i], arguments[2][i]);
        }
        return result;
    }

    private static int commonLength(Map<String, double[]> inputs) {
        int length = 1;
        for (Map.Entry<String, double[]> input : inputs.entrySet()) {
            int own = input.getValue().length;
            if (own != 1 && length != 1 && own != length) {
                throw new IllegalArgumentException(
                        "input '" + input.getKey() + "' has " + own + " elements, others have " + length);
            }
            length = own == 1 ? length : own;
        }
        return length;
    }

    private static double[] expanded(String name, double[] value, int length) {
        if (value == null) {
            throw new IllegalArgumentException("no value for input '" + name + "'");
        }
        return value.length == length ? value : filled(value[0], length);
    }

    private static double[] filled(double value, int length) {
        double[] array = new double[length];
        Arrays.fill(array, value);
        return array;
    }
}
