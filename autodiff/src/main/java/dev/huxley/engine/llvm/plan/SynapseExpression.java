package dev.huxley.engine.llvm.plan;

import dev.huxley.engine.llvm.plan.FusedLoop.Reach;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.differentiate.ExactSlope;
import dev.huxley.graph.optimize.Algebra;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.model.Domain;
import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import dev.huxley.program.SynapticCurrent;
import dev.huxley.program.UpdateSynapses;
import dev.huxley.program.Variable;
import dev.huxley.program.WriteClamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Composes the graphs of one type of synapse: the update, then the currents at the new states. Quantities of the
 * compartments are gathered (delayed values are there already, see {@code DelayLineEmitter}), and contributions to the
 * compartments are added to their sums.
 */
final class SynapseExpression {
    private final Program program;
    private final RowClasses classes;
    private final int rowClass;
    private final GraphBuilder builder = new GraphBuilder();
    /** The values of the synapses' own variables. */
    private final Map<Integer, Integer> present = new HashMap<>();

    /** The variables that get new values. */
    private final Set<Integer> written = new LinkedHashSet<>();

    private final Map<String, Reach> reaches = new LinkedHashMap<>();

    SynapseExpression(Program program, RowClasses classes, int rowClass) {
        this.program = program;
        this.classes = classes;
        this.rowClass = rowClass;
    }

    void update(UpdateSynapses stage) {
        int[] nodes = builder.copy(stage.graph(), inputs(stage.inputs()));
        for (Binding output : stage.outputs()) {
            int value = nodes[stage.graph().outputs().get(output.name())];
            present.put(output.variable(), value);
            written.add(output.variable());
        }
    }

    /** Adds clamps of a state of the synapses, which give it the values at which they hold it. */
    void clamp(WriteClamp stage) {
        String name = stage.quantity();
        Integer before = present.get(stage.variable());
        int isHeld = builder.apply(Operation.GT, builder.input(FusedLoop.held(name)), builder.constant(0.5));
        int value = builder.apply(
                Operation.WHERE,
                isHeld,
                builder.input(FusedLoop.heldAt(name)),
                before == null ? builder.input(name) : before);
        present.put(stage.variable(), value);
        written.add(stage.variable());
    }

    /** Adds a current with its contributions to the compartments. */
    void current(SynapticCurrent stage, int number) {
        Graph graph = withExactSlope(stage);
        int[] nodes = copied(stage, graph);
        int slope = graph.outputs().get(SynapticCurrent.SLOPE);
        boolean isOfVoltage = stage.target() == Program.VOLTAGE;
        if (isOfVoltage && !isZero(graph, slope)) {
            add(stage, FusedLoop.SYNAPTIC_SLOPE, number, nodes[slope]);
        }
        String sum = isOfVoltage
                ? FusedLoop.SYNAPTIC_CONSTANT
                : FusedLoop.synapticConstant(
                        program.variables().get(stage.target()).name());
        add(stage, sum, number, nodes[graph.outputs().get(SynapticCurrent.CONSTANT)]);
    }

    /** Adds a current that a recording or a stage reads. */
    void recorded(SynapticCurrent stage) {
        copied(stage, stage.graph());
    }

    private int[] copied(SynapticCurrent stage, Graph graph) {
        int[] nodes = builder.copy(graph, inputs(stage.inputs()));
        if (stage.current() >= 0) {
            int current = nodes[graph.outputs().get(SynapticCurrent.CURRENT)];
            builder.output(program.variables().get(stage.current()).name(), current);
        }
        return nodes;
    }

    /**
     * The graph with the exact slope, where the current depends on the postsynaptic voltage only and is linear in it.
     * Both voltages are shifted together for the slope, so a current that depends on both keeps its finite difference;
     * so does a slope by another variable than the stage advances, as in the step of tangents.
     */
    private static Graph withExactSlope(SynapticCurrent stage) {
        Graph graph = stage.graph();
        boolean isExplicit = isZero(graph, graph.outputs().get(SynapticCurrent.SLOPE));
        boolean isOfVoltage = stage.inputs().stream()
                .anyMatch(input ->
                        input.variable() == Program.VOLTAGE && input.name().equals(SynapseContext.postKey("v")));
        if (isExplicit || !isOfVoltage || dependsOnPresynapticVoltage(graph)) {
            return graph;
        }
        return ExactSlope.find(
                graph,
                SynapseContext.postKey("v"),
                SynapticCurrent.CURRENT,
                SynapticCurrent.SLOPE,
                SynapticCurrent.CONSTANT);
    }

    private static boolean dependsOnPresynapticVoltage(Graph graph) {
        boolean[] depends = new boolean[graph.nodes().size()];
        for (Graph.Node node : graph.nodes()) {
            boolean some = node.operation() == Operation.INPUT && node.name().equals(SynapseContext.preKey("v"));
            for (int argument : node.arguments()) {
                some |= depends[argument];
            }
            depends[node.index()] = some;
        }
        return depends[graph.outputs().get(SynapticCurrent.CURRENT)];
    }

    FusedLoop build() {
        written.forEach(
                variable -> builder.output(program.variables().get(variable).name(), present.get(variable)));
        return new FusedLoop(rowClass, Algebra.optimize(builder.build()), Map.copyOf(reaches));
    }

    private void add(SynapticCurrent stage, String array, int number, int value) {
        String name = array + " " + number;
        builder.output(name, value);
        reaches.put(name, new Reach(array, -1, classes.inOrder(rowClass, stage.compartments())));
    }

    private Map<String, Integer> inputs(List<Binding> bindings) {
        Map<String, Integer> nodes = new HashMap<>();
        for (Binding binding : bindings) {
            Variable variable = program.variables().get(binding.variable());
            if (binding.isDelayed()) {
                String seen = program.delayLines().get(binding.delayLine()).name();
                nodes.put(binding.name(), builder.input(seen));
            } else if (variable.domain() == Domain.EDGES) {
                Integer value = present.get(binding.variable());
                nodes.put(binding.name(), value == null ? builder.input(variable.name()) : value);
            } else {
                nodes.put(binding.name(), builder.input(binding.name()));
                int[] rows = binding.isWhole() ? identity(variable.size()) : binding.positions();
                reaches.put(
                        binding.name(),
                        new Reach(variable.name(), binding.variable(), classes.inOrder(rowClass, rows)));
            }
        }
        return nodes;
    }

    private static int[] identity(int size) {
        int[] rows = new int[size];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    private static boolean isZero(Graph graph, int index) {
        Graph.Node node = graph.nodes().get(index);
        return node.operation() == Operation.CONSTANT && node.constant() == 0;
    }
}
