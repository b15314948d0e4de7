package dev.huxley.inspect.figure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.display.Displayable;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The voltage of a neuron model under steps of injected current, for models that write the voltage instead of carrying a
 * current.
 *
 * @param sampleInterval in ms
 * @param charging the steps as the rates (mV/ms) at which they alone would charge the membrane
 * @param traces one voltage trace (mV) for each step
 */
public record StepResponse(double sampleInterval, double[] charging, double[][] traces) implements Displayable {
    private static final double DT = 0.05;
    private static final double DURATION = 200;

    /**
     * Runs a compartment with these mechanisms.
     *
     * @param start the initial voltage (mV)
     * @param capacitance the capacitance of the compartment, uF/cm2 unless the neuron model reads it in another unit
     * @param charging the rates (mV/ms) at which the steps charge the membrane
     */
    public static StepResponse of(
            List<MembraneMechanism> mechanisms, double start, double capacitance, double... charging) {
        Cell cell = new Cell(new Compartment());
        mechanisms.forEach(cell::insert);
        cell.set("v", start);
        cell.set("capacitance", capacitance);
        SteadyState.apply(cell);
        double perRate = cell.get("area")[0] * capacitance * 1e-5;
        Waveform step = Waveform.step(DURATION / 10, DURATION * 0.7, perRate, DT, DURATION);
        cell.stimulate(step);
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            NDArray shape = manager.create(step.samples(0)).reshape(1, -1);
            NDArray rates = manager.create(charging, new Shape(charging.length, 1));
            NDArray result = simulation.run(manager, Inputs.none().waveform(0, rates.mul(shape)));
            double[][] traces = new double[charging.length][];
            for (int i = 0; i < traces.length; i++) {
                traces[i] = result.get(i).toDoubleArray();
            }
            return new StepResponse(DT, charging, traces);
        }
    }

    /** The traces, each labeled with its step. */
    public Panel panel() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < traces.length; i++) {
            lines.add(Line.sampled(0, sampleInterval, traces[i])
                    .label(String.format(Locale.ROOT, "%s mV/ms", charging[i])));
        }
        return Panel.of(lines).x("time", "ms").y("voltage", "mV").grid(true);
    }

    @Override
    public String toString() {
        return "StepResponse[charging " + Brief.of(charging) + ", every " + sampleInterval + " ms]";
    }
}
