/**
 * Writes the plan as LLVM IR: the time loops, the fused loops, the solves along the cable, clamps, delay lines, and the
 * transfers between PyTorch's arrays and the kernel's memory, with the tables they read.
 */
package dev.huxley.engine.llvm.emit;
