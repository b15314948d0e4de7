package dev.huxley.program;

import dev.huxley.graph.Graph;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The synapses of one type advance their states over one time step, at the present voltages.
 *
 * @param synapse the type
 * @param graph states after the step from states, parameters and quantities of the compartments before it
 * @param inputs for every used input of the graph its variable; those of compartments are read through positions,
 *     which may repeat
 * @param outputs for every output of the graph the variable it replaces, with one row per synapse
 */
public record UpdateSynapses(String synapse, Graph graph, List<Binding> inputs, List<Binding> outputs)
        implements RowStage {
    @Override
    public String name() {
        return "update of " + synapse;
    }

    @Override
    public Owner owner() {
        return Owner.SYNAPSES;
    }

    @Override
    public int[] ownCompartments(Program program) {
        return new int[0];
    }

    @Override
    public Stage withFunction(UnaryOperator<Graph> change) {
        return new UpdateSynapses(synapse, change.apply(graph), inputs, outputs);
    }

    @Override
    public <R> R accept(StageVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
