package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A synapse: a current into the postsynaptic compartment that depends on the presynaptic one.
 *
 * <p>Written like a {@link Channel}: plain {@link NDArray} operations, elementwise over the synapses of this type, run
 * eagerly or traced. A synapse sees both voltages, its own parameters and states (one value per synapse), and the
 * quantities of the compartments on either side that it declares to read.
 *
 * <pre>{@code
 * public final class CurrentPulse extends Synapse {
 *     public CurrentPulse() {
 *         super("CurrentPulse");
 *         parameter("gS", 1e-4, "nA");
 *     }
 *
 *     @Override
 *     public NDArray current(SynapseContext synapse) {
 *         return synapse.get("gS").mul(Rates.boltzmann(synapse.preVoltage().add(35).div(10))).neg();
 *     }
 * }
 * }</pre>
 */
public abstract class Synapse extends Mechanism {
    private final Set<String> readsPre = new LinkedHashSet<>();
    private final Set<String> readsPost = new LinkedHashSet<>();

    protected Synapse(String name) {
        super(name);
    }

    /** The name under which the current (nA) can be recorded. */
    public final String currentName() {
        return "i_" + name();
    }

    /** The quantities of the presynaptic compartment, besides the voltage, that the synapse reads. */
    public final Set<String> readsPre() {
        return Collections.unmodifiableSet(readsPre);
    }

    /** The quantities of the postsynaptic compartment, besides the voltage, that the synapse reads. */
    public final Set<String> readsPost() {
        return Collections.unmodifiableSet(readsPost);
    }

    /**
     * Declares that the synapse reads a quantity of the presynaptic compartment, by the model's key: a state or
     * parameter of a channel there ({@code "Fire_spikes"}), a membrane current of the previous evaluation ({@code
     * "i_Ca"}), or the geometry ({@code "area"}).
     */
    protected final void readsPre(String key) {
        readsPre.add(key);
    }

    /** Declares that the synapse reads a quantity of the postsynaptic compartment, see {@link #readsPre(String)}. */
    protected final void readsPost(String key) {
        readsPost.add(key);
    }

    /**
     * Returns true if the current that leaves the postsynaptic compartment enters the presynaptic one, as in a gap
     * junction. Such a current uses the voltages before the step on both sides, so charge is conserved; the synapse
     * must ensure its stability itself, see {@link SynapseContext#preJunctions()}.
     */
    public boolean isReciprocal() {
        return false;
    }

    /**
     * The states after one time step, from the states before it and the present voltages.
     *
     * @return new values by local name; states that are not returned keep their values
     */
    public Map<String, NDArray> update(SynapseContext synapse) {
        return Map.of();
    }

    /**
     * The states at rest at the given presynaptic voltage, without spikes, by local name; states that are not returned
     * keep their values.
     */
    public Map<String, NDArray> steadyState(SynapseContext synapse) {
        return Map.of();
    }

    /**
     * The names of the ion currents that are parts of the current, such as {@code ica}: mechanisms of the postsynaptic
     * compartment that read a current of this name see it, too. None unless overridden.
     */
    public List<String> ionCurrentNames() {
        return List.of();
    }

    /**
     * Tells whether the synapse acts by what mechanisms read in the next step alone, so that its delays are one time step
     * shorter than they are set. False unless overridden.
     */
    public boolean actsInNextStep() {
        return false;
    }

    /** The ion currents (nA, out of the postsynaptic compartment positive) by their names; a current of every name. */
    public Map<String, NDArray> ionCurrents(SynapseContext synapse) {
        return Map.of();
    }

    /** The current in nA, outward (out of the postsynaptic compartment) positive, at the already updated states. */
    public abstract NDArray current(SynapseContext synapse);
}
