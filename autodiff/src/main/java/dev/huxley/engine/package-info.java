/**
 * The engines: each compiles a program into a kernel that runs the whole time loop and its adjoint.
 * One sub-package per engine.
 *
 * <p>Calls {@code array}, {@code graph.optimize}, {@code library}, {@code program}; called by {@code engine.llvm},
 * {@code engine.torch}, {@code simulate}.
 */
package dev.huxley.engine;
