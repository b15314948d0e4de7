/**
 * The integrators: which stages advance a quantity along the cable. {@link dev.huxley.program.integrate.Integrators} names
 * them and says what each is good for.
 *
 * <p>Calls {@code graph.optimize}, {@code program}, {@code tracing}; called by users and {@code program.lower},
 * {@code simulate}.
 */
package dev.huxley.program.integrate;
