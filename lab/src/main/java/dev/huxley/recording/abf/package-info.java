/**
 * Axon Binary Format: ABF1 and ABF2, samples and the commands of the epoch table.
 *
 * <p>Calls {@code recording}; called by nobody.
 */
package dev.huxley.recording.abf;
