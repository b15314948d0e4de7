/** Recordings as delimited text, read and written. */
package dev.huxley.recording.csv;
