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
 * <p>A stage answers itself what is asked of all kinds alike: what it reads, what it writes, what it adds to, which rows it
 * treats. What differs from kind to kind is a {@link StageVisitor}: a new kind does not compile before each of them, and so
 * each engine, says what it does with it.
 */
public sealed interface Stage permits RowStage, CableStage, WriteClamp {
    /** The part of the model that a stage belongs to. */
    enum Owner {
        /** A channel or a pump, which sees the membrane currents of the step before. */
        MECHANISM,
        /** A type of synapse, which sees what mechanisms have left in this step. */
        SYNAPSES,
        /** The equations of the model: what flows along the cable, what moves by itself, clamps. */
        EQUATIONS
    }

    /** The work of the stage in words, for messages. */
    String name();

    /** The part of the model that the stage belongs to. */
    Owner owner();

    /** The answer for this kind of stage. */
    <R> R accept(StageVisitor<R> visitor);

    /** The graph that the stage evaluates in its rows; empty if it evaluates none. */
    default Optional<Graph> evaluated() {
        return Optional.empty();
    }

    /** What the graph reads: for every used input that is a variable the variable. */
    default List<Binding> inputs() {
        return List.of();
    }

    /** What an update gives new values: for every output of the graph the variable. Other stages have none. */
    default List<Binding> outputs() {
        return List.of();
    }

    /** The variables that mechanisms, or a step of a variable by itself, give new values; of stages along the cable none. */
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

    /** The compartments that the stage treats one by one, ascending; none of the whole cable's stages and of synapses. */
    int[] ownCompartments(Program program);

    /** The stage as a step along the cable; empty if it is none. */
    default Optional<CableStage> alongCable() {
        return Optional.empty();
    }

    /** The same stage with the function of its mechanism or synapse changed; equations stay what they are. */
    default Stage withFunction(UnaryOperator<Graph> change) {
        return this;
    }
}
