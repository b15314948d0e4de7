/** Axon Binary Format: ABF1 and ABF2, samples and the commands of the epoch table. */
package dev.huxley.recording.abf;
