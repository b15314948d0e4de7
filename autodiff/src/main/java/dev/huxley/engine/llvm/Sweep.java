package dev.huxley.engine.llvm;

import dev.huxley.graph.Graph;

/**
 * A pass over the compartments of one class that applies an expression to each.
 *
 * <p>The graph's inputs and outputs are known by name: the names of the program's variables, of prepared values (which do
 * not change in time) and those below. An output with the name of a variable replaces its value.
 *
 * @param rowClass the number of the class in {@link RowClasses}
 * @param graph what is computed
 */
record Sweep(int rowClass, Graph graph) {
    /** The excess of the diagonal of the tree's system, in 10 fF; see {@link TreeCode}. */
    static final String EXCESS = "tree excess";
    /** The right-hand side of the tree's system, in 10 fF mV. */
    static final String RIGHT = "tree right";

    /** The name of a prepared value. No quantity of a model has a space in its name. */
    static String prepared(int rowClass, int number) {
        return "prepared " + rowClass + "." + number;
    }
}
