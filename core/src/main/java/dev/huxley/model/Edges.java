package dev.huxley.model;

import dev.huxley.mechanism.SynapseContext;

/** The names of the columns that every row of the dictionary of edges has. */
public final class Edges {
    /** The presynaptic compartment. */
    public static final String PRE = "pre";
    /** The postsynaptic compartment. */
    public static final String POST = "post";
    /** The number of the type in {@link NeuronModel#synapseTypes()}. */
    public static final String TYPE = "type";
    /** The number of the synapse among those of its type. */
    public static final String INDEX_IN_TYPE = "index_in_type";

    /**
     * The delay (ms), 0 unless set: the synapse sees its presynaptic compartment as it was this long ago, and its
     * initial values before that. A run rounds the delay to the nearest whole number of time steps. Synapses that carry
     * a current both ways have no delay; it is not trainable.
     */
    public static final String DELAY = "delay";

    private Edges() {}

    /** Throws an error unless the quantity may be set. */
    static void requireSettable(String key) {
        if (key.equals(SynapseContext.PRE_JUNCTIONS) || key.equals(SynapseContext.POST_JUNCTIONS)) {
            throw new IllegalArgumentException("'" + key + "' counts synapses and cannot be set");
        }
    }
}
