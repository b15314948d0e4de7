/** The artifact that the first cell of a notebook names. */
package dev.huxley.notebook.artifact;
