/**
 * Plain values as bytes, by which a fit sends its work to other machines: written one after the other, read back with
 * every size checked. No Java object is ever serialized.
 *
 * <p>Calls nothing; called by {@code cluster}, {@code fit.feature}, {@code parametersweep}.
 */
package dev.huxley.fit.job;
