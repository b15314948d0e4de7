/** Figures of single mechanisms: gates and time constants over the voltage, currents under a clamp, what synapses answer. */
package dev.huxley.inspect.figure;
