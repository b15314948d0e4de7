package dev.huxley.inspect;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.graph.differentiate.ReverseMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Reverse-mode derivatives of a mechanism's functions against central differences, at random voltages, parameters and
 * states.
 *
 * @param wrong derivatives that differ from the function's
 * @param surrogates functions that stop gradients on purpose, which are not compared
 * @param comparedOutputs functions with a derivative that was compared somewhere
 */
record GradientComparison(List<String> wrong, List<String> surrogates, List<String> comparedOutputs) {
    private static final int POINTS = 24;
    private static final double STEP = 1e-4;
    private static final double TOLERANCE = 1e-5;
    /** The relative rounding error of a function's value. */
    private static final double ROUNDING = 1e-13;

    static GradientComparison of(TracedFunctions functions, Map<String, Graph> graphs) {
        GradientComparison comparison = new GradientComparison(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, double[]> at = points(functions);
        graphs.forEach((name, graph) -> {
            for (String output : graph.outputs().keySet()) {
                Graph single = ScannedPoints.only(graph, output);
                String what = functions.describe(name, output);
                if (single.nodes().stream().anyMatch(node -> node.operation() == Operation.STOP_GRADIENT)) {
                    // Implicit steps stop gradients, too, and have the derivative all the same.
                    GradientComparison own =
                            new GradientComparison(new ArrayList<>(), new ArrayList<>(), comparison.comparedOutputs);
                    own.compare(functions, single, output, what, at);
                    if (!own.wrong.isEmpty()) {
                        comparison.surrogates.add(what + " stops gradients, and its derivative is another's");
                    }
                } else {
                    comparison.compare(functions, single, output, what, at);
                }
            }
        });
        return comparison;
    }

    /** The number of functions with a derivative that was compared. */
    int compared() {
        return comparedOutputs.size();
    }

    private void compare(TracedFunctions functions, Graph graph, String output, String what, Map<String, double[]> at) {
        List<String> inputs = List.copyOf(TracedFunctions.used(graph));
        Map<String, double[]> differentiated = new HashMap<>(at);
        differentiated.put(ReverseMode.cotangent(output), new double[] {1});
        Map<String, double[]> gradients = functions.evaluate(ReverseMode.differentiate(graph, inputs), differentiated);
        double[] here = spread(functions.evaluate(graph, at).get(output));
        boolean isCompared = false;
        for (String input : inputs) {
            double[] gradient = spread(gradients.get(ReverseMode.gradient(input)));
            double[][] side = new double[4][];
            double[] steps = {-STEP, -STEP / 2, STEP / 2, STEP};
            for (int k = 0; k < steps.length; k++) {
                side[k] = spread(moved(functions, graph, output, at, input, steps[k]));
            }
            for (int i = 0; i < POINTS; i++) {
                double step = size(at.get(input)[i]) * STEP;
                double wide = (side[3][i] - side[0][i]) / (2 * step);
                double narrow = (side[2][i] - side[1][i]) / step;
                double want = (4 * narrow - wide) / 3;
                double noise = ROUNDING * Math.abs(here[i]) / step + Math.abs(wide - narrow);
                double bend = Math.abs(side[2][i] + side[1][i] - 2 * here[i]) / step;
                boolean kink = bend > 0.01 * Math.abs(want) + noise;
                isCompared |= !kink;
                if (!kink && !(Math.abs(gradient[i] - want) <= TOLERANCE * Math.abs(want) + 10 * noise + 1e-14)) {
                    wrong.add("the derivative of " + what + " by " + functions.localName(input) + " at "
                            + functions.place(at, i) + " is " + gradient[i] + ", but the difference quotient is "
                            + want);
                    break;
                }
            }
        }
        if (isCompared) {
            comparedOutputs.add(what);
        }
    }

    private static double[] moved(
            TracedFunctions functions,
            Graph graph,
            String output,
            Map<String, double[]> at,
            String input,
            double relative) {
        Map<String, double[]> moved = new HashMap<>(at);
        double[] values = at.get(input).clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += relative * size(values[i]);
        }
        moved.put(input, values);
        return functions.evaluate(graph, moved).get(output);
    }

    private static double size(double value) {
        return value == 0 ? 1 : Math.abs(value);
    }

    private static double[] spread(double[] values) {
        if (values.length == POINTS) {
            return values;
        }
        double[] all = new double[POINTS];
        Arrays.fill(all, values[0]);
        return all;
    }

    private static Map<String, double[]> points(TracedFunctions functions) {
        Random random = new Random(1);
        Map<String, double[]> points = new HashMap<>();
        functions.defaults().keySet().stream().sorted().forEach(key -> {
            double[] values = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                values[i] = functions.defaults().get(key) * (0.9 + 0.2 * random.nextDouble());
            }
            points.put(key, values);
        });
        for (String voltage : functions.voltages().keySet()) {
            for (int i = 0; i < POINTS; i++) {
                points.get(voltage)[i] = Math.rint(1e4 * (-95 + 140 * random.nextDouble())) / 1e4;
            }
        }
        functions.varied().forEach((key, range) -> {
            for (int i = 0; i < POINTS; i++) {
                points.get(key)[i] = range[0] + (range[1] - range[0]) * random.nextDouble();
            }
        });
        return points;
    }
}
