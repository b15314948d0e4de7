/**
 * The integrators, which choose the stages that advance a quantity along the cable. {@link
 * dev.huxley.program.integrate.Integrators} names them and compares them.
 *
 * <p>Calls {@code graph.optimize}, {@code program}, {@code tracing}; called by users and {@code bench}, {@code demo},
 * {@code fit.feature}, {@code parametersweep}, {@code population}, {@code program.lower}, {@code simulate}.
 */
package dev.huxley.program.integrate;
