package dev.huxley.model;

/** The two dictionaries of a model that have rows. */
public enum Domain {
    /** One row per compartment. */
    NODES,
    /** One row per synapse. */
    EDGES
}
