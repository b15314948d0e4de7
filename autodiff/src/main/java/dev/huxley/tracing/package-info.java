/**
 * Turns functions of DJL arrays into expression graphs by running them once on recording arrays.
 * {@link dev.huxley.tracing.Tracer} is the way in. Starts no DJL engine. Calls graph; is called by program.
 */
package dev.huxley.tracing;
