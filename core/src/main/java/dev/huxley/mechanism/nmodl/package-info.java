/**
 * Mechanisms from files in NMODL, NEURON's language: their names, their analysis, and their functions on arrays, which
 * are traced like those of mechanisms in Java.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.algebra}, {@code mechanism.neuron}, {@code mechanism.nmodl.syntax}, {@code
 * text}; called by users and {@code bench}, {@code cli}, {@code cli.model}, {@code fit.description}, {@code neuron}, {@code
 * simulate}.
 */
package dev.huxley.mechanism.nmodl;
