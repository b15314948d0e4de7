/**
 * What a kernel computes, and where: fused loops over compartments and synapses, classes of rows, the order of
 * elimination along the cable, the memory plan, the layout of the tape. Plans; writes no code.
 */
package dev.huxley.engine.llvm.plan;
