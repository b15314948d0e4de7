package dev.huxley.engine.llvm.plan;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.program.Binding;
import dev.huxley.program.CableEquation;
import dev.huxley.program.LinearizedStage;
import dev.huxley.program.LocalStep;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.program.Program;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.WriteClamp;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Composes the graphs of stages that act on the same compartments into one; later stages read the results of earlier
 * ones. Inputs and outputs are named after variables.
 */
final class StepExpression {
    private final Program program;
    private final GraphBuilder builder = new GraphBuilder();
    private final Map<String, Integer> present = new HashMap<>();
    private final Map<String, Integer> written = new LinkedHashMap<>();
    private final Map<String, Integer> nextCurrents = new LinkedHashMap<>();
    /** The summed slopes and constants of every variable that has linear terms. */
    private final Map<Integer, Integer> slopes = new HashMap<>();

    private final Map<Integer, Integer> constants = new HashMap<>();
    private int synapticSlope = -1;
    private int synapticConstant = -1;

    StepExpression(Program program) {
        this.program = program;
    }

    /**
     * Adds a mechanism's update of its states. All mechanisms see the voltage before the step, even if one of them sets
     * it.
     */
    void update(UpdateStates stage) {
        int[] nodes = builder.copy(stage.graph(), inputs(stage.inputs(), Map.of(voltage(), builder.input(voltage()))));
        for (Binding output : stage.outputs()) {
            int value = nodes[stage.graph().outputs().get(output.name())];
            present.put(name(output.variable()), value);
            written.put(name(output.variable()), value);
        }
    }

    /** Adds clamps of a variable, which give it the values at which they hold it. */
    void clamp(WriteClamp stage) {
        String name = stage.quantity();
        int isHeld = builder.apply(Operation.GT, builder.input(FusedLoop.held(name)), builder.constant(0.5));
        int value = builder.apply(Operation.WHERE, isHeld, builder.input(FusedLoop.heldAt(name)), value(name));
        present.put(name, value);
        written.put(name, value);
    }

    /** Adds a mechanism's linearized current or a pump's rate; all mechanisms see the currents of the step before. */
    void terms(LinearizedStage stage) {
        Graph graph = stage.withExactSlope();
        int[] nodes = builder.copy(graph, inputs(stage.inputs(), Map.of()));
        slopes.merge(stage.addsTermsTo(), nodes[graph.outputs().get(MembraneCurrent.SLOPE)], this::sum);
        constants.merge(stage.addsTermsTo(), nodes[graph.outputs().get(MembraneCurrent.CONSTANT)], this::sum);
        if (stage.collector() >= 0) {
            int current = nodes[graph.outputs().get(MembraneCurrent.CURRENT)];
            nextCurrents.merge(name(stage.collector()), current, this::sum);
        }
    }

    /** Leaves the linear terms for an expression that follows the synapses. */
    void leaveTerms() {
        slopes.forEach((variable, node) -> builder.output(FusedLoop.slope(name(variable)), node));
        constants.forEach((variable, node) -> builder.output(FusedLoop.constant(name(variable)), node));
    }

    /** Takes the linear terms of these variables. */
    void takeTerms(Set<Integer> variables) {
        for (int variable : variables) {
            slopes.put(variable, builder.input(FusedLoop.slope(name(variable))));
            constants.put(variable, builder.input(FusedLoop.constant(name(variable))));
        }
    }

    /** Takes the linear terms of the synapses. */
    void takeSynapticSums() {
        synapticSlope = builder.input(FusedLoop.SYNAPTIC_SLOPE);
        synapticConstant = builder.input(FusedLoop.SYNAPTIC_CONSTANT);
    }

    /** Adds the step of a variable by itself, with its linear terms. */
    void local(LocalStep stage) {
        if (program.ionCurrentsOfSynapses().contains(stage.target())) {
            ionCurrent(stage);
            return;
        }
        Map<String, Integer> inputs = inputs(stage.inputs(), Map.of());
        int zero = builder.constant(0);
        int slope = slopes.getOrDefault(stage.variable(), zero);
        int constant = constants.getOrDefault(stage.variable(), zero);
        if (synapticSlope >= 0 && stage.variable() == Program.VOLTAGE) {
            int perArea = perArea();
            slope = sum(slope, builder.apply(Operation.MUL, synapticSlope, perArea));
            constant = sum(constant, builder.apply(Operation.MUL, synapticConstant, perArea));
        }
        inputs.put(LocalStep.SLOPE, slope);
        inputs.put(LocalStep.CONSTANT, constant);
        if (stage.graph().inputs().contains(LocalStep.INJECTED)) {
            inputs.put(LocalStep.INJECTED, builder.input(FusedLoop.INJECTED));
        }
        int[] nodes = builder.copy(stage.graph(), inputs);
        int value = nodes[stage.graph().outputs().get(LocalStep.VALUE)];
        present.put(name(stage.target()), value);
        written.put(name(stage.target()), value);
    }

    /** Adds the synapses' part to a current, which mechanisms see in the next step only. */
    private void ionCurrent(LocalStep stage) {
        String name = name(stage.target());
        Integer ofChannels = nextCurrents.get(name);
        int sum = builder.input(FusedLoop.synapticConstant(name));
        Map<String, Integer> inputs = new HashMap<>();
        inputs.put(LocalStep.VALUE, ofChannels == null ? builder.constant(0) : ofChannels);
        inputs.put(LocalStep.CONSTANT, builder.apply(Operation.MUL, sum, perArea()));
        int[] nodes = builder.copy(stage.graph(), inputs);
        nextCurrents.put(name, nodes[stage.graph().outputs().get(LocalStep.VALUE)]);
    }

    /** The factor from nA to mA/cm2. */
    private int perArea() {
        return builder.apply(Operation.DIV, builder.constant(PointCurrents.DENSITY), value(name(program.area())));
    }

    /** Takes the currents that an expression before the synapses has computed. */
    void takeCurrents(Set<Integer> currents) {
        for (int current : currents) {
            nextCurrents.put(name(current), builder.input(name(current)));
        }
    }

    /** Adds the two numbers of the compartment that a step along the cable needs. */
    void system(CableSystem system) {
        CableEquation equation = system.equation();
        int size = value(name(equation.size()));
        int x = value(name(equation.variable()));
        int capacity = equation.specificCapacity() < 0
                ? size
                : builder.apply(Operation.MUL, size, value(name(equation.specificCapacity())));
        int excess = capacity;
        int right = system.isImplicit() ? builder.apply(Operation.MUL, capacity, x) : builder.constant(0);
        Integer slope = slopes.get(equation.variable());
        if (slope != null) {
            int scale = builder.constant(equation.unit() * program.timeStep() * system.span());
            int exchange = builder.apply(Operation.MUL, size, scale);
            int constant = constants.get(equation.variable());
            if (system.isImplicit()) {
                excess = sum(excess, builder.apply(Operation.MUL, exchange, slope));
                right = sum(right, builder.apply(Operation.MUL, exchange, constant));
            } else {
                int gain = builder.apply(Operation.SUB, constant, builder.apply(Operation.MUL, slope, x));
                right = builder.apply(Operation.MUL, exchange, gain);
            }
        }
        if (synapticSlope >= 0 && equation.variable() == Program.VOLTAGE) {
            int charge = builder.constant(PointCurrents.CHARGE * program.timeStep() * system.span());
            if (system.isImplicit()) {
                excess = sum(excess, builder.apply(Operation.MUL, charge, synapticSlope));
                right = sum(right, builder.apply(Operation.MUL, charge, synapticConstant));
            } else {
                int gain =
                        builder.apply(Operation.SUB, synapticConstant, builder.apply(Operation.MUL, synapticSlope, x));
                right = sum(right, builder.apply(Operation.MUL, charge, gain));
            }
        }
        builder.output(system.excess(), excess);
        builder.output(system.right(), right);
        if (system.replaces()) {
            written.remove(name(equation.variable()));
        }
    }

    /** The whole expression; its outputs are the new values of variables and the numbers of {@link #system}. */
    Graph build() {
        written.forEach(builder::output);
        nextCurrents.forEach(builder::output);
        return builder.build();
    }

    /** The graph with an exact slope by a variable where the result is linear in that variable. */
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
        return builder.apply(Operation.ADD, a, b);
    }

    private String name(int variable) {
        return program.variables().get(variable).name();
    }

    private String voltage() {
        return name(Program.VOLTAGE);
    }
}
