/**
 * Distances between simulated and recorded traces, as differentiable functions of DJL arrays.
 * Calls only the DJL API.
 */
package dev.huxley.loss;
