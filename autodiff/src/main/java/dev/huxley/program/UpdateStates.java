package dev.huxley.program;

import dev.huxley.graph.Graph;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A mechanism advances its states over one time step, at the voltage before the step. The voltage may be among the
 * outputs (a reset); later updates still read the voltage before the step, everything after the updates reads the
 * new one.
 *
 * @param mechanism the mechanism's name
 * @param graph states after the step from states and parameters before it
 * @param inputs for every used input of the graph its variable
 * @param outputs for every output of the graph the variable it replaces
 */
public record UpdateStates(String mechanism, Graph graph, List<Binding> inputs, List<Binding> outputs)
        implements RowStage {
    @Override
    public String name() {
        return "update of " + mechanism;
    }

    @Override
    public Owner owner() {
        return Owner.MECHANISM;
    }

    @Override
    public int[] ownCompartments(Program program) {
        Binding output = outputs.get(0);
        int[] rows = program.variables().get(output.variable()).rows();
        return output.isWhole()
                ? rows
                : Arrays.stream(output.positions()).map(row -> rows[row]).toArray();
    }

    @Override
    public Stage withFunction(UnaryOperator<Graph> change) {
        return new UpdateStates(mechanism, change.apply(graph), inputs, outputs);
    }

    @Override
    public <R> R accept(StageVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
