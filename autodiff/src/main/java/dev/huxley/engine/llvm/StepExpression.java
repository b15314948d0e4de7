package dev.huxley.engine.llvm;

import dev.huxley.graph.ExactSlope;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.UpdateStates;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Composes the graphs of stages that act on the same compartments, one after the other, into one: what a stage computes
 * is what later stages read. Everything is named after variables.
 */
final class StepExpression {
    private final Program program;
    private final GraphBuilder builder = new GraphBuilder();
    private final Map<String, Integer> present = new HashMap<>();
    private final Map<String, Integer> written = new LinkedHashMap<>();
    private final Map<String, Integer> nextCurrents = new LinkedHashMap<>();
    private int slope = -1;
    private int constant = -1;

    StepExpression(Program program) {
        this.program = program;
    }

    /** A mechanism advances its states. All mechanisms see the voltage before the step, also when one of them sets it. */
    void update(UpdateStates stage) {
        int[] nodes = builder.copy(stage.graph(), inputs(stage.inputs(), Map.of(voltage(), builder.input(voltage()))));
        for (Binding output : stage.outputs()) {
            int value = nodes[stage.graph().outputs().get(output.name())];
            present.put(name(output.variable()), value);
            written.put(name(output.variable()), value);
        }
    }

    /** A mechanism's current, linearised; all mechanisms see the currents of the step before. */
    void current(MembraneCurrent stage) {
        Graph graph = withExactSlope(stage);
        int[] nodes = builder.copy(graph, inputs(stage.inputs(), Map.of()));
        slope = sum(slope, nodes[graph.outputs().get(MembraneCurrent.SLOPE)]);
        constant = sum(constant, nodes[graph.outputs().get(MembraneCurrent.CONSTANT)]);
        if (stage.current() >= 0) {
            int current = nodes[graph.outputs().get(MembraneCurrent.CURRENT)];
            nextCurrents.merge(name(stage.current()), current, this::sum);
        }
    }

    /**
     * What the compartment contributes to the tree's system:
     * {@code excess = area (capacitance + dt slope)} and {@code right = area (capacitance v + dt constant)}.
     */
    void membrane() {
        int area = value(name(program.area()));
        int capacity = builder.apply(Operation.MUL, area, value(name(program.capacitance())));
        int excess = capacity;
        int right = builder.apply(Operation.MUL, capacity, value(voltage()));
        if (slope >= 0) {
            int scale = builder.constant(TreeCode.DENSITY_CURRENT * program.timeStep());
            int membrane = builder.apply(Operation.MUL, area, scale);
            excess = sum(excess, builder.apply(Operation.MUL, membrane, slope));
            right = sum(right, builder.apply(Operation.MUL, membrane, constant));
        }
        builder.output(Sweep.EXCESS, excess);
        builder.output(Sweep.RIGHT, right);
    }

    /** The whole expression; its outputs are the new values of variables and what {@link #membrane} made. */
    Graph build() {
        written.remove(voltage());
        written.forEach(builder::output);
        nextCurrents.forEach(builder::output);
        return builder.build();
    }

    private static Graph withExactSlope(MembraneCurrent stage) {
        for (Binding input : stage.inputs()) {
            if (input.variable() == Program.VOLTAGE) {
                return ExactSlope.find(
                        stage.graph(),
                        input.name(),
                        MembraneCurrent.CURRENT,
                        MembraneCurrent.SLOPE,
                        MembraneCurrent.CONSTANT);
            }
        }
        return stage.graph();
    }

    private Map<String, Integer> inputs(List<Binding> bindings, Map<String, Integer> fixed) {
        Map<String, Integer> nodes = new HashMap<>();
        for (Binding binding : bindings) {
            String name = name(binding.variable());
            nodes.put(binding.name(), fixed.containsKey(name) ? fixed.get(name) : value(name));
        }
        return nodes;
    }

    private int value(String name) {
        Integer node = present.get(name);
        return node == null ? builder.input(name) : node;
    }

    private int sum(int a, int b) {
        return a < 0 ? b : builder.apply(Operation.ADD, a, b);
    }

    private String name(int variable) {
        return program.variables().get(variable).name();
    }

    private String voltage() {
        return name(Program.VOLTAGE);
    }
}
