/**
 * LLVM IR as text: modules, functions, arithmetic on vectors of lanes, and the mathematical functions that Huxley computes
 * by polynomials of its own.
 */
package dev.huxley.engine.llvm.ir;
