/**
 * The expression graph: scalar expressions, simplification, evaluation on doubles, and reverse mode.
 * Knows neither NDArrays nor neurons. Calls nothing of Huxley; is called by trace, program and the engines.
 */
package dev.huxley.graph;
