/** Fits of losses whose minimum is known. */
package dev.huxley.fit;
