/**
 * The mechanisms that sit in a membrane: the interfaces of channels, what they declare, and the functions that rates are
 * made of. Mechanisms are plain functions of DJL arrays, so that the same source runs eagerly and can be traced. One
 * sub-package per library of mechanisms.
 *
 * <p>Calls {@code text}; called by users and everyone.
 */
package dev.huxley.mechanism;
