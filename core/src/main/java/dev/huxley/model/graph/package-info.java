/**
 * Models as graphs of the JGraphT library, for its algorithms and for editing by deleting vertices and edges, and as
 * GraphML. Needs {@code org.jgrapht:jgrapht-core} and {@code jgrapht-io} on the class path, which Huxley does not bring
 * along. Calls model and JGraphT; is called by users only.
 */
package dev.huxley.model.graph;
