/** The tools that the tests of all modules share: reference data, NEURON's results, random neurons and hostile texts. */
package dev.huxley.testing;
