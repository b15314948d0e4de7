package dev.huxley.program;

import dev.huxley.model.Domain;

/**
 * A quantity of a program: a dense array with one element per row, without padding.
 *
 * @param name the model's key, for instance {@code "HH_gNa"}
 * @param kind its role in a run
 * @param domain whether its rows are compartments or synapses
 * @param rows the compartments or synapses that have it, ascending
 */
public record Variable(String name, Kind kind, Domain domain, int[] rows) {
    /** The role of a variable in a run. */
    public enum Kind {
        /** Changes in time; its initial value is an argument of a run. */
        STATE,
        /** Constant in time; an argument of a run. */
        PARAMETER,
        /**
         * A current or rate, computed in every step; not an argument. A membrane current (mA/cm2) or pump rate (mM/ms)
         * has a row for every compartment, a synaptic current (nA) for every synapse of its type.
         */
        CURRENT,
        /**
         * A current whose value before the first step is an argument, because mechanisms read its value of the step
         * before; only in runs that continue where another run ended.
         */
        CARRIED_CURRENT
    }

    public Variable {
        rows = rows.clone();
    }

    @Override
    public int[] rows() {
        return rows.clone();
    }

    /** The number of rows. */
    public int size() {
        return rows.length;
    }

    /** Tells whether the variable is computed anew in every step from the states. */
    public boolean isCurrent() {
        return kind == Kind.CURRENT || kind == Kind.CARRIED_CURRENT;
    }

    /** Tells whether a run takes an array for the variable. */
    public boolean isArgument() {
        return kind != Kind.CURRENT;
    }
}
