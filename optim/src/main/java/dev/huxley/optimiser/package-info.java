/**
 * Gradient steps on trees of parameters. One optimiser per file; {@link dev.huxley.optimiser.Optimiser} is the contract,
 * {@link dev.huxley.optimiser.Descent} the loop variable that looks after native memory. Calls tree; is called by fit
 * and by users.
 */
package dev.huxley.optimiser;
