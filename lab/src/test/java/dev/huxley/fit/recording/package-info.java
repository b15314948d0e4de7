/** Fits to recordings. */
package dev.huxley.fit.recording;
