/**
 * Published model neurons, built and ready to simulate. Calls what a user calls: model, morphology, mechanisms, and
 * simulate for steady states. Called by the command line, measurements, examples and tests; nothing else depends on it.
 */
package dev.huxley.example;
