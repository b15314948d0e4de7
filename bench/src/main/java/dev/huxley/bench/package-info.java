/**
 * The speed of simulations and gradients on this machine, beside a loop in plain Java.
 *
 * <p>Calls {@code array}, {@code autograd}, {@code demo}, {@code feature}, {@code mechanism}, {@code mechanism.extended},
 * {@code mechanism.hh}, {@code mechanism.nmodl}, {@code mechanism.passive}, {@code mechanism.pospischil}, {@code mechanism.synapse},
 * {@code model}, {@code morphology}, {@code population}, {@code program.integrate}, {@code protocol},
 * {@code simulate}, {@code tree}; called by {@code cli}.
 */
package dev.huxley.bench;
