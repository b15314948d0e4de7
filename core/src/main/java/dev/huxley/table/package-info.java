/**
 * Tables for people: a model's columns as aligned text, HTML and CSV, queried, sorted and averaged. A table is a
 * read-only view: it reads the columns anew at every use and never changes them. It knows columns, not models.
 *
 * <p>Calls {@code display}, {@code query}, {@code text}; called by users and {@code model}, {@code notebook.render}.
 */
package dev.huxley.table;
