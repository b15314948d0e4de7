/**
 * Cells of notebooks, evaluated as the kernel IJava evaluates them: a session of Java in this program, the project's own
 * kernel around it, and the tests of all notebooks.
 */
package dev.huxley.notebook.cell;
