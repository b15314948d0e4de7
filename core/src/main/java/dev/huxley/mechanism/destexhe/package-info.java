/**
 * The kinetic synapses of Destexhe, Mainen and Sejnowski (1998). Calls only the mechanism package; is called by users.
 */
package dev.huxley.mechanism.destexhe;
