package dev.huxley.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.graph.Graph;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.text.ElementName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that a mechanism's functions give the same values on real arrays as their traces, in the shape of their
 * inputs.
 */
final class EagerComparison {
    private static final double[] VOLTAGES = {-113, -81.25, -64.5, -52.1, -33.3, -7.7, 21};
    private static final double TOLERANCE = 1e-11;

    private EagerComparison() {}

    static List<String> findings(TracedFunctions functions, Map<String, Graph> graphs) {
        List<String> findings = new ArrayList<>();
        Map<String, double[]> numbers = new HashMap<>();
        functions.defaults().forEach((key, value) -> numbers.put(key, filled(value)));
        int shift = 0;
        for (String voltage : functions.voltages().keySet()) {
            numbers.put(voltage, rotated(shift++));
        }
        try (NDManager manager = HuxleyRuntime.newManager()) {
            Map<String, NDArray> arrays = new HashMap<>();
            functions.keys().forEach(key -> arrays.put(key, array(manager, key, functions.shape(key), numbers)));
            graphs.forEach((name, graph) -> {
                Map<String, double[]> traced = functions.evaluate(graph, numbers);
                try {
                    Map<String, NDArray> eager = functions.eagerly(name, arrays);
                    traced.forEach((output, want) -> {
                        String finding = compare(functions, eager, output, want);
                        if (finding != null) {
                            findings.add(functions.describe(name, output) + finding);
                        }
                    });
                } catch (RuntimeException failed) {
                    findings.add("the " + name + " fails on real arrays: " + failed.getMessage());
                }
            });
        }
        return findings;
    }

    /** The rows of a quantity, its own axes first. */
    private static NDArray array(NDManager manager, String key, int[] shape, Map<String, double[]> numbers) {
        List<String> names = ElementName.all(key, shape);
        double[] all = new double[names.size() * VOLTAGES.length];
        for (int i = 0; i < names.size(); i++) {
            System.arraycopy(numbers.get(names.get(i)), 0, all, i * VOLTAGES.length, VOLTAGES.length);
        }
        long[] whole = new long[shape.length + 1];
        Arrays.setAll(whole, axis -> axis < shape.length ? shape[axis] : VOLTAGES.length);
        return manager.create(all, new Shape(whole));
    }

    private static String compare(
            TracedFunctions functions, Map<String, NDArray> results, String output, double[] want) {
        String key = ElementName.key(output);
        int[] shape = functions.shape(key);
        NDArray eager = results.get(key);
        if (eager == null) {
            return " is missing when it runs eagerly";
        }
        int elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        long size = eager.getShape().size();
        if (size != (long) elements * VOLTAGES.length && size != elements) {
            return " has the shape " + eager.getShape() + " for " + VOLTAGES.length + " compartments";
        }
        int rows = (int) size / elements;
        int from = ElementName.number(output, shape) * rows;
        double[] have = Arrays.copyOfRange(eager.toDoubleArray(), from, from + rows);
        for (int i = 0; i < VOLTAGES.length; i++) {
            double value = have[have.length == 1 ? 0 : i];
            double traced = want[want.length == 1 ? 0 : i];
            boolean same = Double.compare(value, traced) == 0
                    || Math.abs(value - traced) <= TOLERANCE * Math.max(1e-6, Math.abs(traced));
            if (!same) {
                return " is " + value + " eagerly and " + traced + " as traced, at "
                        + functions.voltages().values().iterator().next() + " = " + VOLTAGES[i] + " mV";
            }
        }
        return null;
    }

    private static double[] rotated(int shift) {
        double[] values = new double[VOLTAGES.length];
        Arrays.setAll(values, i -> VOLTAGES[(i + 3 * shift) % VOLTAGES.length]);
        return values;
    }

    private static double[] filled(double value) {
        double[] values = new double[VOLTAGES.length];
        Arrays.fill(values, value);
        return values;
    }
}
