/**
 * Loading of native libraries: they are unpacked into the user's folder, checked byte by byte, and replaced where they
 * are damaged; errors name the file and the remedy. {@link dev.huxley.library.UserFolders} tells the folders.
 *
 * <p>Calls {@code text}; called by {@code autograd}, {@code engine}, {@code engine.llvm}, {@code engine.llvm.jit},
 * {@code engine.torch}, {@code simulate}.
 */
package dev.huxley.library;
