/**
 * Maps between bounded parameters and the real line, so that an optimizer may step anywhere: {@link
 * dev.huxley.transform.Transform} for one array, {@link dev.huxley.transform.ParameterTransform} for a tree. DJL can
 * differentiate all of them.
 *
 * <p>Calls {@code text}, {@code tree}; called by users and {@code fit}.
 */
package dev.huxley.transform;
