package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import dev.huxley.text.Brief;
import java.util.Map;
import java.util.TreeSet;

/**
 * The surroundings of a synapse: the voltages on both sides, its own parameters and states, and the quantities of the
 * two compartments that it declared to read. All arrays have one element per synapse, possibly behind a batch axis.
 */
public final class SynapseContext implements LocalValues {
    /**
     * The column with the number of reciprocal synapses that connect to the presynaptic compartment; only such synapses
     * have it.
     */
    public static final String PRE_JUNCTIONS = "pre_junctions";
    /**
     * The column with the number of reciprocal synapses that connect to the postsynaptic compartment; only such
     * synapses have it.
     */
    public static final String POST_JUNCTIONS = "post_junctions";

    private static final String PRE = "pre/";
    private static final String POST = "post/";

    private final Synapse synapse;
    private final Map<String, NDArray> arrays;
    private final double timeStep;

    /**
     * @param synapse the synapse that reads
     * @param arrays arrays by key: its own keys, and {@link #preKey} and {@link #postKey} of {@code "v"} and of the
     *     quantities that it reads
     * @param timeStep the time step in ms
     */
    public SynapseContext(Synapse synapse, Map<String, NDArray> arrays, double timeStep) {
        this.synapse = synapse;
        this.arrays = Map.copyOf(arrays);
        this.timeStep = timeStep;
    }

    /** The key of a quantity of the presynaptic compartment. */
    public static String preKey(String key) {
        return PRE + key;
    }

    /** The key of a quantity of the postsynaptic compartment. */
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

    /**
     * The number of reciprocal synapses that connect to the presynaptic compartment of this reciprocal synapse, itself
     * included.
     */
    public NDArray preJunctions() {
        return array(PRE_JUNCTIONS, PRE_JUNCTIONS, "unless it is reciprocal");
    }

    /**
     * The number of reciprocal synapses that connect to the postsynaptic compartment of this reciprocal synapse, itself
     * included.
     */
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
    public boolean has(String name) {
        return arrays.containsKey(synapse.key(name));
    }

    @Override
    public String toString() {
        return "SynapseContext[of " + synapse.name() + ": " + Brief.list(arrays.keySet()) + "]";
    }
}
