/**
 * Nested dictionaries of named arrays (the pytree): paths, map, zip, flatten and unflatten. They hold DJL arrays and
 * know nothing of neurons.
 *
 * <p>Calls {@code array}, {@code display}, {@code text}; called by users and {@code autograd}, {@code bench},
 * {@code demo}, {@code fit}, {@code fit.description}, {@code fit.feature}, {@code fit.recording}, {@code model},
 * {@code notebook}, {@code notebook.render}, {@code optimizer}, {@code population}, {@code simulate}, {@code storage},
 * {@code transform}.
 */
package dev.huxley.tree;
