/**
 * Writes the plan as LLVM IR: the time loops, the fused loops, the solves along the cable, clamps, delay lines, and the
 * transfers between PyTorch's arrays and the kernel's memory, with the tables that they read.
 *
 * <p>Calls {@code array}, {@code engine.llvm.ir}, {@code engine.llvm.jit}, {@code engine.llvm.plan}, {@code graph},
 * {@code graph.differentiate}, {@code program}; called by {@code engine.llvm}.
 */
package dev.huxley.engine.llvm.emit;
