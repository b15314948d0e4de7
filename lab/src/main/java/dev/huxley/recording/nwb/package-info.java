/**
 * Neurodata Without Borders: NWB 2 files with every way of pairing responses and stimuli, read and written.
 *
 * <p>Calls {@code recording}, {@code text}; called by users and {@code demo}.
 */
package dev.huxley.recording.nwb;
