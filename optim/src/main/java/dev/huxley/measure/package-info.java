/**
 * How fast simulations and gradients are on this machine, beside a loop in plain Java. Called by the command line and the
 * JMH benchmarks; calls simulate and model.
 */
package dev.huxley.measure;
