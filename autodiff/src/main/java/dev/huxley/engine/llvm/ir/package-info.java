/**
 * LLVM IR as text: modules, functions, arithmetic on vectors of lanes, and the mathematical functions that Huxley computes
 * by polynomials of its own.
 *
 * <p>Calls {@code array}, {@code engine.llvm.jit}; called by {@code engine.llvm}, {@code engine.llvm.emit}.
 */
package dev.huxley.engine.llvm.ir;
