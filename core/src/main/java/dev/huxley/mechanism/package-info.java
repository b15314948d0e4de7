/**
 * The base classes of channels, pumps, synapses and processes, their declarations, and functions for rates. Mechanisms
 * are plain functions of DJL arrays, so the same source runs eagerly and can be traced. Each library of mechanisms has
 * a sub-package.
 *
 * <p>Calls {@code display}, {@code mechanism.algebra}, {@code text}; called by users and everyone.
 */
package dev.huxley.mechanism;
