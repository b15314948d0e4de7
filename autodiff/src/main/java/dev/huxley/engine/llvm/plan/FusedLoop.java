package dev.huxley.engine.llvm.plan;

import dev.huxley.graph.Graph;
import dev.huxley.program.DelayLine;
import dev.huxley.program.Program;
import java.util.Map;

/**
 * A pass over the rows of one class, compartments or synapses, that applies an expression to each.
 *
 * <p>The graph's inputs and outputs are identified by name: names of the program's variables, of prepared values (which
 * do not change in time), of a {@link CableSystem}, those below, and those that reach other rows. An output with the
 * name of a variable replaces its value.
 *
 * @param rowClass the number of the class in {@link RowClasses}
 * @param graph the expression
 * @param reaches the inputs that are read from, and the outputs that are added to, rows other than the loop's, by name
 */
public record FusedLoop(int rowClass, Graph graph, Map<String, Reach> reaches) {
    /**
     * The charge injected by stimuli in the step, in 10 fF mV; see {@code InjectionEmitter}. No quantity of a model has
     * a space in its name.
     */
    public static final String INJECTED = "injected charge";
    /** The summed slopes (uS) of the synapses onto a compartment; see {@code SynapticSums}. */
    public static final String SYNAPTIC_SLOPE = "synaptic slope";
    /** The summed constants (nA) of the synapses onto a compartment. */
    public static final String SYNAPTIC_CONSTANT = "synaptic constant";

    /** The prefix of the names of delay lines and of the delayed values; see {@code DelayLineEmitter}. */
    private static final String DELAYED = DelayLine.PREFIX;

    private static final String HELD = "held ";
    private static final String HELD_AT = "values held by ";
    private static final String SLOPE = "slope of ";
    private static final String CONSTANT = "constant of ";
    private static final String PRESYNAPTIC = "presynaptic ";

    /**
     * The rows of another class that a loop's rows reach.
     *
     * @param array the array with the rows
     * @param variable the variable of the array; -1 for sums over compartments
     * @param rows for every row of the loop's class the row of the variable, or the compartment
     */
    public record Reach(String array, int variable, int[] rows) {}

    FusedLoop(int rowClass, Graph graph) {
        this(rowClass, graph, Map.of());
    }

    /** The array behind an input or output. */
    String array(String name) {
        return reaches.containsKey(name) ? reaches.get(name).array() : name;
    }

    /**
     * Tells whether an array changes in time, as some variables do, and all arrays that are written anew in every step.
     */
    static boolean changesInTime(Program program, String array) {
        int variable = program.variable(array);
        return isOfStep(array) || (variable >= 0 && program.changesInTime(variable));
    }

    /** The name of a prepared value. */
    static String prepared(int rowClass, int number) {
        return "prepared " + rowClass + "." + number;
    }

    /** The name of the array that is 1 where a clamped variable is held in the step and 0 elsewhere. */
    public static String held(String variable) {
        return HELD + variable;
    }

    /** The name of the array of the values at which a clamped variable is held. */
    public static String heldAt(String variable) {
        return HELD_AT + variable;
    }

    /** The name of the sum of the constants (nA) of synapses that are added to an ion current of compartments. */
    public static String synapticConstant(String current) {
        return SYNAPTIC_CONSTANT + " of " + current;
    }

    /** The name of the summed slopes of a variable's linear terms, where one loop leaves them for another. */
    static String slope(String variable) {
        return SLOPE + variable;
    }

    /** The name of the summed constants of a variable's linear terms. */
    static String constant(String variable) {
        return CONSTANT + variable;
    }

    /** The name of an array over compartments for a class of synapses; see {@link PresynapticSplit}. */
    static String presynaptic(int rowClass, String what) {
        return PRESYNAPTIC + rowClass + "." + what;
    }

    /** Tells whether an array that is not a variable is written anew in every step. */
    private static boolean isOfStep(String array) {
        return array.equals(INJECTED)
                || array.equals(SYNAPTIC_SLOPE)
                || array.startsWith(SYNAPTIC_CONSTANT)
                || array.startsWith(DELAYED)
                || array.startsWith(PRESYNAPTIC)
                || array.startsWith(HELD)
                || array.startsWith(HELD_AT)
                || array.startsWith(SLOPE)
                || array.startsWith(CONSTANT);
    }
}
