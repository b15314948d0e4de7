package dev.huxley.program.derive;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.differentiate.ForwardMode;
import dev.huxley.program.Binding;
import dev.huxley.program.MembraneCurrent;
import java.util.List;
import java.util.Map;

/**
 * The linear terms of tangents: a current with the slope a and the constant b, whose tangents are da and db, gives the
 * slope a and the constant {@code db - da M}. See {@link Tangents} for the point M at which the slope acts.
 */
final class TangentTerms {
    private static final String BEFORE = "before";
    private static final String SOLVED = "point";

    /**
     * @param graph has the outputs of a {@link MembraneCurrent}
     */
    record Terms(Graph graph, List<Binding> inputs) {}

    private final TangentVariables variables;
    private final Map<Integer, TermUse> uses;

    /**
     * @param uses the uses by the variable of the original to which terms are added
     */
    TangentTerms(TangentVariables variables, Map<Integer, TermUse> uses) {
        this.variables = variables;
        this.uses = uses;
    }

    /**
     * The terms of a current's tangent.
     *
     * @param linearized the slope, constant and current of the original
     * @param variable the variable of the original to which the terms are added
     * @param places the compartments whose value of that variable the slope acts on
     */
    Terms of(Graph linearized, List<Binding> bindings, int variable, int[] places) {
        Graph forward = ForwardMode.of(linearized, variables.namesOfMoving(bindings));
        List<Binding> inputs = variables.inputs(bindings, true);
        GraphBuilder builder = new GraphBuilder();
        int[] nodes = builder.copy(forward, Map.of());
        int change = nodes[forward.outputs().get(ForwardMode.tangent(MembraneCurrent.CONSTANT))];
        if (!isZero(forward, ForwardMode.tangent(MembraneCurrent.SLOPE))) {
            int slopeChange = nodes[forward.outputs().get(ForwardMode.tangent(MembraneCurrent.SLOPE))];
            int acting = builder.apply(Operation.MUL, slopeChange, point(builder, variable, places, inputs));
            change = builder.apply(Operation.SUB, change, acting);
        }
        builder.output(MembraneCurrent.SLOPE, nodes[forward.outputs().get(MembraneCurrent.SLOPE)]);
        builder.output(MembraneCurrent.CONSTANT, change);
        builder.output(
                MembraneCurrent.CURRENT, nodes[forward.outputs().get(ForwardMode.tangent(MembraneCurrent.CURRENT))]);
        return new Terms(builder.build(), inputs);
    }

    /** The node of the value at which the slope of a variable acts; adds its bindings to the inputs. */
    private int point(GraphBuilder builder, int variable, int[] places, List<Binding> inputs) {
        TermUse use = uses.get(variable);
        double part = use == null ? 1 : use.part();
        int before = -1;
        if (part < 1) {
            inputs.add(variables.binding(BEFORE, variables.seenValue(variable), places));
            before = builder.input(BEFORE);
        }
        if (part == 0) {
            return before;
        }
        inputs.add(variables.binding(SOLVED, variables.point(variable), places));
        int point = builder.input(SOLVED);
        if (before < 0) {
            return point;
        }
        int moved = builder.apply(Operation.MUL, builder.constant(part), builder.apply(Operation.SUB, point, before));
        return builder.apply(Operation.ADD, before, moved);
    }

    /** The graph of a current without its linear terms. */
    static Graph withoutTerms(Graph graph) {
        GraphBuilder builder = new GraphBuilder();
        int[] nodes = builder.copy(graph, Map.of());
        builder.output(MembraneCurrent.SLOPE, builder.constant(0));
        builder.output(MembraneCurrent.CONSTANT, builder.constant(0));
        builder.output(MembraneCurrent.CURRENT, nodes[graph.outputs().get(MembraneCurrent.CURRENT)]);
        return builder.build();
    }

    private static boolean isZero(Graph graph, String output) {
        Graph.Node node = graph.nodes().get(graph.outputs().get(output));
        return node.operation() == Operation.CONSTANT && node.constant() == 0;
    }
}
