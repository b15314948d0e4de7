/**
 * Gradient steps on trees of parameters. One optimizer per file; {@link dev.huxley.optimizer.Optimizer} is the
 * contract, {@link dev.huxley.optimizer.Descent} the loop variable that manages native memory.
 *
 * <p>Calls {@code text}, {@code tree}; called by users and {@code demo}, {@code fit}, {@code fit.recording}.
 */
package dev.huxley.optimizer;
