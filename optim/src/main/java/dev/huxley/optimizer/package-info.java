/**
 * Gradient steps on trees of parameters. One optimizer per file; {@link dev.huxley.optimizer.Optimizer} is the contract,
 * {@link dev.huxley.optimizer.Descent} the loop variable that looks after native memory. Calls tree; is called by fit
 * and by users.
 */
package dev.huxley.optimizer;
