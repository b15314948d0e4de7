package dev.huxley.inspect.figure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.display.Displayable;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.text.Brief;
import java.util.Arrays;
import java.util.List;

/**
 * The responses of a mechanism to a voltage clamp: one trace of its current, or of a state, for each of several steps
 * of the voltage from a holding potential and back to it.
 *
 * @param quantity the recorded quantity, for instance {@code "i_Na"}
 * @param unit its unit
 * @param sampleInterval in ms
 * @param voltages the steps, in mV
 * @param traces one for each step; the first sample is at t = 0
 */
public record ClampFamily(String quantity, String unit, double sampleInterval, double[] voltages, double[][] traces)
        implements Displayable {
    private static final int SAMPLES = 4000;
    private static final double STEP_FROM = 0.1;
    private static final double STEP_TO = 0.8;

    /**
     * A protocol: a tenth of its duration at the holding potential, seven tenths at the step's, the rest at the holding
     * potential again.
     *
     * @param holding in mV
     * @param duration in ms
     * @param steps in mV
     */
    public record Steps(double holding, double duration, double... steps) {
        @Override
        public String toString() {
            return "Steps[from " + holding + " mV to " + Brief.of(steps) + ", " + duration + " ms]";
        }

        /** Steps from -80 mV to -60, -40, ..., 40 mV. */
        public static Steps depolarizing(double duration) {
            return new Steps(-80, duration, -60, -40, -20, 0, 20, 40);
        }

        /** Steps from -40 mV to -50, -70, ..., -150 mV. */
        public static Steps hyperpolarizing(double duration) {
            return new Steps(-40, duration, -50, -70, -90, -110, -130, -150);
        }
    }

    /**
     * Runs the protocol on a compartment with these mechanisms, from the steady state at the holding potential.
     *
     * @param mechanisms the mechanism and those on which it depends, in the order of their updates
     * @param quantity a current or state
     */
    public static ClampFamily of(List<MembraneMechanism> mechanisms, String quantity, Steps protocol) {
        Cell cell = new Cell(new Compartment());
        mechanisms.forEach(cell::insert);
        cell.set("v", protocol.holding());
        SteadyState.apply(cell);
        double dt = protocol.duration() / SAMPLES;
        double[] held = new double[SAMPLES];
        Arrays.fill(held, protocol.holding());
        cell.clamp("v", Waveform.of(held, dt));
        cell.record(quantity);
        double[] steps = protocol.steps();
        double[] clamps = new double[steps.length * SAMPLES];
        for (int i = 0; i < clamps.length; i++) {
            double part = (i % SAMPLES) / (double) SAMPLES;
            clamps[i] = part >= STEP_FROM && part < STEP_TO ? steps[i / SAMPLES] : protocol.holding();
        }
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(dt).build()) {
            NDArray batch = manager.create(clamps, new Shape(steps.length, SAMPLES));
            NDArray result = simulation.run(manager, Inputs.none().clampValues(0, batch));
            double[][] traces = new double[steps.length][];
            for (int i = 0; i < traces.length; i++) {
                traces[i] = result.get(i).toDoubleArray();
            }
            return new ClampFamily(quantity, cell.unit(quantity), dt, steps, traces);
        }
    }

    @Override
    public String toString() {
        return "ClampFamily[" + quantity + " (" + unit + ") at voltages " + Brief.of(voltages) + ", every "
                + sampleInterval + " ms]";
    }
}
