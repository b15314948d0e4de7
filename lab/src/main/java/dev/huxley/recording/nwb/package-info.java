/**
 * Neurodata Without Borders: NWB 2 files with every way of pairing responses and stimuli, read and written.
 *
 * <p>Calls {@code recording}, {@code text}; called by users.
 */
package dev.huxley.recording.nwb;
