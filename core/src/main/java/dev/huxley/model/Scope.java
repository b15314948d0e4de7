package dev.huxley.model;

/** The numbering that {@code cell}, {@code branch} and {@code comp} use. */
public enum Scope {
    /** Numbers that count from 0 what is in view: branches within each cell, compartments within each branch. */
    LOCAL,
    /** The numbers of the whole model: branch 7 of all branches, compartment 12 of all compartments. */
    GLOBAL
}
