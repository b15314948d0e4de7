/**
 * The demo of {@code huxley fit}: a neuron with known parameters, and the program that makes the recording which the
 * project ships. Calls model, simulate and recording; is called by the command line.
 */
package dev.huxley.demo;
