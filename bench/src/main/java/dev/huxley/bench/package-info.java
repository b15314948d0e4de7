/**
 * The speed of simulations and gradients on this machine, beside a loop in plain Java.
 *
 * <p>Calls {@code array}, {@code autograd}, {@code demo}, {@code mechanism.hh}, {@code mechanism.synapse},
 * {@code model}, {@code morphology}, {@code protocol}, {@code simulate}, {@code tree}; called by {@code cli}.
 */
package dev.huxley.bench;
