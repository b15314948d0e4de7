/**
 * The kernels in which a notebook may run: IJava, JJava, rapaio, or none. Each adapter hands MIME bundles to its kernel.
 *
 * <p>Calls {@code display}, {@code notebook.render}; called by {@code notebook}, {@code notebook.progress}.
 */
package dev.huxley.notebook.kernel;
