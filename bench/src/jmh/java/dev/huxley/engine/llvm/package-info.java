/** Benchmarks of parts of the llvm engine, in its package to reach them. */
package dev.huxley.engine.llvm;
