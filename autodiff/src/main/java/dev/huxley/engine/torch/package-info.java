/**
 * The torch engine: it replays programs on DJL NDArrays, and PyTorch's autograd gives the gradient. The llvm engine is
 * tested against it.
 *
 * <p>Calls {@code array}, {@code autograd}, {@code engine}, {@code graph}, {@code library}, {@code model},
 * {@code program}; called by {@code simulate}.
 */
package dev.huxley.engine.torch;
