/**
 * The form in which messages show text that Huxley did not write. The package needs nothing else of Huxley; everything
 * that reads files or command lines may call it.
 */
package dev.huxley.text;
