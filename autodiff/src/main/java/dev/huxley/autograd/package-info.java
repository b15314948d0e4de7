/**
 * Reverse-mode gradients through runs and DJL arrays alike: {@link dev.huxley.autograd.Tape} records and
 * differentiates, an {@link dev.huxley.autograd.AdjointFunction} is a run with an adjoint of its own. The only package
 * beside the torch engine that knows PyTorch: it starts PyTorch, and mends the fault of DJL that gives wrong gradients.
 *
 * <p>Calls {@code array}, {@code library}, {@code tree}; called by users and {@code bench}, {@code engine.torch},
 * {@code feature}, {@code fit}, {@code fit.feature}, {@code loss}, {@code notebook}, {@code simulate}.
 */
package dev.huxley.autograd;
