/**
 * Nested dictionaries of named arrays (the pytree): paths, map, zip, flatten and unflatten; and constants that are safe
 * in differentiated code. Holds DJL arrays and nothing about neurons.
 *
 * <p>Calls {@code array}, {@code text}; called by users and {@code autograd}, {@code bench}, {@code demo},
 * {@code fit}, {@code fit.recording}, {@code model}, {@code optimizer}, {@code simulate}, {@code storage},
 * {@code transform}.
 */
package dev.huxley.tree;
