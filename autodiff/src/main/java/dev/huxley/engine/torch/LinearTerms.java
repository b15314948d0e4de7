package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;

/**
 * The summed linear terms of a variable in one time step: its outflow is {@code slope x - constant}.
 *
 * @param slope (batch, rows)
 * @param constant (batch, rows)
 */
record LinearTerms(NDArray slope, NDArray constant) {}
