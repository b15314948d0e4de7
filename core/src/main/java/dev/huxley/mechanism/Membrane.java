package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import dev.huxley.text.Brief;
import java.util.Map;
import java.util.TreeSet;

/**
 * The surroundings of a mechanism in a membrane: the voltage, its own and shared parameters and states, the geometry of
 * the compartments, and the membrane currents of the previous time step. All arrays have one element per compartment in
 * which the mechanism is inserted, possibly behind a batch axis; the axes of an array-valued quantity come before
 * these.
 */
public final class Membrane implements LocalValues {
    private final Mechanism mechanism;
    private final Map<String, NDArray> arrays;
    private final double timeStep;

    /** The map into which implicit steps put their rates; null where they take steps. */
    private final Map<String, NDArray> rates;

    /**
     * @param mechanism the mechanism that reads
     * @param arrays arrays by key (see {@link Mechanism#key}), with {@code "v"} for the voltage
     * @param timeStep the time step in ms
     */
    public Membrane(Mechanism mechanism, Map<String, NDArray> arrays, double timeStep) {
        this(mechanism, arrays, timeStep, null);
    }

    private Membrane(Mechanism mechanism, Map<String, NDArray> arrays, double timeStep, Map<String, NDArray> rates) {
        this.mechanism = mechanism;
        this.arrays = Map.copyOf(arrays);
        this.timeStep = timeStep;
        this.rates = rates;
    }

    /**
     * A membrane on which an {@link ImplicitEuler} takes no step: it puts the rates of change (per ms) of its states, by
     * local name, into a map, for those who write a mechanism's equations.
     *
     * @param mechanism the mechanism that reads
     * @param arrays as those of the constructor
     * @param rates receives the rates
     */
    public static Membrane askingForRates(
            Mechanism mechanism, Map<String, NDArray> arrays, Map<String, NDArray> rates) {
        return new Membrane(mechanism, arrays, 1, rates);
    }

    /** The map into which implicit steps put their rates; null where they take steps. */
    Map<String, NDArray> rates() {
        return rates;
    }

    /** The membrane voltage in mV. */
    public NDArray voltage() {
        return get("v");
    }

    /** The time step in ms. */
    public double timeStep() {
        return timeStep;
    }

    /**
     * A parameter or state by the name that the mechanism declared; or {@code radius}, {@code length}, {@code area}
     * (um, um2), {@code capacitance} (uF/cm2), {@code axial_resistivity} (Ohm cm), or a membrane current of the
     * previous step such as {@code i_Ca} (mA/cm2); or a quantity of the whole model.
     */
    @Override
    public NDArray get(String name) {
        NDArray array = arrays.get(mechanism.key(name));
        if (array == null) {
            throw new IllegalArgumentException("mechanism " + mechanism.name() + " asks for '" + name
                    + "', which is neither declared by it nor present in its compartments; there are "
                    + new TreeSet<>(arrays.keySet()));
        }
        return array;
    }

    /**
     * A membrane current of the previous step (mA/cm2) by its name, such as {@code i_Ca}; 0 if no mechanism of the model
     * carries it.
     */
    public NDArray current(String name) {
        NDArray array = arrays.get(name);
        return array == null ? voltage().zerosLike() : array;
    }

    @Override
    public boolean has(String name) {
        return arrays.containsKey(mechanism.key(name));
    }

    @Override
    public String toString() {
        return "Membrane[of " + mechanism.name() + ": " + Brief.list(arrays.keySet()) + "]";
    }
}
