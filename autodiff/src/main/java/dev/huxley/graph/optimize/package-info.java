/**
 * Graphs rewritten into cheaper or safer ones of the same value: exponentials merged, divisions shared, constants hoisted,
 * branches made safe to differentiate, values stored or computed again.
 *
 * <p>Calls {@code graph}; called by {@code engine}, {@code engine.llvm.plan}, {@code graph.differentiate},
 * {@code inspect}, {@code program.integrate}, {@code program.lower}.
 */
package dev.huxley.graph.optimize;
