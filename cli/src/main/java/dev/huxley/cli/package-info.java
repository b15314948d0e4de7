/**
 * The command line: huxley fit and what it prints and writes. The top of the tower: nothing calls it.
 *
 * <p>Calls {@code array}, {@code bench}, {@code demo}, {@code fit}, {@code inspect.figure}, {@code loss},
 * {@code mechanism}, {@code mechanism.catalogue}, {@code model}, {@code morphology}, {@code optimizer}, {@code plot},
 * {@code plot.model}, {@code protocol}, {@code recording}, {@code report}, {@code simulate}, {@code text},
 * {@code tree}; called by nobody.
 */
package dev.huxley.cli;
