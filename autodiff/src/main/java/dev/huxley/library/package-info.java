/**
 * Loading of native libraries: they are unpacked into the user's folder, checked byte by byte, replaced where they are
 * damaged, and what fails is said with the file and the remedy. {@link dev.huxley.library.UserFolders} says where the
 * folders are.
 */
package dev.huxley.library;
