/**
 * Graphs rewritten into cheaper or safer ones of the same value: exponentials merged, divisions shared, constants hoisted,
 * branches made safe to differentiate, values stored or computed again.
 */
package dev.huxley.graph.optimize;
