/**
 * Recordings as delimited text, read and written.
 *
 * <p>Calls {@code recording}, {@code text}; called by users and {@code demo}.
 */
package dev.huxley.recording.csv;
