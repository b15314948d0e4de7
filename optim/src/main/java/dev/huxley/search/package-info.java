/**
 * Searches for the parameters of a smallest score, by evaluations of whole populations: CMA-ES, Levenberg-Marquardt, and a
 * portfolio of both whose state can be saved. Points are plain numbers in the unit cube; nothing here knows neurons.
 *
 * <p>Calls {@code text}; called by users and {@code fit.feature}.
 */
package dev.huxley.search;
