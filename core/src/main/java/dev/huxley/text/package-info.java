/**
 * Text for people: quotations in messages, short forms of objects, nearest names, delimited text and markup.
 *
 * <p>Calls nothing of Huxley; called by everyone.
 */
package dev.huxley.text;
