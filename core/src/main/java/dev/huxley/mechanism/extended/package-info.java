/**
 * Currents of Pospischil et al. (Biological Cybernetics 99, 2008) with parameters for what the paper holds fixed, so that
 * fits of recordings can reach cells that the paper's set cannot: {@code Na} has a slow inactivation and speeds of its gates,
 * {@code K} a voltage and a speed of its own. Each contains the paper's current as a special case.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.pospischil}; called by users and {@code bench}, {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.extended;
