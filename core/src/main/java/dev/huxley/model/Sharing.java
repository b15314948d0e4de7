package dev.huxley.model;

/** The compartments of a view that share one value of a trainable parameter. */
public enum Sharing {
    /** One value for the whole view. */
    ONE_VALUE,
    /** One value for every cell in view. */
    PER_CELL,
    /** One value for every branch in view. */
    PER_BRANCH,
    /** One value for every compartment in view. */
    PER_COMPARTMENT;

    /** The compartments that share a value in this structure. */
    Grouping in(Structure structure) {
        return switch (this) {
            case ONE_VALUE -> Grouping.one("the view");
            case PER_CELL -> new Grouping(structure::cell, row -> "cell " + structure.cell(row));
            case PER_BRANCH -> new Grouping(structure::branch, row -> "branch " + structure.branchInCell(row));
            case PER_COMPARTMENT -> new Grouping(row -> row, structure::place);
        };
    }
}
