package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/**
 * The action of the clamps of a variable in one time step, on all of its rows: (batch, rows) each.
 *
 * @param held where a clamp holds the variable; null if none can
 * @param value the value at which it holds it; anything elsewhere
 * @param conductance the charge through series resistances in this step per mV, in units of capacity; null if there are
 *     none
 * @param driven the conductance times the command
 */
record HeldRows(NDArray held, NDArray value, NDArray conductance, NDArray driven) {
    /** No clamps. */
    static final HeldRows NONE = new HeldRows(null, null, null, null);

    boolean hasHeld() {
        return held != null;
    }

    boolean hasConductance() {
        return conductance != null;
    }

    /** An array that has the values of {@code there} where the variable is held, else those of {@code elsewhere}. */
    NDArray where(NDArray there, NDArray elsewhere) {
        return held == null ? elsewhere : NDArrays.where(held, there, elsewhere);
    }

    /** The variable with the values at which it is held. */
    NDArray hold(NDArray variable) {
        return where(value, variable);
    }

    /** The inflow in this step through series resistances at given values of the variable. */
    NDArray inflow(NDArray variable) {
        return driven.sub(conductance.mul(variable));
    }

    /**
     * These rows and one more clamp that holds the variable at values where a mask is set; the last of several counts.
     */
    HeldRows withHeld(NDArray mask, NDArray values) {
        return held == null
                ? new HeldRows(mask, values, conductance, driven)
                : new HeldRows(held.logicalOr(mask), NDArrays.where(mask, values, value), conductance, driven);
    }

    /** These rows and one more clamp that acts through these conductances, 0 where it does not; several add up. */
    HeldRows withConductance(NDArray charge, NDArray values) {
        NDArray product = charge.mul(values);
        return conductance == null
                ? new HeldRows(held, value, charge, product)
                : new HeldRows(held, value, conductance.add(charge), driven.add(product));
    }
}
