package dev.huxley.program;

import dev.huxley.graph.Graph;
import java.util.List;
import java.util.Set;

/**
 * Advances a variable in every row by itself. The graph has the output {@link #VALUE}, the variable after. Besides the
 * bound inputs it may read the sums of the variable's {@link #SLOPE}s and {@link #CONSTANT}s, and {@link #INJECTED}.
 *
 * @param what the name of the work, for messages
 * @param variable the variable whose sums it may read
 * @param target the variable that is replaced: the same, unless the step computes another one from the sums
 * @param inputs for every used input of the graph that is a variable the variable
 */
public record LocalStep(String what, int variable, int target, Graph graph, List<Binding> inputs) implements RowStage {
    /** Advances the variable itself. */
    public LocalStep(String what, int variable, Graph graph, List<Binding> inputs) {
        this(what, variable, variable, graph, inputs);
    }

    /** Tells whether the step advances the variable whose sums it reads. */
    public boolean advances() {
        return target == variable;
    }

    /** The variable, before (input) and after (output). */
    public static final String VALUE = "value";
    /** The summed slopes of the variable's linear terms. */
    public static final String SLOPE = MembraneCurrent.SLOPE;
    /** The summed constants of the variable's linear terms. */
    public static final String CONSTANT = MembraneCurrent.CONSTANT;
    /** The contribution of the stimuli in this step, in capacity times variable (10 fF mV). */
    public static final String INJECTED = "injected";

    @Override
    public String name() {
        return what;
    }

    @Override
    public Set<Integer> writes() {
        return Set.of(target);
    }

    @Override
    public Owner owner() {
        return Owner.EQUATIONS;
    }

    @Override
    public int[] ownCompartments(Program program) {
        return program.variables().get(variable).rows();
    }

    @Override
    public <R> R accept(StageVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
