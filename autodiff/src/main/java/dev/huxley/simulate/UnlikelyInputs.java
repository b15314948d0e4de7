package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import dev.huxley.engine.RunArguments;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Structure;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds values that are possible but probably in another unit, by their effect in any row of the batch, and mechanisms
 * of different temperatures. Impossible values are refused where they are set.
 */
final class UnlikelyInputs {
    /** Membranes have 0.5 to 2 uF/cm2, with uncounted spines or folds a few more, myelin a hundredth. */
    private static final double LEAST_CAPACITANCE = 0.1;

    private static final double MOST_CAPACITANCE = 50;
    /** The charge of a spike moves a membrane by some hundred mV in a ms, a strong shock by a thousand. */
    private static final double MOST_RATE = 5000;

    private final NeuronModel model;
    private final Program program;
    private final RunArguments arguments;

    UnlikelyInputs(NeuronModel model, Program program, RunArguments arguments) {
        this.model = model;
        this.program = program;
        this.arguments = arguments;
    }

    /** Finds unlikely inputs and describes them, with at most one text of each kind. */
    List<String> find() {
        List<String> found = new ArrayList<>();
        if (!hasSimplifiedNeuron()) {
            checkVoltage(found);
            checkCapacitance(found);
        }
        checkStimuli(found);
        checkInitialBlocks(found);
        found.addAll(model.globals().temperatureNotes());
        return found;
    }

    /**
     * Simplified neurons have units of their own: {@code AdEx} reads the capacitance in pF, a {@code Rate} is no
     * voltage.
     */
    private boolean hasSimplifiedNeuron() {
        return program.resetsVoltage();
    }

    /** Finds mechanisms of NMODL whose INITIAL, which NEURON runs by itself, was not run. */
    private void checkInitialBlocks(List<String> found) {
        for (Channel channel : model.channels()) {
            if (channel instanceof NmodlChannel imported) {
                List<String> unset = imported.statesOfInitial().stream()
                        .filter(key -> hasDefault(imported, key))
                        .toList();
                if (!unset.isEmpty()) {
                    found.add(channel.name() + " begins with the defaults of " + String.join(", ", unset)
                            + ", which its INITIAL block computes: SteadyState.apply(cell) runs it");
                    return;
                }
            }
        }
    }

    private boolean hasDefault(Mechanism mechanism, String key) {
        Declaration declared = mechanism.states().stream()
                .filter(state -> state.key().equals(key))
                .findFirst()
                .orElseThrow();
        return declared.isScalar()
                && Arrays.stream(model.get(key)).allMatch(value -> Double.isNaN(value) || value == declared.value());
    }

    private void checkVoltage(List<String> found) {
        double[] voltage = values(Program.VOLTAGE);
        double largest = Arrays.stream(voltage).map(Math::abs).max().orElse(0);
        if (largest > 0 && largest < 1) {
            found.add(text(
                    "the voltage begins within %.3g mV of 0 everywhere; voltages are in mV: was %s V meant?",
                    largest, voltage[0]));
        }
    }

    private void checkCapacitance(List<String> found) {
        double[] capacitance = values(program.variable("capacitance"));
        for (int i = 0; i < capacitance.length; i++) {
            double value = capacitance[i];
            if (value < LEAST_CAPACITANCE || value > MOST_CAPACITANCE) {
                found.add(text(
                        "the capacitance of %s is %s uF/cm2, and membranes have about 1 (0.01 F/m2, or 10 fF/um2):"
                                + " was the value in %s?",
                        model.structure().place(i % model.structure().compartments()),
                        value,
                        value > MOST_CAPACITANCE ? "nF/cm2" : "F/m2"));
                return;
            }
        }
    }

    private void checkStimuli(List<String> found) {
        int argument = program.arguments().indexOf(new Argument(ArgumentKind.STIMULUS, 0));
        if (argument < 0) {
            return;
        }
        NDArray stimuli = arguments.arrays().get(argument);
        int waveforms = (int) stimuli.getShape().get(1);
        double[] peaks;
        try (NDArray size = stimuli.stopGradient().abs();
                NDArray most = size.max(new int[] {2})) {
            peaks = most.toDoubleArray();
        }
        double[] capacities = capacities();
        int[] lanes = arguments.stimulusWaveforms();
        int[] places = arguments.stimulusPlaces()[0];
        for (int i = 0; i < peaks.length; i++) {
            for (int lane = 0; lane < lanes.length; lane++) {
                int cell = model.structure().cell(places[lane]);
                // nA / (uF/cm2 um2) = 1e5 mV/ms
                double rate = 1e5 * peaks[i] / capacities[cell];
                if (lanes[lane] == i % waveforms && rate > MOST_RATE) {
                    found.add(text(
                            "a stimulus of %s nA charges cell %d by %.2g mV in a ms; currents are in nA, and a cell of"
                                    + " this size takes less than %.2g: was the value in pA?",
                            peaks[i], cell, rate, peaks[i] * MOST_RATE / 10 / rate));
                    return;
                }
            }
        }
    }

    /** The area times the capacitance of all of every cell (um2 uF/cm2), in the first row of the batch. */
    private double[] capacities() {
        Structure structure = model.structure();
        double[] area = values(program.area());
        double[] capacitance = values(program.variable("capacitance"));
        double[] capacities = new double[structure.cells()];
        for (int i = 0; i < structure.compartments(); i++) {
            capacities[structure.cell(i)] += area[i] * capacitance[i];
        }
        return capacities;
    }

    private double[] values(int variable) {
        int argument = program.arguments().indexOf(new Argument(ArgumentKind.VARIABLE, variable));
        return argument < 0 ? new double[0] : arguments.arrays().get(argument).toDoubleArray();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
