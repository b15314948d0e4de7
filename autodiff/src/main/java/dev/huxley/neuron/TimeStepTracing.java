package dev.huxley.neuron;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * Finds the time step in the graphs of a function that reads it as a number. A graph holds numbers such as {@code -dt};
 * where graphs for three steps differ in a number alone, that number is a straight line in dt or an exponential of it, and
 * the graph for any step has dt as an input.
 */
final class TimeStepTracing {
    /** The name of the time step as an input of a graph. */
    static final String TIME_STEP = "dt";

    /** Three steps (ms) of which no product or quotient is a round number. */
    private static final double[] STEPS = {0.0251, 0.0377, 0.0613};

    /** The digits that rounding leaves of a slope. */
    private static final MathContext DIGITS = new MathContext(14);

    private static final double ROUNDING = 1e-13;

    private final String what;
    private final List<Graph> traced = new ArrayList<>();
    private final GraphBuilder builder = GraphBuilder.literal();

    private TimeStepTracing(String what, DoubleFunction<Graph> trace) {
        this.what = what;
        for (double step : STEPS) {
            traced.add(trace.apply(step));
        }
    }

    /**
     * The graph of a function with the time step as an input.
     *
     * @param what names the function in errors
     * @param trace the graph for a time step in ms
     * @throws UnwritableException if the step enters in another way
     */
    static Graph trace(String what, DoubleFunction<Graph> trace) {
        return new TimeStepTracing(what, trace).combined();
    }

    private Graph combined() {
        Graph first = traced.get(0);
        traced.forEach(this::requireSameForm);
        first.inputs().forEach(builder::input);
        int[] here = new int[first.nodes().size()];
        for (Graph.Node node : first.nodes()) {
            here[node.index()] =
                    node.operation() == Operation.CONSTANT ? number(node.index()) : builder.copy(node, here, Map.of());
        }
        first.outputs().forEach((name, index) -> builder.output(name, here[index]));
        return builder.build();
    }

    private int number(int index) {
        double[] values = new double[STEPS.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = traced.get(i).nodes().get(index).constant();
        }
        // As objects, so that NaN, with which implicit steps report that they have no solution, equals itself.
        if (Double.compare(values[0], values[1]) == 0 && Double.compare(values[1], values[2]) == 0) {
            return builder.constant(values[0]);
        }
        double slope = rounded((values[1] - values[0]) / (STEPS[1] - STEPS[0]));
        double offset = rounded(values[0] - slope * STEPS[0]);
        double line = Math.abs(offset) < ROUNDING * Math.abs(values[0]) ? 0 : offset;
        if (isMet(values, step -> line + slope * step)) {
            int scaled = scaledStep(slope);
            return line == 0 ? scaled : builder.apply(Operation.ADD, builder.constant(line), scaled);
        }
        // A time constant that is a number leaves the number exp(-dt / tau), or what it leaves of 1.
        double rate = rounded(Math.log(values[0]) / STEPS[0]);
        if (isMet(values, step -> Math.exp(rate * step))) {
            return builder.apply(Operation.EXP, scaledStep(rate));
        }
        double other = rounded(Math.log1p(-values[0]) / STEPS[0]);
        if (isMet(values, step -> -Math.expm1(other * step))) {
            int rest = builder.apply(Operation.EXP, scaledStep(other));
            return builder.apply(Operation.SUB, builder.constant(1), rest);
        }
        throw fault();
    }

    private int scaledStep(double factor) {
        int step = builder.input(TIME_STEP);
        return factor == 1 ? step : builder.apply(Operation.MUL, step, builder.constant(factor));
    }

    private static boolean isMet(double[] values, DoubleUnaryOperator law) {
        for (int i = 0; i < values.length; i++) {
            double value = law.applyAsDouble(STEPS[i]);
            if (!(Math.abs(value - values[i]) <= 1e3 * ROUNDING * Math.abs(values[i]))) {
                return false;
            }
        }
        return true;
    }

    private void requireSameForm(Graph graph) {
        Graph first = traced.get(0);
        boolean isSame =
                graph.nodes().size() == first.nodes().size() && graph.outputs().equals(first.outputs());
        Map<Integer, Graph.Node> nodes = new HashMap<>();
        graph.nodes().forEach(node -> nodes.put(node.index(), node));
        for (Graph.Node node : first.nodes()) {
            Graph.Node other = nodes.get(node.index());
            isSame = isSame
                    && other != null
                    && other.operation() == node.operation()
                    && java.util.Arrays.equals(other.arguments(), node.arguments())
                    && java.util.Objects.equals(other.name(), node.name());
        }
        if (!isSame) {
            throw fault();
        }
    }

    private UnwritableException fault() {
        return new UnwritableException(
                what + " uses the time step in another way than as a factor, so it cannot be written for any step");
    }

    private static double rounded(double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        return new BigDecimal(value, DIGITS).doubleValue();
    }
}
