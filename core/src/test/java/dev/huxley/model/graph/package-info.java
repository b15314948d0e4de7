/** Tests of graphs. */
package dev.huxley.model.graph;
