/**
 * Gradient steps on trees of parameters. One optimiser per file. Calls tree; is called by fit.
 */
package dev.huxley.optimiser;
