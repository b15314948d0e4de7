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

    /** The element that the compartment belongs to, numbered in any way. */
    int element(Structure structure, int compartment) {
        return switch (this) {
            case ONE_VALUE -> 0;
            case PER_CELL -> structure.cell(compartment);
            case PER_BRANCH -> structure.branch(compartment);
            case PER_COMPARTMENT -> compartment;
        };
    }

    String describe(Structure structure, int compartment) {
        return switch (this) {
            case ONE_VALUE -> "the view";
            case PER_CELL -> "cell " + structure.cell(compartment);
            case PER_BRANCH -> "branch " + structure.branchInCell(compartment);
            case PER_COMPARTMENT -> structure.place(compartment);
        };
    }
}
