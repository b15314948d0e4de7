/**
 * The channels of the minimal models of cortical and thalamic neurons by Pospischil et al. (Biological Cybernetics 99,
 * 2008).
 *
 * <p>Calls {@code mechanism}; called by users and {@code bench}, {@code mechanism.catalogue},
 * {@code mechanism.extended}.
 */
package dev.huxley.mechanism.pospischil;
