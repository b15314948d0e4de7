package dev.huxley.model;

/** The numbering that {@code cell}, {@code branch} and {@code comp} use. */
public enum Scope {
    /** Numbers count the elements in view from 0: branches within each cell, compartments within each branch. */
    LOCAL,
    /** Numbers are those of the whole model: branch 7 of all branches, compartment 12 of all compartments. */
    GLOBAL
}
