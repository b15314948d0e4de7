/**
 * Tables for people: a model's columns as aligned text, HTML and CSV, queried, sorted and averaged. A table is a
 * read-only view: it reads the columns anew at every use and never changes them. It knows columns, not models.
 *
 * <p>Calls {@code query}, {@code text}; called by users and {@code model}.
 */
package dev.huxley.table;
