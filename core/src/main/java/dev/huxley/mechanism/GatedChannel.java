package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A channel whose states are gates with first-order kinetics: the gates are declared in the constructor, and the update
 * and the steady state follow from them. With a {@link Mechanism#temperature(Temperature) temperature} all gates follow that of
 * the model.
 *
 * <pre>{@code
 * public final class DelayedRectifier extends GatedChannel {
 *     public DelayedRectifier() {
 *         super("DelayedRectifier");
 *         parameter("g", 0.005, "S/cm2");
 *         sharedParameter("eK", -90, "mV");
 *         gateTowards("n", 0.2, v -> boltzmann(v.add(20).div(9)), v -> exp(v.div(-40)).add(1));
 *     }
 *
 *     @Override
 *     public NDArray current(Membrane membrane) {
 *         NDArray conductance = membrane.get("g").mul(membrane.get("n").pow(4));
 *         return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
 *     }
 * }
 * }</pre>
 */
public abstract class GatedChannel extends Channel {
    /** The number of mV that Jaxley's implementation adds to the voltage in the gates of several libraries. */
    protected static final double JAXLEY_SHIFT = 1e-6;

    private static final double SECONDS_PER_MILLISECOND = 1e-3;

    private final double voltageShift;
    private final Map<String, Function<Membrane, Kinetics>> gates = new LinkedHashMap<>();

    protected GatedChannel(String name) {
        this(name, 0);
    }

    /**
     * A channel whose gates see a slightly shifted voltage, as in an implementation whose traces it should have.
     *
     * @param voltageShift the number of mV that is added to the voltage where gates depend on it alone
     */
    protected GatedChannel(String name, double voltageShift) {
        super(name);
        this.voltageShift = voltageShift;
    }

    /** Declares a gate whose opening and closing rates (1/ms) are functions of the voltage (mV). */
    protected final void gateWithRates(
            String localName, double initial, UnaryOperator<NDArray> alpha, UnaryOperator<NDArray> beta) {
        gate(
                localName,
                initial,
                membrane -> Kinetics.rates(alpha.apply(seenBy(membrane)), beta.apply(seenBy(membrane))));
    }

    /** Declares a gate whose opening and closing rates (1/s) are functions of the voltage (mV). */
    protected final void gateWithRatesPerSecond(
            String localName, double initial, UnaryOperator<NDArray> alpha, UnaryOperator<NDArray> beta) {
        gateWithRates(localName, initial, v -> alpha.apply(v).mul(SECONDS_PER_MILLISECOND), v -> beta.apply(v)
                .mul(SECONDS_PER_MILLISECOND));
    }

    /** Declares a gate whose steady state and time constant (ms) are functions of the voltage (mV). */
    protected final void gateTowards(
            String localName, double initial, UnaryOperator<NDArray> steady, UnaryOperator<NDArray> tau) {
        gate(
                localName,
                initial,
                membrane -> Kinetics.relaxation(steady.apply(seenBy(membrane)), tau.apply(seenBy(membrane))));
    }

    /** Declares a gate that is at its steady state, a function of the voltage (mV), at once. */
    protected final void gateAtOnce(String localName, double initial, UnaryOperator<NDArray> steady) {
        gate(localName, initial, membrane -> Kinetics.atOnce(steady.apply(seenBy(membrane))));
    }

    /** Declares a gate whose kinetics depend on parameters or other states too. */
    protected final void gate(String localName, double initial, Function<Membrane, Kinetics> kinetics) {
        state(localName, initial);
        gates.put(localName, kinetics);
    }

    private NDArray seenBy(Membrane membrane) {
        return voltageShift == 0 ? membrane.voltage() : membrane.voltage().add(voltageShift);
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        Map<String, NDArray> states = new LinkedHashMap<>();
        gates.forEach((name, kinetics) ->
                states.put(name, kinetics(kinetics, membrane).step(membrane.get(name), membrane.timeStep())));
        return states;
    }

    private Kinetics kinetics(Function<Membrane, Kinetics> gate, Membrane membrane) {
        return atTemperature(gate.apply(membrane), membrane);
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        Map<String, NDArray> states = new LinkedHashMap<>();
        gates.forEach(
                (name, kinetics) -> states.put(name, kinetics.apply(membrane).steadyState()));
        return states;
    }
}
