/** Fits by features. */
package dev.huxley.fit.feature;
