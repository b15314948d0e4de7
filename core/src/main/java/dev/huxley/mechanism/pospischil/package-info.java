/**
 * The minimal channels of cortical and thalamic neurons of Pospischil et al. (Biological Cybernetics 99, 2008).
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.pospischil;
