/**
 * The integrators: which stages advance a quantity along the cable. {@link dev.huxley.program.integrate.Integrators} names
 * them and says what each is good for.
 */
package dev.huxley.program.integrate;
