package dev.huxley.mechanism.scheme;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A channel with gates whose rates are those of a voltage {@value #SHIFT} mV higher, as in Jaxley's implementations of
 * retinal models; currents have the voltage itself.
 */
public abstract class ShiftedChannel extends GatedChannel {
    /** The shift in mV. */
    public static final double SHIFT = 1e-6;

    protected ShiftedChannel(String name) {
        super(name);
    }

    /** Declares a gate whose opening and closing rates (1/ms) are functions of the shifted voltage (mV). */
    protected final void shiftedGate(
            String localName, double initial, UnaryOperator<NDArray> alpha, UnaryOperator<NDArray> beta) {
        gateWithRates(localName, initial, v -> alpha.apply(v.add(SHIFT)), v -> beta.apply(v.add(SHIFT)));
    }

    /** Declares a gate that always has its steady state, a function of the shifted voltage (mV). */
    protected final void immediateGate(String localName, double initial, UnaryOperator<NDArray> steady) {
        immediate(
                localName, initial, membrane -> steady.apply(membrane.voltage().add(SHIFT)));
    }

    /** Declares a gate that always has its steady state, a function of other states. */
    protected final void immediate(String localName, double initial, Function<Membrane, NDArray> steady) {
        gate(localName, initial, membrane -> Kinetics.atOnce(steady.apply(membrane)));
    }
}
