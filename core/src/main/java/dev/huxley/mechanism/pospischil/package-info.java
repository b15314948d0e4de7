/**
 * The minimal channels of cortical and thalamic neurons of Pospischil et al. (Biological Cybernetics 99, 2008). Calls only
 * the mechanism package; is called by users.
 */
package dev.huxley.mechanism.pospischil;
