package dev.huxley.engine.llvm;

import dev.huxley.graph.Graph;
import dev.huxley.program.Program;

/**
 * A pass over the compartments of one class that applies an expression to each.
 *
 * <p>The graph's inputs and outputs are known by name: the names of the program's variables, of prepared values (which do
 * not change in time), those of a {@link CableSystem} and that below. An output with the name of a variable replaces its value.
 *
 * @param rowClass the number of the class in {@link RowClasses}
 * @param graph what is computed
 */
record Sweep(int rowClass, Graph graph) {
    /** What stimuli bring in the step, in 10 fF mV; see {@link InjectionCode}. No quantity of a model has a space in its name. */
    static final String INJECTED = "injected charge";

    /** Whether an input of a sweep changes in time: variables do or do not, prepared values do not. */
    static boolean changesInTime(Program program, String input) {
        int variable = program.variable(input);
        return input.equals(INJECTED) || (variable >= 0 && program.changesInTime(variable));
    }

    /** The name of a prepared value. */
    static String prepared(int rowClass, int number) {
        return "prepared " + rowClass + "." + number;
    }
}
