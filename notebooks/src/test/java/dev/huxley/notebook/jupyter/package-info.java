/** The project's kernel in a process of its own, spoken to as Jupyter does. */
package dev.huxley.notebook.jupyter;
