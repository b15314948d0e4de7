/**
 * The fitting loop: loss, gradient, step, history, stop rules. Calls loss, transform, optimizer and simulate.
 */
package dev.huxley.fit;
