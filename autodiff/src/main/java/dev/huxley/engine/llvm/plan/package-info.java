/**
 * The plan of a kernel: fused loops over compartments and synapses, classes of rows, the order of elimination along the
 * cable, the places of all numbers in memory, the layout of the tape. Writes no code.
 *
 * <p>Calls {@code array}, {@code engine.llvm.jit}, {@code graph}, {@code graph.differentiate},
 * {@code graph.optimize}, {@code mechanism}, {@code model}, {@code program}; called by {@code engine.llvm},
 * {@code engine.llvm.emit}.
 */
package dev.huxley.engine.llvm.plan;
