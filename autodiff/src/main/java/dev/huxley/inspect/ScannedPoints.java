package dev.huxley.inspect;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.differentiate.ReverseMode;
import dev.huxley.inspect.TracedFunctions.Scan;
import dev.huxley.inspect.TracedFunctions.States;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The faults of a mechanism's functions and their gradients at many voltages and several values of the states: on a
 * grid of half millivolts, and at the voltages where a divisor or the argument of a logarithm passes zero, found by
 * bisection to the last digit.
 *
 * @param notFinite values that are NaN or infinite
 * @param jumps values at a zero of a divisor that differ from those beside it
 * @param gradientsNotFinite derivatives that are NaN or infinite where the value is finite
 */
record ScannedPoints(List<String> notFinite, List<String> jumps, List<String> gradientsNotFinite) {
    private static final double BESIDE = 1e-3;
    private static final double JUMP = 1e-6;

    static ScannedPoints of(TracedFunctions functions, Map<String, Graph> graphs) {
        ScannedPoints found = new ScannedPoints(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        graphs.forEach((name, graph) -> {
            for (Scan scan : scans(functions, graph)) {
                TreeSet<Double> zeros = zeros(functions, graph, scan);
                TreeSet<Double> voltages = new TreeSet<>(zeros);
                IntStream.rangeClosed(-300, 200).forEach(i -> voltages.add(i / 2.0));
                double[] v = voltages.stream().mapToDouble(Double::doubleValue).toArray();
                for (String output : graph.outputs().keySet()) {
                    Graph single = only(graph, output);
                    String what = functions.describe(name, output);
                    found.scan(functions, single, output, what, scan, v);
                    for (double zero : zeros) {
                        found.compareBeside(functions, single, output, what, scan, zero);
                    }
                }
            }
        });
        return found;
    }

    /** The scans of voltages that the graph reads; the first one if it reads none, for the sake of the states. */
    private static List<Scan> scans(TracedFunctions functions, Graph graph) {
        Set<String> used = TracedFunctions.used(graph);
        List<Scan> scans = functions.scans().stream()
                .filter(scan -> used.contains(scan.key()))
                .toList();
        return scans.isEmpty() ? functions.scans().subList(0, 1) : scans;
    }

    /** The graph of one output. */
    static Graph only(Graph graph, String output) {
        GraphBuilder builder = new GraphBuilder();
        int[] copies = builder.copy(graph, Map.of());
        builder.output(output, copies[graph.outputs().get(output)]);
        return builder.build();
    }

    private void scan(TracedFunctions functions, Graph graph, String output, String what, Scan scan, double[] v) {
        List<String> inputs = List.copyOf(TracedFunctions.used(graph));
        Graph gradient = ReverseMode.differentiate(graph, inputs);
        boolean valueSaid = false;
        boolean gradientSaid = false;
        for (States states : functions.patterns()) {
            Map<String, double[]> at = at(scan, states, v);
            double[] values = functions.evaluate(graph, at).get(output);
            String bad = places(values, scan, v);
            if (bad != null && !valueSaid) {
                notFinite.add(bad + " in " + what + states.words());
                valueSaid = true;
            }
            at.put(ReverseMode.cotangent(output), new double[] {1});
            Map<String, double[]> gradients = functions.evaluate(gradient, at);
            for (String input : inputs) {
                double[] slopes = gradients.get(ReverseMode.gradient(input)).clone();
                for (int i = 0; i < slopes.length; i++) {
                    slopes[i] = Double.isFinite(values[i % values.length]) ? slopes[i] : 0;
                }
                String wrong = places(slopes, scan, v);
                if (wrong != null && !gradientSaid) {
                    gradientsNotFinite.add(wrong + " in the gradient of " + what + " by " + functions.localName(input)
                            + states.words());
                    gradientSaid = true;
                }
            }
        }
    }

    private void compareBeside(
            TracedFunctions functions, Graph graph, String output, String what, Scan scan, double zero) {
        Map<String, double[]> at = at(scan, States.INITIAL, zero, zero - BESIDE, zero + BESIDE);
        double[] values = functions.evaluate(graph, at).get(output);
        double mean = (values[1] + values[2]) / 2;
        double allowed = JUMP * Math.abs(mean) + 2 * Math.abs(values[2] - values[1]);
        if (Double.isFinite(values[0]) && !(Math.abs(values[0] - mean) <= allowed)) {
            jumps.add(what + " is " + values[0] + " at " + scan.name() + " = " + zero + " mV" + scan.words() + ", but "
                    + mean + " beside it");
        }
    }

    /** The voltages at which a divisor or the argument of a logarithm changes its sign, from both sides. */
    private static TreeSet<Double> zeros(TracedFunctions functions, Graph graph, Scan scan) {
        TreeSet<Double> zeros = new TreeSet<>();
        for (Graph.Node node : graph.nodes()) {
            int argument =
                    switch (node.operation()) {
                        case DIV -> node.argument(1);
                        case LOG -> node.argument(0);
                        default -> -1;
                    };
            if (argument >= 0) {
                GraphBuilder builder = new GraphBuilder();
                builder.output("divisor", builder.copy(graph, Map.of())[argument]);
                addZeros(functions, builder.build(), scan, zeros);
            }
        }
        return zeros;
    }

    private static void addZeros(TracedFunctions functions, Graph divisor, Scan scan, TreeSet<Double> zeros) {
        if (!TracedFunctions.used(divisor).contains(scan.key())) {
            return;
        }
        double[] grid =
                IntStream.rangeClosed(-300, 200).mapToDouble(i -> i / 2.0).toArray();
        double[] values =
                functions.evaluate(divisor, at(scan, States.INITIAL, grid)).get("divisor");
        for (int i = 0; i + 1 < grid.length; i++) {
            double left = grid[i];
            double right = grid[i + 1];
            double atLeft = values[i];
            if (!(atLeft * values[i + 1] < 0)) {
                continue;
            }
            while (true) {
                double middle = left + (right - left) / 2;
                if (middle <= left || middle >= right) {
                    break;
                }
                double atMiddle = value(functions, divisor, scan, middle);
                if (atMiddle == 0) {
                    zeros.add(middle);
                    break;
                }
                if (atLeft * atMiddle < 0) {
                    right = middle;
                } else {
                    left = middle;
                }
            }
            zeros.add(left);
            zeros.add(right);
        }
    }

    private static double value(TracedFunctions functions, Graph graph, Scan scan, double v) {
        return functions.evaluate(graph, at(scan, States.INITIAL, v)).get("divisor")[0];
    }

    private static Map<String, double[]> at(Scan scan, States states, double... v) {
        Map<String, double[]> at = new HashMap<>();
        states.values().forEach((key, value) -> at.put(key, new double[] {value}));
        scan.others().forEach((key, value) -> at.put(key, new double[] {value}));
        at.put(scan.key(), v);
        return at;
    }

    /** The voltages at which values are not finite, as text: {@code "NaN at v = -40.0 mV"}; null if there are none. */
    private static String places(double[] values, Scan scan, double[] v) {
        Map<String, List<Double>> places = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                places.computeIfAbsent(Double.isNaN(values[i]) ? "NaN" : "infinity", kind -> new ArrayList<>())
                        .add(v[i]);
            }
        }
        if (places.isEmpty()) {
            return null;
        }
        Map.Entry<String, List<Double>> first = places.entrySet().iterator().next();
        List<Double> where = first.getValue();
        String range = where.size() == 1 ? "" : " to " + where.get(where.size() - 1);
        return first.getKey() + " at " + scan.name() + " = " + where.get(0) + range + " mV" + scan.words();
    }
}
