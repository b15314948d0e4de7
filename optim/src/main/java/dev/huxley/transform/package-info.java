/**
 * Maps between bounded parameters and the real line, so that an optimizer may step anywhere: {@link
 * dev.huxley.transform.Transform} for one array, {@link dev.huxley.transform.ParameterTransform} for a tree. All are
 * differentiable by DJL.
 *
 * <p>Calls {@code text}, {@code tree}; called by users and {@code fit}.
 */
package dev.huxley.transform;
