package dev.huxley.program;

import dev.huxley.graph.Graph;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One part of a time step. An engine executes the stages of a program in their order.
 *
 * <p>The methods here answer questions that all kinds have in common: the variables that a stage reads, writes and adds
 * to, and its rows. Work that differs from kind to kind is a {@link StageVisitor}: a new kind of stage does not compile
 * until every visitor, and so every engine, handles it.
 */
public sealed interface Stage permits RowStage, CableStage, WriteClamp {
    /** The part of the model that a stage belongs to. */
    enum Owner {
        /** A channel or a pump, which sees the membrane currents of the step before. */
        MECHANISM,
        /** A type of synapse, which sees the states that mechanisms have left in this step. */
        SYNAPSES,
        /** The equations of the model: flow along the cable, steps of a variable by itself, clamps. */
        EQUATIONS
    }

    /** The name of the stage's work, for messages. */
    String name();

    /** The part of the model that the stage belongs to. */
    Owner owner();

    /** The answer for this kind of stage. */
    <R> R accept(StageVisitor<R> visitor);

    /** The graph that the stage evaluates in its rows; empty if it evaluates none. */
    default Optional<Graph> evaluated() {
        return Optional.empty();
    }

    /** The variables that the graph reads, one for every used input that is a variable. */
    default List<Binding> inputs() {
        return List.of();
    }

    /** The variables that an update replaces, one for every output of the graph. Other stages have none. */
    default List<Binding> outputs() {
        return List.of();
    }

    /** The variables that mechanisms, or a step of a variable by itself, replace; none for stages along the cable. */
    default Set<Integer> writes() {
        Set<Integer> variables = new TreeSet<>();
        outputs().forEach(output -> variables.add(output.variable()));
        return variables;
    }

    /** The variable to whose sums of slopes and constants the stage adds linear terms, -1 if it adds none. */
    default int addsTermsTo() {
        return -1;
    }

    /** The variable that gets or collects the current or rate whose terms are added, -1 if nobody reads it. */
    default int collector() {
        return -1;
    }

    /**
     * The compartments that the stage treats one by one, ascending; none for stages of the whole cable and of synapses.
     */
    int[] ownCompartments(Program program);

    /** The stage as a step along the cable; empty if it is none. */
    default Optional<CableStage> alongCable() {
        return Optional.empty();
    }

    /** The same stage with the function of its mechanism or synapse changed; equations stay the same. */
    default Stage withFunction(UnaryOperator<Graph> change) {
        return this;
    }
}
