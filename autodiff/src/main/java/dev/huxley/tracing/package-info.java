/**
 * Turns functions of DJL arrays into expression graphs by running them on tracing arrays; {@link
 * dev.huxley.tracing.Tracer} is the entry point. Starts no DJL engine.
 *
 * <p>Calls {@code graph}, {@code text}; called by {@code inspect}, {@code neuron}, {@code program.derive}, {@code program.integrate},
 * {@code program.lower}.
 */
package dev.huxley.tracing;
