/**
 * Derivatives of graphs: forward mode, reverse mode, exact slopes, and gradients split at a tape.
 *
 * <p>Calls {@code graph}, {@code graph.optimize}; called by {@code engine.llvm.emit}, {@code engine.llvm.plan},
 * {@code inspect}, {@code program}, {@code program.derive}.
 */
package dev.huxley.graph.differentiate;
