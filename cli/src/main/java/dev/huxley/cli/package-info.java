/**
 * The command line {@code huxley}: its commands and the text that they print.
 *
 * <p>Calls {@code array}, {@code bench}, {@code cli.model}, {@code demo}, {@code feature}, {@code fit},
 * {@code fit.description}, {@code fit.feature}, {@code fit.recording}, {@code inspect.figure}, {@code mechanism},
 * {@code mechanism.catalogue}, {@code mechanism.nmodl}, {@code model}, {@code morphology}, {@code neuron},
 * {@code parametersweep}, {@code plot}, {@code plot.model}, {@code protocol}, {@code recording}, {@code report},
 * {@code simulate}, {@code text}; called by {@code cluster}.
 */
package dev.huxley.cli;
