/**
 * The form in which messages show text that Huxley did not write.
 *
 * <p>Calls nothing of Huxley; called by everyone.
 */
package dev.huxley.text;
