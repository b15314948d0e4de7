/**
 * The fitting loop: loss, gradient, step, history, stop rules. Calls loss, transform, optimiser and simulate.
 */
package dev.huxley.fit;
