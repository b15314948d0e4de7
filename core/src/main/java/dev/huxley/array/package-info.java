/**
 * Additions to DJL's arrays: their precision, and operations that keep gradients where DJL's lose them.
 *
 * <p>Calls nothing of Huxley; called by users and {@code autograd}, {@code bench}, {@code cli}, {@code engine},
 * {@code engine.llvm}, {@code engine.llvm.emit}, {@code engine.llvm.ir}, {@code engine.llvm.jit},
 * {@code engine.llvm.plan}, {@code engine.torch}, {@code fit.feature}, {@code fit.recording},
 * {@code population}, {@code simulate}, {@code tree}.
 */
package dev.huxley.array;
