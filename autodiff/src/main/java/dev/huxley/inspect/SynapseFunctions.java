package dev.huxley.inspect;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The three functions of a synapse on plain numbers, without a network around it. What it reads of the compartments on either
 * side has the default of a compartment or of the shipped mechanism that declares it; currents are 0, and what nobody
 * knows is 1.
 */
public final class SynapseFunctions extends TracedFunctions {
    public static final String PRE = SynapseContext.preKey("v");
    public static final String POST = SynapseContext.postKey("v");

    /** The values (mV) of one voltage while the other one is scanned: at rest, near threshold, in a spike. */
    private static final double[] OTHER_VOLTAGES = {-70, -30, 25};

    private final Synapse synapse;

    public SynapseFunctions(Synapse synapse, double timeStep) {
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

    Synapse synapse() {
        return synapse;
    }

    /** The usual value of a quantity of a compartment. */
    private static double usual(String key) {
        if (COMPARTMENT.containsKey(key)) {
            return COMPARTMENT.get(key);
        }
        return key.startsWith("i_") ? 0 : declared(key).map(Declaration::value).orElse(1.0);
    }

    /** The declaration of a quantity by a shipped mechanism. */
    public static Optional<Declaration> declared(String key) {
        return Catalogue.entries().stream()
                .map(CatalogueEntry::create)
                .filter(MembraneMechanism.class::isInstance)
                .flatMap(SynapseFunctions::declarations)
                .filter(declaration -> declaration.key().equals(key) && declaration.isScalar())
                .findFirst();
    }

    /** The parameters and states of a mechanism. */
    public static Stream<Declaration> declarations(Mechanism mechanism) {
        return Stream.of(mechanism.parameters(), mechanism.states()).flatMap(Collection::stream);
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

    /** The midst of a pulse of transmitter, of which initial values know nothing. */
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
}
