/**
 * The language NMODL as text: words, expressions, statements and blocks with their places in the file, and all problems
 * of a file at once. It knows the form of a file, not its meaning.
 *
 * <p>Calls {@code text}; called by {@code mechanism.nmodl}.
 */
package dev.huxley.mechanism.nmodl.syntax;
