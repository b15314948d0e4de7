package dev.huxley.inspect;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.MembraneMechanism;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The three functions of a channel or pump on plain numbers, without a model around it: traced once, evaluated for any
 * number of voltages, parameters and states. Numbers go in and out by key (see {@code Mechanism.key}), those of arrays
 * element by element; missing inputs have their default value, and currents of other mechanisms are 0.
 */
public final class MechanismFunctions extends TracedFunctions {
    private final MembraneMechanism mechanism;

    private MechanismFunctions(MembraneMechanism mechanism, double timeStep, Collection<String> currents) {
        super(mechanism, timeStep);
        this.mechanism = mechanism;
        COMPARTMENT.forEach(this::offer);
        currents.forEach(name -> offer(name, 0.0));
        mechanism.currentNames().forEach(name -> offer(name, 0.0));
    }

    /**
     * The functions of a mechanism.
     *
     * @param timeStep the time step in ms
     * @param currents names of membrane currents of other mechanisms that this one may read
     */
    public static MechanismFunctions of(MembraneMechanism mechanism, double timeStep, Collection<String> currents) {
        return new MechanismFunctions(mechanism, timeStep, currents);
    }

    /** The mechanism. */
    public MembraneMechanism mechanism() {
        return mechanism;
    }

    /** The states (and the voltage, if the mechanism writes it) after a time step, by key. */
    public Map<String, double[]> update(Map<String, double[]> given) {
        return evaluate(graph(UPDATE), given);
    }

    /** The current density of a channel in mA/cm2, the removal rate of a pump in mM/ms. */
    public double[] current(Map<String, double[]> given) {
        return evaluate(graph(densityName()), given).get(CURRENT);
    }

    /** The steady states, by key. */
    public Map<String, double[]> steadyState(Map<String, double[]> given) {
        return evaluate(graph(STEADY_STATE), given);
    }

    @Override
    List<String> functions() {
        return List.of(UPDATE, densityName(), STEADY_STATE);
    }

    @Override
    Map<String, NDArray> eagerly(String function, Map<String, NDArray> arrays) {
        Membrane membrane = new Membrane(mechanism, arrays, timeStep());
        return switch (function) {
            case UPDATE -> keyed(function, mechanism.update(membrane), true);
            case STEADY_STATE -> keyed(function, mechanism.steadyState(membrane), false);
            default -> Map.of(CURRENT, density(membrane));
        };
    }

    @Override
    List<Scan> scans() {
        return List.of(new Scan("v", "v", Map.of(), ""));
    }

    @Override
    States midway() {
        return states(
                (state, initial) -> isGate(state) ? 0.37 : state.unit().equals("mM") ? 1000 * initial : initial,
                " with gates at 0.37 and other states 1000 times larger");
    }

    @Override
    Map<String, String> voltages() {
        return Map.of("v", "v");
    }

    /** The name of the mechanism's flux: {@code "current"} or {@code "removal rate"}. */
    String densityName() {
        return mechanism instanceof IonPump ? "removal rate" : "current";
    }

    @Override
    boolean writesOwnStates() {
        return !(mechanism instanceof IonPump);
    }

    private NDArray density(Membrane membrane) {
        if (mechanism instanceof Channel channel) {
            return channel.current(membrane);
        }
        if (mechanism instanceof IonPump pump) {
            return pump.removalRate(membrane);
        }
        throw new IllegalArgumentException(mechanism + " is neither a channel nor a pump");
    }

    @Override
    public String toString() {
        return "MechanismFunctions[of " + mechanism.name() + "]";
    }
}
