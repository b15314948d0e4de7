/**
 * The fitting loop: loss, gradient, step, history, stop rules.
 *
 * <p>Calls {@code autograd}, {@code display}, {@code optimizer}, {@code simulate}, {@code text}, {@code transform},
 * {@code tree}; called by users and {@code cli}, {@code demo}, {@code fit.recording}, {@code notebook},
 * {@code notebook.progress}, {@code notebook.render}, {@code report}.
 */
package dev.huxley.fit;
