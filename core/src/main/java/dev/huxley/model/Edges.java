package dev.huxley.model;

import dev.huxley.mechanism.SynapseContext;

/** The columns that every row of the dictionary of edges has. */
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
     * The delay (ms), 0 unless set: the synapse sees of its presynaptic compartment what it would have seen so long ago,
     * before that the initial values. A run rounds it to the nearest whole number of its time steps. Not for synapses
     * that carry a current both ways; not trainable.
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
