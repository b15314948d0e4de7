package dev.huxley.inspect;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The three functions of a synapse on plain numbers, without a network around it: traced once, evaluated for any number
 * of voltages, parameters and states. Numbers go in and out by key, those of the two compartments by {@link
 * SynapseContext#preKey} and {@link SynapseContext#postKey}. Missing inputs have their default value: quantities of the
 * compartments that of a compartment or of the shipped mechanism that declares them; currents are 0, and unknown
 * quantities 1.
 */
public final class SynapseFunctions extends TracedFunctions {
    static final String PRE = SynapseContext.preKey("v");
    static final String POST = SynapseContext.postKey("v");

    /** The values (mV) of one voltage while the other one is scanned: at rest, near threshold, in a spike. */
    private static final double[] OTHER_VOLTAGES = {-70, -30, 25};

    private final Synapse synapse;

    private SynapseFunctions(Synapse synapse, double timeStep) {
        super(synapse, timeStep);
        this.synapse = synapse;
        offer(PRE, COMPARTMENT.get("v"));
        offer(POST, COMPARTMENT.get("v"));
        synapse.readsPre().forEach(key -> offer(SynapseContext.preKey(key), usual(key)));
        synapse.readsPost().forEach(key -> offer(SynapseContext.postKey(key), usual(key)));
        if (synapse.isReciprocal()) {
            offer(SynapseContext.PRE_JUNCTIONS, 1);
            offer(SynapseContext.POST_JUNCTIONS, 1);
        }
    }

    /**
     * The functions of a synapse.
     *
     * @param timeStep the time step in ms
     */
    public static SynapseFunctions of(Synapse synapse, double timeStep) {
        return new SynapseFunctions(synapse, timeStep);
    }

    /** The synapse. */
    public Synapse synapse() {
        return synapse;
    }

    /** The states after a time step, by key. */
    public Map<String, double[]> update(Map<String, double[]> given) {
        return evaluate(graph(UPDATE), given);
    }

    /** The current in nA, out of the postsynaptic compartment positive. */
    public double[] current(Map<String, double[]> given) {
        return evaluate(graph(CURRENT), given).get(CURRENT);
    }

    /** The steady states, by key. */
    public Map<String, double[]> steadyState(Map<String, double[]> given) {
        return evaluate(graph(STEADY_STATE), given);
    }

    /** The keys of everything that the current depends on. */
    public Set<String> currentInputs() {
        return used(graph(CURRENT));
    }

    /** The usual value of a quantity of a compartment. */
    private static double usual(String key) {
        if (COMPARTMENT.containsKey(key)) {
            return COMPARTMENT.get(key);
        }
        return key.startsWith("i_") ? 0 : declared(key).map(Declaration::value).orElse(1.0);
    }

    /** The declaration of a quantity by a shipped mechanism. */
    private static Optional<Declaration> declared(String key) {
        return Catalogue.declaration(key).filter(Declaration::isScalar);
    }

    @Override
    List<String> functions() {
        return List.of(UPDATE, CURRENT, STEADY_STATE);
    }

    @Override
    Map<String, NDArray> eagerly(String function, Map<String, NDArray> arrays) {
        SynapseContext view = new SynapseContext(synapse, arrays, timeStep());
        return switch (function) {
            case UPDATE -> keyed(function, synapse.update(view), false);
            case STEADY_STATE -> keyed(function, synapse.steadyState(view), false);
            default -> Map.of(CURRENT, synapse.current(view));
        };
    }

    @Override
    List<Scan> scans() {
        List<Scan> scans = new ArrayList<>();
        for (double other : OTHER_VOLTAGES) {
            scans.add(new Scan(PRE, voltages().get(PRE), Map.of(POST, other), " and v_post = " + other + " mV"));
            scans.add(new Scan(POST, voltages().get(POST), Map.of(PRE, other), " and v_pre = " + other + " mV"));
        }
        return scans;
    }

    /** The states amid a pulse of transmitter, which initial values do not represent. */
    @Override
    States midway() {
        return states(
                (state, initial) -> isGate(state) ? 0.37 : range(state) == null ? initial : 0.5,
                " with gates at 0.37, concentrations at 0.5 mM and times at 0.5 ms");
    }

    @Override
    Map<String, double[]> varied() {
        Map<String, double[]> varied = super.varied();
        for (Declaration state : synapse.states()) {
            if (range(state) != null) {
                names(state).forEach(name -> varied.put(name, range(state)));
            }
        }
        readGates().forEach(key -> varied.put(key, new double[] {0.05, 0.95}));
        return varied;
    }

    private static double[] range(Declaration state) {
        return switch (state.unit()) {
            case "mM" -> new double[] {0, 1};
            case "ms" -> new double[] {0, 3};
            default -> null;
        };
    }

    /** The keys of dimensionless states of other mechanisms that the synapse reads: their gates and spikes. */
    List<String> readGates() {
        List<String> keys = new ArrayList<>();
        for (String key : synapse.readsPre()) {
            declared(key).filter(TracedFunctions::isGate).ifPresent(gate -> keys.add(SynapseContext.preKey(key)));
        }
        for (String key : synapse.readsPost()) {
            declared(key).filter(TracedFunctions::isGate).ifPresent(gate -> keys.add(SynapseContext.postKey(key)));
        }
        return keys;
    }

    @Override
    Map<String, String> voltages() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(PRE, "v_pre");
        names.put(POST, "v_post");
        return names;
    }

    @Override
    boolean writesOwnStates() {
        return true;
    }

    @Override
    public String toString() {
        return "SynapseFunctions[of " + synapse.name() + "]";
    }
}
