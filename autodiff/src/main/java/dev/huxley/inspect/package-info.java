/**
 * Looks at single mechanisms: their functions of numbers, their gates over the voltage, their currents under a voltage
 * clamp, what synapses answer, and a check of mechanisms that a user writes. Calls trace, graph, program and simulate; is called by users and
 * the command line.
 */
package dev.huxley.inspect;
