/**
 * From LLVM IR text to machine code that can be called: the target processor, the library, compilation, the code shared
 * within the process and kept on disk for the next one, checks of addresses, and the native memory that code works on.
 *
 * <p>Calls {@code array}, {@code library}; called by {@code engine.llvm}, {@code engine.llvm.emit},
 * {@code engine.llvm.ir}, {@code engine.llvm.plan}.
 */
package dev.huxley.engine.llvm.jit;
