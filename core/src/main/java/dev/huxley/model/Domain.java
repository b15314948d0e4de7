package dev.huxley.model;

/** The three dictionaries of a model. */
public enum Domain {
    /** One row per compartment. */
    NODES("compartment"),
    /** One row per synapse. */
    EDGES("synapse"),
    /** One row for the whole model. */
    GLOBALS("model");

    private final String row;

    Domain(String row) {
        this.row = row;
    }

    /** The word for one row. */
    public String row() {
        return row;
    }
}
