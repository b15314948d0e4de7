/**
 * The speed of simulations and gradients on this machine, beside a loop in plain Java. Called by the command line and
 * the JMH benchmarks; calls simulate and model.
 */
package dev.huxley.bench;
