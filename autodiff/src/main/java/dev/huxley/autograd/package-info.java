/**
 * Reverse-mode gradients through runs and DJL arrays alike: {@link dev.huxley.autograd.Tape} records and differentiates,
 * an {@link dev.huxley.autograd.AdjointFunction} is a run with an adjoint of its own. The only package beside the torch
 * engine that knows PyTorch: it starts it, and mends what in DJL gives wrong gradients.
 */
package dev.huxley.autograd;
