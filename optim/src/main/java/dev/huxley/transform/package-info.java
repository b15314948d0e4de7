/**
 * Maps between bounded parameters and the real line, so that an optimizer may step anywhere: {@link
 * dev.huxley.transform.Transform} for one array, {@link dev.huxley.transform.ParameterTransform} for a tree. All are
 * differentiable by DJL. Calls tree; is called by fit and by users.
 */
package dev.huxley.transform;
