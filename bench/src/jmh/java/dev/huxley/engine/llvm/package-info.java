/** Benchmarks of the llvm engine's parts, beside what they measure. Calls engine.llvm; is called by JMH. */
package dev.huxley.engine.llvm;
