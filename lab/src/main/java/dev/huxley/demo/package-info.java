/**
 * The demo of {@code huxley fit}: a neuron with known parameters, and programs that make recordings: that which the project
 * ships, those of two point neurons, that of a pyramidal cell.
 *
 * <p>Calls {@code fit}, {@code fit.description}, {@code loss}, {@code mechanism.hay}, {@code mechanism.hh},
 * {@code mechanism.ion}, {@code mechanism.passive}, {@code model}, {@code morphology}, {@code optimizer},
 * {@code population}, {@code program.integrate}, {@code protocol}, {@code recording}, {@code recording.csv},
 * {@code recording.nwb}, {@code simulate}, {@code tree}; called by users and {@code bench}, {@code cli}.
 */
package dev.huxley.demo;
