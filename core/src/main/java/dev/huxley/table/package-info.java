/**
 * Tables for people: what a model's columns hold, as aligned text, HTML and CSV, queried, sorted and averaged. A table is
 * a window on the columns, never the model: it reads them anew at every use, and nothing done to a table changes them.
 * Knows columns, not models; called by model.
 *
 * <p>Calls {@code query}, {@code text}; called by users and {@code model}.
 */
package dev.huxley.table;
