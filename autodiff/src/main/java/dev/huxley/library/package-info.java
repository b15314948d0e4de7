/**
 * Loading of native libraries: they are unpacked into the user's folder, checked byte by byte, replaced where they are
 * damaged, and what fails is said with the file and the remedy. {@link dev.huxley.library.UserFolders} says where the
 * folders are.
 *
 * <p>Calls {@code text}; called by {@code autograd}, {@code engine}, {@code engine.llvm}, {@code engine.llvm.jit},
 * {@code engine.torch}, {@code simulate}.
 */
package dev.huxley.library;
