/**
 * Queries: conditions on the rows of columns, written as text, for instance {@code "radius < 1 and group == 'soma'"}.
 * The small language is parsed by recursive descent and evaluated column by column; nothing is ever compiled or run as
 * code. It knows columns, not models.
 *
 * <p>Calls {@code text}; called by users and {@code model}, {@code table}.
 */
package dev.huxley.query;
