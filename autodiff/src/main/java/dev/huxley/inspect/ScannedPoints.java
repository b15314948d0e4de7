package dev.huxley.inspect;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.ReverseMode;
import dev.huxley.mechanism.Declaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A mechanism's functions and their gradients at many voltages and several values of the states: on a grid of half
 * millivolts, and at the voltages where a divisor or the argument of a logarithm passes zero, which are found by
 * bisection to the last digit.
 *
 * @param notFinite values that are NaN or infinite
 * @param jumps values at a zero of a divisor that are not those beside it
 * @param gradientsNotFinite derivatives that are NaN or infinite where the value is finite
 */
record ScannedPoints(List<String> notFinite, List<String> jumps, List<String> gradientsNotFinite) {
    private static final double BESIDE = 1e-3;
    private static final double JUMP = 1e-6;

    /** What the states are, and how that is said. */
    private static final List<String> STATES = List.of(
            "", " with gates at 0", " with gates at 1", " with gates at 0.37 and other states 1000 times larger");

    static ScannedPoints of(MechanismFunctions functions, Map<String, Graph> graphs) {
        ScannedPoints found = new ScannedPoints(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        graphs.forEach((name, graph) -> {
            TreeSet<Double> zeros = zeros(functions, graph);
            TreeSet<Double> voltages = new TreeSet<>(zeros);
            IntStream.rangeClosed(-300, 200).forEach(i -> voltages.add(i / 2.0));
            double[] v = voltages.stream().mapToDouble(Double::doubleValue).toArray();
            for (String output : graph.outputs().keySet()) {
                Graph single = only(graph, output);
                String what = functions.describe(name, output);
                found.scan(functions, single, output, what, v);
                for (double zero : zeros) {
                    found.compareBeside(functions, single, output, what, zero);
                }
            }
        });
        return found;
    }

    /** The graph of one output. */
    static Graph only(Graph graph, String output) {
        GraphBuilder builder = new GraphBuilder();
        int[] copies = builder.copy(graph, Map.of());
        builder.output(output, copies[graph.outputs().get(output)]);
        return builder.build();
    }

    private void scan(MechanismFunctions functions, Graph graph, String output, String what, double[] v) {
        List<String> inputs = List.copyOf(MechanismFunctions.used(graph));
        Graph gradient = ReverseMode.differentiate(graph, inputs);
        boolean valueSaid = false;
        boolean gradientSaid = false;
        for (int states = 0; states < STATES.size(); states++) {
            Map<String, double[]> at = states(functions, states);
            at.put("v", v);
            double[] values = functions.evaluate(graph, at).get(output);
            String bad = places(values, v);
            if (bad != null && !valueSaid) {
                notFinite.add(bad + " in " + what + STATES.get(states));
                valueSaid = true;
            }
            at.put(ReverseMode.cotangent(output), new double[] {1});
            Map<String, double[]> gradients = functions.evaluate(gradient, at);
            for (String input : inputs) {
                double[] slopes = gradients.get(ReverseMode.gradient(input)).clone();
                for (int i = 0; i < slopes.length; i++) {
                    slopes[i] = Double.isFinite(values[i % values.length]) ? slopes[i] : 0;
                }
                String wrong = places(slopes, v);
                if (wrong != null && !gradientSaid) {
                    gradientsNotFinite.add(wrong + " in the gradient of " + what + " by " + functions.localName(input)
                            + STATES.get(states));
                    gradientSaid = true;
                }
            }
        }
    }

    private void compareBeside(MechanismFunctions functions, Graph graph, String output, String what, double zero) {
        Map<String, double[]> at = states(functions, 0);
        at.put("v", new double[] {zero, zero - BESIDE, zero + BESIDE});
        double[] values = functions.evaluate(graph, at).get(output);
        double mean = (values[1] + values[2]) / 2;
        double allowed = JUMP * Math.abs(mean) + 2 * Math.abs(values[2] - values[1]);
        if (Double.isFinite(values[0]) && !(Math.abs(values[0] - mean) <= allowed)) {
            jumps.add(what + " is " + values[0] + " at v = " + zero + " mV, but " + mean + " beside it");
        }
    }

    /** Where a divisor or the argument of a logarithm changes its sign, from both sides. */
    private static TreeSet<Double> zeros(MechanismFunctions functions, Graph graph) {
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
                addZeros(functions, builder.build(), zeros);
            }
        }
        return zeros;
    }

    private static void addZeros(MechanismFunctions functions, Graph divisor, TreeSet<Double> zeros) {
        for (double low = -150; low < 100; low += 0.5) {
            double left = low;
            double right = low + 0.5;
            double atLeft = value(functions, divisor, left);
            double atRight = value(functions, divisor, right);
            if (!(atLeft * atRight < 0)) {
                continue;
            }
            while (true) {
                double middle = left + (right - left) / 2;
                if (middle <= left || middle >= right) {
                    break;
                }
                double atMiddle = value(functions, divisor, middle);
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

    private static double value(MechanismFunctions functions, Graph graph, double v) {
        return functions.evaluate(graph, Map.of("v", new double[] {v})).get("divisor")[0];
    }

    private static Map<String, double[]> states(MechanismFunctions functions, int pattern) {
        Map<String, double[]> states = new HashMap<>();
        for (Declaration state : functions.mechanism().states()) {
            boolean gate = state.unit().equals("1");
            double value =
                    switch (pattern) {
                        case 1 -> gate ? 0 : state.value();
                        case 2 -> gate ? 1 : state.value();
                        case 3 -> gate ? 0.37 : state.unit().equals("mM") ? 1000 * state.value() : state.value();
                        default -> state.value();
                    };
            states.put(state.key(), new double[] {value});
        }
        return states;
    }

    /** Where values are not finite, null if nowhere: {@code "NaN at v = -40.0 mV"}. */
    private static String places(double[] values, double[] v) {
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
        return first.getKey() + " at v = " + where.get(0) + range + " mV";
    }
}
