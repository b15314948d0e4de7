/**
 * Graded, spike-driven and electrical synapses. Calls only the mechanism package; is called by users.
 */
package dev.huxley.mechanism.synapse;
