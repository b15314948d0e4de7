package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import dev.huxley.text.Brief;
import java.util.Map;
import java.util.TreeSet;

/**
 * The surroundings of a synapse as it sees them: the voltages on both sides, its own parameters and states, and what it
 * declared to read of the two compartments. All arrays have one element per synapse, possibly behind a batch axis.
 */
public final class SynapseContext implements LocalValues {
    /** The number of reciprocal synapses that end in the presynaptic compartment: a column of the edges of such synapses. */
    public static final String PRE_JUNCTIONS = "pre_junctions";
    /** The number of reciprocal synapses that end in the postsynaptic compartment: a column of the edges of such synapses. */
    public static final String POST_JUNCTIONS = "post_junctions";

    private static final String PRE = "pre/";
    private static final String POST = "post/";

    private final Synapse synapse;
    private final Map<String, NDArray> arrays;
    private final double timeStep;

    /**
     * @param synapse the synapse that looks
     * @param arrays arrays by key: its own keys, and {@link #preKey} and {@link #postKey} of {@code "v"} and of what it
     *     reads
     * @param timeStep the time step in ms
     */
    public SynapseContext(Synapse synapse, Map<String, NDArray> arrays, double timeStep) {
        this.synapse = synapse;
        this.arrays = Map.copyOf(arrays);
        this.timeStep = timeStep;
    }

    /** The key under which a quantity of the presynaptic compartment is given. */
    public static String preKey(String key) {
        return PRE + key;
    }

    /** The key under which a quantity of the postsynaptic compartment is given. */
    public static String postKey(String key) {
        return POST + key;
    }

    /** The presynaptic voltage in mV. */
    public NDArray preVoltage() {
        return array(preKey("v"), "v", "of the presynaptic compartment");
    }

    /** The postsynaptic voltage in mV. */
    public NDArray postVoltage() {
        return array(postKey("v"), "v", "of the postsynaptic compartment");
    }

    /** The time step in ms. */
    public double timeStep() {
        return timeStep;
    }

    /** A parameter or state by the name that the synapse declared, or a quantity of the whole model. */
    @Override
    public NDArray get(String name) {
        return array(synapse.key(name), name, "of its own; declare it as a parameter or state");
    }

    /** A quantity of the presynaptic compartment that the synapse declared with {@code readsPre}. */
    public NDArray pre(String key) {
        return array(preKey(key), key, "of the presynaptic compartment; declare it with readsPre");
    }

    /** A quantity of the postsynaptic compartment that the synapse declared with {@code readsPost}. */
    public NDArray post(String key) {
        return array(postKey(key), key, "of the postsynaptic compartment; declare it with readsPost");
    }

    /** For a reciprocal synapse: how many reciprocal synapses end in its presynaptic compartment, itself included. */
    public NDArray preJunctions() {
        return array(PRE_JUNCTIONS, PRE_JUNCTIONS, "unless it is reciprocal");
    }

    /** For a reciprocal synapse: how many reciprocal synapses end in its postsynaptic compartment, itself included. */
    public NDArray postJunctions() {
        return array(POST_JUNCTIONS, POST_JUNCTIONS, "unless it is reciprocal");
    }

    private NDArray array(String key, String name, String whose) {
        NDArray array = arrays.get(key);
        if (array == null) {
            throw new IllegalArgumentException("synapse " + synapse.name() + " asks for '" + name
                    + "', which it does not have " + whose + "; there are " + new TreeSet<>(arrays.keySet()));
        }
        return array;
    }

    @Override
    public String toString() {
        return "SynapseContext[of " + synapse.name() + ": " + Brief.list(arrays.keySet()) + "]";
    }
}
