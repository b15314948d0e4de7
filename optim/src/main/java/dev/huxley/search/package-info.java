/**
 * Searches for the parameters of a smallest score, by evaluations of whole populations and by gradients: a
 * {@link dev.huxley.search.Portfolio} of CMA-ES, Levenberg-Marquardt, L-BFGS and Adam whose state can be saved. Points are plain numbers in the unit cube; nothing here knows neurons.
 *
 * <p>Calls {@code text}; called by users and {@code cluster}, {@code fit.feature}.
 */
package dev.huxley.search;
