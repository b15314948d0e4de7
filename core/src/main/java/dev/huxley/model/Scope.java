package dev.huxley.model;

/** How {@code cell}, {@code branch} and {@code comp} count. */
public enum Scope {
    /** What is in view counts from 0: branches within each cell, compartments within each branch. */
    LOCAL,
    /** The numbers of the whole model: branch 7 of all branches, compartment 12 of all compartments. */
    GLOBAL
}
