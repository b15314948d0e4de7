package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.algebra.Arithmetic;
import dev.huxley.mechanism.nmodl.IonVariables.Variable;
import dev.huxley.mechanism.nmodl.syntax.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A synapse that a text in NMODL describes: a POINT_PROCESS with a block NET_RECEIVE, which events drive, or with a
 * POINTER, which reads the presynaptic voltage. A stored model holds the text.
 *
 * <pre>{@code
 * NmodlSynapse synapse = Nmodl.readSynapse(Path.of("synexp.mod"));
 * network.connect(cell, other, synapse).set("SynExp_weight", 5e-4);
 * network.connect(source, other, synapse.drivenBy("SpikeSource_spikes").named("Input")).set("delay", 1.5);
 * }</pre>
 *
 * <p>Events are those of {@code ExpSyn}: an upward crossing of {@code NAME_threshold} (10 mV) by the presynaptic voltage,
 * or the spikes of a state such as that of a {@code SpikeSource}; an event acts in the step whose beginning is nearest.
 * The first argument of NET_RECEIVE is {@code NAME_weight} (1e-4 if its unit is uS, else 1), arguments that the block
 * assigns are states of the connection, all others parameters. Several connections to one point process in NEURON are
 * several synapses here; the sum of currents is the same if events add to states, and a warning tells where they do not.
 *
 * <p>A POINTER has the value of the presynaptic voltage (or of another quantity of that compartment) at the beginning of
 * a step, as in NEURON. An electrical synapse is one such synapse in each direction.
 *
 * <p>The sum of all currents is recorded as {@code i_NAME}, in nA. Mechanisms of the postsynaptic compartment that read an
 * ion's current, such as pools, see that of the synapse, too, from the next step on.
 */
public final class NmodlSynapse extends Synapse {
    private static final String VOLTAGE = "v";
    static final String THRESHOLD = "threshold";
    static final String ABOVE = "above";

    private final String source;
    private final String presynaptic;
    private final NmodlReading reading;
    private final NmodlProgram program;

    /**
     * A synapse that the presynaptic voltage drives.
     *
     * @param name the name in the model, which need not be that of the text
     * @param source the text
     * @throws NmodlException if the text is no mechanism that Huxley can run, with all problems
     */
    public NmodlSynapse(String name, String source) {
        this(name, source, VOLTAGE);
    }

    /**
     * A synapse that a quantity of the presynaptic compartment drives.
     *
     * @param name the name in the model, which need not be that of the text
     * @param source the text
     * @param presynaptic the state that is 1 where there is a spike; the quantity that is read for a text with a POINTER and
     *     without NET_RECEIVE; {@code "v"} for the voltage
     * @throws NmodlException if the text is no mechanism that Huxley can run, with all problems
     */
    public NmodlSynapse(String name, String source, String presynaptic) {
        this(name, source, presynaptic, NmodlReading.of(SourceText.of(source, name), false));
    }

    NmodlSynapse(String name, String source, String presynaptic, NmodlReading reading) {
        super(name);
        this.source = source;
        this.presynaptic = presynaptic;
        this.reading = reading;
        program = reading.program();
        if (reading.kind() != MechanismKind.SYNAPSE) {
            throw reading.refusal(
                    "is no synapse, since it has neither NET_RECEIVE in a POINT_PROCESS nor a POINTER: read"
                            + " it by Nmodl.read or Nmodl.parse, and insert it");
        }
        if (presynaptic == null || presynaptic.isBlank()) {
            throw new IllegalArgumentException("synapse " + name + " is to be driven by a quantity without a name; give"
                    + " a state such as \"SpikeSource_spikes\", or \"v\" for the presynaptic voltage");
        }
        declare();
    }

    private void declare() {
        for (OwnVariable own : OwnVariable.all(reading, program)) {
            if (own.isState()) {
                state(own.name(), own.shape(), own.values(), own.unit());
            } else {
                parameter(own.name(), own.shape(), own.values(), own.unit());
            }
        }
        if (!presynaptic.equals(VOLTAGE)) {
            readsPre(presynaptic);
        } else if (receives()) {
            parameter(THRESHOLD, 10, "mV");
            state(ABOVE, 0);
        }
        for (Variable variable : reading.ions().all()) {
            if (variable.kind() != IonVariables.Kind.CURRENT || !variable.isWritten()) {
                readsPost(variable.name());
            }
        }
        for (String name : reading.analysis().predefined()) {
            if (name.equals("celsius")) {
                globalParameter(name, 6.3, "degC");
            } else {
                readsPost(name.equals("diam") ? "radius" : name);
            }
        }
    }

    private boolean receives() {
        return reading.file().block("NET_RECEIVE").isPresent();
    }

    /** The text in NMODL. */
    public String source() {
        return source;
    }

    /** The state of the presynaptic compartment, or {@code "v"}, that drives the synapse. */
    public String presynaptic() {
        return presynaptic;
    }

    /** The same synapse under another name. */
    public NmodlSynapse named(String other) {
        return new NmodlSynapse(other, source, presynaptic, reading);
    }

    /**
     * The same synapse driven by another quantity of the presynaptic compartment: a state that is 1 where there is a spike,
     * or for a text with a POINTER and without NET_RECEIVE the quantity that it reads.
     */
    public NmodlSynapse drivenBy(String quantity) {
        return new NmodlSynapse(name(), source, quantity, reading);
    }

    /** All that a reader of the file should know: what has no effect, and what is computed in another way than in NEURON. */
    public List<String> warnings() {
        return reading.warnings().stream().map(Object::toString).toList();
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        NDArray above = null;
        NDArray events = null;
        if (receives() && presynaptic.equals(VOLTAGE)) {
            above = above(synapse);
            events = above.mul(NDArrays.sub(1, synapse.get(ABOVE)));
        } else if (receives()) {
            events = synapse.pre(presynaptic);
        }
        Map<String, NDArray> states = values(program.update(surroundings(synapse, events, pointed(synapse))));
        if (above != null) {
            states.put(ABOVE, above);
        }
        return states;
    }

    /** INITIAL at the present voltages. A presynaptic voltage above the threshold sends no event, since it has not just risen. */
    @Override
    public Map<String, NDArray> steadyState(SynapseContext synapse) {
        Map<String, NDArray> states = values(program.initial(surroundings(synapse, null, pointed(synapse))));
        states.remove(Clock.NAME); // There is no time at which the time would rest.
        if (receives() && presynaptic.equals(VOLTAGE)) {
            states.put(ABOVE, above(synapse));
        }
        return states;
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        Object sum = Arithmetic.ZERO;
        for (Object current :
                program.currents(surroundings(synapse, null, null)).values()) {
            sum = Arithmetic.add(sum, current);
        }
        return Plain.array(sum, synapse.postVoltage());
    }

    @Override
    public List<String> ionCurrentNames() {
        return reading.ions().written(IonVariables.Kind.CURRENT).stream()
                .map(Variable::name)
                .toList();
    }

    @Override
    public Map<String, NDArray> ionCurrents(SynapseContext synapse) {
        Map<String, Object> all = program.currents(surroundings(synapse, null, null));
        Map<String, NDArray> currents = new HashMap<>();
        ionCurrentNames().forEach(name -> currents.put(name, Plain.array(all.get(name), synapse.postVoltage())));
        return currents;
    }

    private SynapseSurroundings surroundings(SynapseContext synapse, NDArray events, NDArray pointer) {
        return new SynapseSurroundings(synapse, readsPost(), events, !presynaptic.equals(VOLTAGE), pointer);
    }

    private static NDArray above(SynapseContext synapse) {
        return synapse.preVoltage().gt(synapse.get(THRESHOLD)).toType(DataType.FLOAT64, false);
    }

    private NDArray pointed(SynapseContext synapse) {
        boolean isVoltage = receives() || presynaptic.equals(VOLTAGE);
        return isVoltage ? synapse.preVoltage() : synapse.pre(presynaptic);
    }

    private Map<String, NDArray> values(Environment variables) {
        NDArray like = variables.like();
        Map<String, NDArray> values = new HashMap<>();
        program.kept().forEach((name, size) -> {
            List<NDArray> elements = new ArrayList<>();
            NmodlProgram.elements(name, size)
                    .forEach(element ->
                            elements.add(Plain.array(variables.get(element).value(), like)));
            values.put(name, size == 0 ? elements.get(0) : NDArrays.stack(new NDList(elements)));
        });
        return values;
    }

    @Override
    public List<Object> constants() {
        return presynaptic.equals(VOLTAGE) ? List.of(source) : List.of(source, presynaptic);
    }

    @Override
    public String equations() {
        return NmodlChannel.lines(source);
    }
}
