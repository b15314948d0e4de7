/**
 * The torch engine: replays programs on DJL NDArrays, PyTorch's autograd gives the gradient. The reference for
 * the other engines.
 *
 * <p>Calls {@code array}, {@code autograd}, {@code engine}, {@code graph}, {@code library}, {@code model},
 * {@code program}; called by {@code simulate}.
 */
package dev.huxley.engine.torch;
