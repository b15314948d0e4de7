/**
 * Tests of what the benchmark computes, never of how fast anything is.
 */
package dev.huxley.bench;
