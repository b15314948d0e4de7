/**
 * JMH benchmarks, run by hand: speed as ratios within one run. Not part of a release.
 */
package dev.huxley.bench;
