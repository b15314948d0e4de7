package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.algebra.Arithmetic;
import dev.huxley.mechanism.neuron.EventConnection;
import dev.huxley.mechanism.nmodl.IonVariables.Variable;
import dev.huxley.mechanism.nmodl.syntax.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A mechanism that a text in NMODL describes and that is inserted in compartments: a channel or a pool of ions (SUFFIX),
 * a current clamp (POINT_PROCESS), an artificial cell (ARTIFICIAL_CELL). It is set, trained, recorded and stored like any
 * other; a stored model holds the text.
 *
 * <p>Parameters and states have the keys {@code SUFFIX_name}; parameters that NEURON has once for all (GLOBAL) may
 * differ between compartments. The variables of an ion x are shared by all mechanisms of a compartment under NEURON's
 * names: ex (mV), xi and xo (mM). The current of an ion is recorded as {@code ix}, that of no ion as {@code i_SUFFIX}.
 * {@code celsius} is a parameter of the whole model, 6.3 unless set. A text that reads the time has it as a state {@code
 * SUFFIX_t} (ms), 0 at the start.
 *
 * <p>A POINT_PROCESS without events is inserted in one compartment, whose area makes mA/cm2 of its nA; every compartment
 * in which it is inserted has one.
 *
 * <p>An ARTIFICIAL_CELL is alone in a compartment. {@code EventConnection}s bring it events, each with its weight and delay.
 * The state {@code NAME_events}, which may be clamped by {@code Waveform.spikes}, is 1 in a step at whose beginning one more
 * event arrives, of the weight {@code NAME_weight}. The state {@code
 * NAME_spikes} is 1 in a step that begins with a spike, and the voltage then is 40 mV, else -70 mV, as of a {@code
 * SpikeSource}.
 */
public final class NmodlChannel extends Channel {
    /** The state of an artificial cell that is 1 where an event arrives from outside. */
    static final String EVENTS = "events";

    /** nA over um2 in mA/cm2. */
    private static final double PER_AREA = 100;

    /** Voltages of an artificial cell (mV), as of a SpikeSource, so that thresholds see its spikes. */
    private static final double AT_SPIKE = 40;

    private static final double AT_REST = -70;

    /** Weights that are multiples of a small power of 2 are taken for those, if they are so near that areas rounded them. */
    private static final double GRID = 0x1p40;

    private final String source;
    private final NmodlReading reading;
    private final NmodlProgram program;
    private final boolean usesTables;

    /**
     * @param name the name in the model, which need not be that of the text
     * @param source the text
     * @throws NmodlException if the text is no mechanism that Huxley can run, with all problems
     */
    public NmodlChannel(String name, String source) {
        this(name, source, false);
    }

    /**
     * @param name the name in the model, which need not be that of the text
     * @param source the text
     * @param usesTables whether values are interpolated in the text's TABLEs, as in NEURON, or computed exactly
     * @throws NmodlException if the text is no mechanism that Huxley can run, with all problems
     */
    public NmodlChannel(String name, String source, boolean usesTables) {
        this(name, source, NmodlReading.of(SourceText.of(source, name), usesTables), usesTables);
    }

    NmodlChannel(String name, String source, NmodlReading reading, boolean usesTables) {
        super(name);
        this.source = source;
        this.reading = reading;
        this.usesTables = usesTables;
        program = reading.program();
        if (reading.kind() == MechanismKind.SYNAPSE) {
            throw reading.refusal("is a synapse: read it by Nmodl.readSynapse or Nmodl.parseSynapse, and connect it");
        }
        declare();
    }

    /** The same mechanism with values interpolated in its TABLEs, as NEURON does unless told otherwise. */
    public NmodlChannel withTables() {
        return new NmodlChannel(name(), source, true);
    }

    private void declare() {
        for (OwnVariable own : OwnVariable.all(reading, program)) {
            if (own.isState()) {
                state(own.name(), own.shape(), own.values(), own.unit());
            } else {
                parameter(own.name(), own.shape(), own.values(), own.unit());
            }
        }
        if (reading.kind() == MechanismKind.UNIT) {
            state(EVENTS, 0);
        }
        IonVariables ions = reading.ions();
        for (Variable variable : ions.all()) {
            boolean isGoverned = ions.governed().contains(variable.ion());
            switch (variable.kind()) {
                case REVERSAL -> {
                    if (!isGoverned && !variable.isWritten()) {
                        sharedParameter(variable.name(), ions.initial(variable), "mV");
                    } else if (!isGoverned) {
                        sharedState(variable.name(), ions.initial(variable), "mV");
                    }
                }
                case INSIDE, OUTSIDE -> {
                    if (!isGoverned) {
                        sharedState(variable.name(), ions.initial(variable), "mM");
                    }
                }
                default -> {
                    // A current is no quantity that a mechanism declares.
                }
            }
        }
        for (String ion : ions.governed()) {
            sharedState("e" + ion, ions.initial(ion, IonVariables.Kind.REVERSAL), "mV");
            sharedState(ion + "i", ions.initial(ion, IonVariables.Kind.INSIDE), "mM");
            sharedState(ion + "o", ions.initial(ion, IonVariables.Kind.OUTSIDE), "mM");
            mustBePositive(ion + "i");
            mustBePositive(ion + "o");
        }
        if (reading.analysis().predefined().contains("celsius")) {
            globalParameter("celsius", 6.3, "degC");
        }
    }

    /** The text in NMODL. */
    public String source() {
        return source;
    }

    /** All that a reader of the file should know: what has no effect, and what is computed in another way than in NEURON. */
    public List<String> warnings() {
        return reading.warnings().stream().map(Object::toString).toList();
    }

    /**
     * The keys of the states that INITIAL computes from the voltage, an ion or a parameter: a run begins with the values
     * that the model holds, which are those of INITIAL after {@code SteadyState.apply}.
     */
    public List<String> statesOfInitial() {
        List<String> keys = new ArrayList<>();
        program.kept().forEach((name, size) -> {
            boolean isOwn = !reading.ions().contains(name);
            if (isOwn && NmodlProgram.elements(name, size).stream().anyMatch(reading.analysis()::isComputedByInitial)) {
                keys.add(key(name));
            }
        });
        return keys;
    }

    /** The names under which its currents are recorded; empty for a pool of ions and an artificial cell. */
    public List<String> carriedCurrents() {
        boolean isCarrier = program.hasOtherCurrents()
                || !reading.ions().written(IonVariables.Kind.CURRENT).isEmpty();
        return isCarrier ? currentNames() : List.of();
    }

    /** Tells whether its current is that of an electrode, which the file counts inward positive, in nA. */
    public boolean isElectrode() {
        return !reading.file().electrodeCurrents().isEmpty();
    }

    @Override
    public String currentName() {
        return currentNames().get(0);
    }

    @Override
    public List<String> currentNames() {
        List<String> names = new ArrayList<>();
        reading.ions().written(IonVariables.Kind.CURRENT).forEach(variable -> names.add(variable.name()));
        if (names.isEmpty() || program.hasOtherCurrents()) {
            names.add(super.currentName());
        }
        return names;
    }

    @Override
    public Map<String, NDArray> currents(Membrane membrane) {
        Map<String, NDArray> currents = new HashMap<>();
        program.currents(Surroundings.of(membrane)).forEach((name, value) -> {
            NDArray current = Plain.array(value, membrane.voltage());
            currents.put(
                    name.isEmpty() ? super.currentName() : name,
                    reading.kind().isOfPoint() ? current.mul(PER_AREA).div(membrane.get("area")) : current);
        });
        return currents;
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        Environment variables = program.update(Surroundings.of(membrane, arrivals(membrane)));
        Map<String, NDArray> values = values(variables, membrane);
        if (reading.kind() == MechanismKind.UNIT && values.containsKey(NmodlProgram.SPIKES)) {
            NDArray isSpike = values.get(NmodlProgram.SPIKES).gt(0.5);
            NDArray rest = membrane.voltage().zerosLike();
            values.put("v", NDArrays.where(isSpike, rest.add(AT_SPIKE), rest.add(AT_REST)));
        }
        return values;
    }

    /** The weights that connections bring in this step; 0 where none ends. */
    private Object arrivals(Membrane membrane) {
        String arriving = EventConnection.arrivingAt(name());
        if (reading.kind() != MechanismKind.UNIT || !membrane.has(arriving)) {
            return Arithmetic.ZERO;
        }
        NDArray weights = membrane.current(arriving).mul(membrane.get("area")).div(PER_AREA);
        // Thresholds are compared with sums of halves and quarters, which the way over the area may round.
        NDArray rounding = weights.mul(GRID).add(0.5).floor().div(GRID).sub(weights);
        NDArray isRounded = rounding.abs().lt(weights.abs().mul(1e-15));
        return weights.add(
                NDArrays.where(isRounded, rounding, rounding.zerosLike()).stopGradient());
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        Map<String, NDArray> values = values(program.initial(Surroundings.of(membrane)), membrane);
        values.remove(Clock.NAME); // There is no time at which the time would rest.
        return values;
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray sum = null;
        for (NDArray current : currents(membrane).values()) {
            sum = sum == null ? current : sum.add(current);
        }
        return sum;
    }

    /** The values of the states in an environment, by their names. */
    private Map<String, NDArray> values(Environment variables, Membrane membrane) {
        Map<String, NDArray> values = new HashMap<>();
        program.kept().forEach((name, size) -> {
            List<NDArray> elements = new ArrayList<>();
            NmodlProgram.elements(name, size)
                    .forEach(element ->
                            elements.add(Plain.array(variables.get(element).value(), membrane.voltage())));
            values.put(name, size == 0 ? elements.get(0) : NDArrays.stack(new NDList(elements)));
        });
        for (Variable variable : reading.ions().all()) {
            if (variable.isWritten() && variable.kind() != IonVariables.Kind.CURRENT) {
                values.put(
                        variable.name(),
                        Plain.array(variables.get(variable.name()).value(), membrane.voltage()));
            }
        }
        for (String ion : reading.ions().governed()) {
            if (reading.ions().valence(ion).orElse(0.0) != 0) {
                values.put("e" + ion, Plain.array(variables.get("e" + ion).value(), membrane.voltage()));
            }
        }
        return values;
    }

    @Override
    public List<Object> constants() {
        return usesTables ? List.of(source, true) : List.of(source);
    }

    @Override
    public String equations() {
        return lines(source);
    }

    /** The lines of a text that say something, without comments. */
    static String lines(String source) {
        return source.lines()
                .map(line -> line.replaceAll("[:?].*", "").stripTrailing())
                .filter(line -> !line.isBlank())
                .map(line -> line.length() > 100 ? line.substring(0, 97) + "..." : line)
                .collect(Collectors.joining("\n"));
    }
}
