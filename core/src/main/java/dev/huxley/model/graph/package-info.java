/**
 * Models as graphs of the JGraphT library, for its algorithms and for editing by deleting vertices and edges, and as
 * GraphML, for other programs. Needs {@code org.jgrapht:jgrapht-core} on the class path, which is not a dependency of
 * Huxley.
 *
 * <p>Calls {@code mechanism}, {@code model}, {@code morphology}, {@code storage}, {@code text}; called by users.
 */
package dev.huxley.model.graph;
