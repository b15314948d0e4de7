package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.algebra.Arithmetic;
import dev.huxley.mechanism.nmodl.IonVariables.Variable;
import dev.huxley.mechanism.nmodl.syntax.Declaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A mechanism of a membrane that a text in NMODL describes: a channel, or a pool of ions, which carries no current. It
 * is inserted, set, trained, recorded and stored like any other; a stored model holds the text.
 *
 * <p>Parameters and states have the keys {@code SUFFIX_name}; parameters that NEURON has once for all (GLOBAL) may
 * differ between compartments. The variables of an ion x are shared by all mechanisms of a compartment under NEURON's
 * names: ex (mV), xi and xo (mM). The current of an ion is recorded as {@code ix}, that of no ion as {@code i_SUFFIX}.
 * {@code celsius} is a parameter of the whole model, 6.3 unless set.
 */
public final class NmodlChannel extends Channel {
    private final String source;
    private final NmodlReading reading;
    private final NmodlProgram program;

    /**
     * @param name the name in the model, which need not be that of the text
     * @param source the text
     * @throws NmodlException if the text is no mechanism that Huxley can run, with all problems
     */
    public NmodlChannel(String name, String source) {
        this(name, source, NmodlReading.of(source, name));
    }

    NmodlChannel(String name, String source, NmodlReading reading) {
        super(name);
        this.source = source;
        this.reading = reading;
        program = reading.program();
        declare();
    }

    private void declare() {
        for (Declaration parameter : reading.analysis().parameters()) {
            double value = Double.isNaN(parameter.value()) ? 0 : parameter.value();
            if (parameter.size() == 0) {
                parameter(parameter.name(), value, unit(parameter));
            } else {
                double[] values = new double[parameter.size()];
                java.util.Arrays.fill(values, value);
                parameter(parameter.name(), values, unit(parameter));
            }
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
        declareStates(ions);
        if (reading.analysis().predefined().contains("celsius")) {
            globalParameter("celsius", 6.3, "degC");
        }
    }

    private void declareStates(IonVariables ions) {
        program.kept().forEach((name, size) -> {
            if (ions.contains(name)) {
                return;
            }
            Declaration declared = reading.file()
                    .states()
                    .getOrDefault(name, reading.file().assigned().get(name));
            double start = Double.isNaN(declared.value()) ? 0 : declared.value();
            if (size == 0) {
                state(name, start, unit(declared));
            } else {
                double[] values = new double[size];
                java.util.Arrays.fill(values, start);
                state(name, values, unit(declared));
            }
        });
    }

    private static String unit(Declaration declaration) {
        return declaration.unit().isEmpty() ? "1" : declaration.unit();
    }

    /** The text in NMODL. */
    public String source() {
        return source;
    }

    /** All that a reader of the file should know: what has no effect, and what is computed in another way than in NEURON. */
    public List<String> warnings() {
        return reading.warnings().stream().map(Object::toString).toList();
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
        program.currents(Surroundings.of(membrane))
                .forEach((name, value) -> currents.put(
                        name.isEmpty() ? super.currentName() : name, Plain.array(value, membrane.voltage())));
        return currents;
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        return values(program.update(Surroundings.of(membrane)), membrane);
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        return values(program.initial(Surroundings.of(membrane)), membrane);
    }

    @Override
    public NDArray current(Membrane membrane) {
        Object sum = Arithmetic.ZERO;
        for (Object current : program.currents(Surroundings.of(membrane)).values()) {
            sum = Arithmetic.add(sum, current);
        }
        return Plain.array(sum, membrane.voltage());
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
        return List.of(source);
    }

    @Override
    public String equations() {
        return source.lines()
                .map(line -> line.replaceAll("[:?].*", "").stripTrailing())
                .filter(line -> !line.isBlank())
                .map(line -> line.length() > 100 ? line.substring(0, 97) + "..." : line)
                .collect(Collectors.joining("\n"));
    }
}
