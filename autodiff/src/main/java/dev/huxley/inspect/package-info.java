/**
 * Looks at single mechanisms: their functions of numbers, their gates over the voltage, their currents under a voltage
 * clamp, what synapses answer, and a check of mechanisms that a user writes.
 *
 * <p>Calls {@code graph}, {@code graph.differentiate}, {@code graph.optimize}, {@code mechanism},
 * {@code mechanism.catalogue}, {@code protocol}, {@code simulate}, {@code text}, {@code tracing}; called by users and
 * {@code inspect.figure}.
 */
package dev.huxley.inspect;
