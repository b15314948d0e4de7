package dev.huxley.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.graph.Graph;
import dev.huxley.simulate.Huxley;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether a mechanism's functions give on real arrays what their traces give, in the shape that was given. */
final class EagerComparison {
    private static final double[] VOLTAGES = {-113, -81.25, -64.5, -52.1, -33.3, -7.7, 21};
    private static final double TOLERANCE = 1e-11;

    private EagerComparison() {}

    static List<String> findings(MechanismFunctions functions, Map<String, Graph> graphs) {
        List<String> findings = new ArrayList<>();
        Map<String, double[]> numbers = new HashMap<>();
        functions.defaults().forEach((key, value) -> numbers.put(key, filled(value)));
        numbers.put("v", VOLTAGES);
        try (NDManager manager = Huxley.newManager()) {
            Map<String, NDArray> arrays = new HashMap<>();
            numbers.forEach((key, values) -> arrays.put(key, manager.create(values)));
            graphs.forEach((name, graph) -> {
                Map<String, double[]> traced = functions.evaluate(graph, numbers);
                try {
                    Map<String, NDArray> eager = functions.eagerly(name, arrays);
                    traced.forEach((output, want) -> {
                        String finding = compare(eager.get(output), want);
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

    private static String compare(NDArray eager, double[] want) {
        if (eager == null) {
            return " is missing when it runs eagerly";
        }
        long size = eager.getShape().size();
        if (size != VOLTAGES.length && size != 1) {
            return " has the shape " + eager.getShape() + " for " + VOLTAGES.length + " compartments";
        }
        double[] have = eager.toDoubleArray();
        for (int i = 0; i < VOLTAGES.length; i++) {
            double value = have[have.length == 1 ? 0 : i];
            double traced = want[want.length == 1 ? 0 : i];
            boolean same = Double.compare(value, traced) == 0
                    || Math.abs(value - traced) <= TOLERANCE * Math.max(1e-6, Math.abs(traced));
            if (!same) {
                return " is " + value + " eagerly and " + traced + " as traced, at v = " + VOLTAGES[i] + " mV";
            }
        }
        return null;
    }

    private static double[] filled(double value) {
        double[] values = new double[VOLTAGES.length];
        Arrays.fill(values, value);
        return values;
    }
}
