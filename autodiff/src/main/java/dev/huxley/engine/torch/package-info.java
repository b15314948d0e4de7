/**
 * The torch engine: replays programs on DJL NDArrays, PyTorch's autograd gives the gradient. The reference for
 * the other engines. Calls program and graph; is reached through dev.huxley.engine.
 */
package dev.huxley.engine.torch;
