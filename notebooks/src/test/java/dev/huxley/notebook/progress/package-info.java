/** The progress of runs and fits. */
package dev.huxley.notebook.progress;
