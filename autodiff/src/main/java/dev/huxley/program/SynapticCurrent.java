package dev.huxley.program;

import dev.huxley.graph.Graph;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The current of the synapses of one type, linearized in the voltage: {@code i(v) = slope v - constant}, added to the
 * equations of compartments.
 *
 * @param synapse the type
 * @param graph has the outputs {@link #SLOPE}, {@link #CONSTANT} and {@link #CURRENT}
 * @param inputs as those of {@link UpdateSynapses}
 * @param edges the synapses of the type, ascending
 * @param compartments for every synapse the compartment that its current leaves; may repeat, in any order
 * @param current the variable that holds the current, with one row per synapse; -1 if nobody reads it
 * @param target the variable of compartments to whose terms the current is added: the voltage, or the density of an ion
 *     current that mechanisms read, of which the synapses' part is given here
 */
public record SynapticCurrent(
        String synapse, Graph graph, List<Binding> inputs, int[] edges, int[] compartments, int current, int target)
        implements RowStage {
    /** A current that is added to the equations of the voltage. */
    public SynapticCurrent(
            String synapse, Graph graph, List<Binding> inputs, int[] edges, int[] compartments, int current) {
        this(synapse, graph, inputs, edges, compartments, current, Program.VOLTAGE);
    }

    /** The slope di/dv (uS) by finite difference, with both voltages shifted. */
    public static final String SLOPE = MembraneCurrent.SLOPE;
    /** The constant part {@code slope v - i} (nA). */
    public static final String CONSTANT = MembraneCurrent.CONSTANT;
    /** The current at the present voltages (nA). */
    public static final String CURRENT = MembraneCurrent.CURRENT;

    @Override
    public String name() {
        return "current of " + synapse;
    }

    @Override
    public int addsTermsTo() {
        return target;
    }

    @Override
    public Owner owner() {
        return Owner.SYNAPSES;
    }

    @Override
    public int collector() {
        return current;
    }

    @Override
    public int[] ownCompartments(Program program) {
        return new int[0];
    }

    @Override
    public Stage withFunction(UnaryOperator<Graph> change) {
        return new SynapticCurrent(synapse, change.apply(graph), inputs, edges, compartments, current, target);
    }

    @Override
    public <R> R accept(StageVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
