/**
 * What a kernel computes, and where: fused loops over compartments and synapses, classes of rows, the order of
 * elimination along the cable, the memory plan, the layout of the tape. Plans; writes no code.
 *
 * <p>Calls {@code array}, {@code engine.llvm.jit}, {@code graph}, {@code graph.differentiate},
 * {@code graph.optimize}, {@code mechanism}, {@code model}, {@code program}; called by {@code engine.llvm},
 * {@code engine.llvm.emit}.
 */
package dev.huxley.engine.llvm.plan;
