/**
 * The description of a neuron: compartments, branches, cells, their columns of values, and views on them.
 * Describes only: no numerics, no threads, no engine. Calls morphology, mechanism, protocol, query, table and tree; is read by
 * autodiff, which lowers it to a program.
 */
package dev.huxley.model;
