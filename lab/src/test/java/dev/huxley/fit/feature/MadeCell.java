package dev.huxley.fit.feature;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Ladder;
import dev.huxley.population.PopulationSimulation;
import dev.huxley.population.SweepInput;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.recording.CommandWaveform;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Sweep;
import dev.huxley.recording.csv.CsvWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Recordings of a model through its rig: steps of current from 50 ms on, and 100 ms behind them, at 10 kHz, with 0.1 mV of
 * noise.
 */
public final class MadeCell {
    static final double ON = 50;
    static final double OFF = 350;
    private static final double BEHIND = 100;

    private static final double INTERVAL = 0.1;
    private static final RecordedChannel VOLTAGE = new RecordedChannel("voltage", "mV");

    private MadeCell() {}

    /** The recording of a model at its start values under steps of 300 ms. */
    static Recording record(DescribedModel model, double rest, double... amplitudes) {
        return record(model, rest, OFF - ON, amplitudes);
    }

    /** Writes a recording of the smallest spiking model of the ladder under steps (nA) of 200 ms as CSV. */
    public static void write(Path file, double... amplitudes) {
        writeSteps(file, 200, amplitudes);
    }

    /** Writes the same under steps of another duration, ms. */
    public static void writeSteps(Path file, double step, double... amplitudes) {
        CsvWriter.write(record(Ladder.rung().description().build(), -70, step, amplitudes), file);
    }

    /**
     * The recording of a model at its start values.
     *
     * @param rest the voltage of the membrane at which sweeps begin, mV
     * @param step the duration of the steps, ms
     * @param amplitudes the steps, nA
     */
    private static Recording record(DescribedModel model, double rest, double step, double[] amplitudes) {
        int samples = (int) Math.round((ON + step + BEHIND) / INTERVAL);

        List<SweepInput> inputs = new ArrayList<>();
        List<double[]> currents = new ArrayList<>();
        for (double amplitude : amplitudes) {
            double[] current = new double[samples];
            double[] steps = new double[2 * (samples - 1)];
            for (int i = 0; i < samples; i++) {
                current[i] = i * INTERVAL >= ON && i * INTERVAL < ON + step ? amplitude : 0;
            }
            for (int i = 0; i < steps.length; i++) {
                steps[i] = current[i / 2];
            }
            currents.add(current);
            inputs.add(new SweepInput(steps, rest));
        }
        List<Sweep> sweeps = new ArrayList<>();
        Random random = new Random(3);
        try (PopulationSimulation population = PopulationSimulation.of(model.cell())
                .electrode(model.electrode())
                .sweeps(inputs)
                .dt(INTERVAL / 2)
                .integrator(Integrators.crankNicolson())
                .every(2)
                .build()) {
            double[][] traces = population.traces(model.cellValues(model.start()));
            for (int i = 0; i < traces.length; i++) {
                double[] voltage = traces[i];
                model.rig().record(voltage, 0, voltage.length, INTERVAL, currents.get(i));
                for (int k = 0; k < voltage.length; k++) {
                    voltage[k] += model.rig().recordingOffset() + 0.1 * random.nextGaussian();
                }
                sweeps.add(sweep(i, voltage, currents.get(i)));
            }
        }
        return of(sweeps);
    }

    /** A sweep of a voltage (mV) under a commanded current (nA) at 10 kHz. */
    static Sweep sweep(int index, double[] voltage, double[] current) {
        return new Sweep(
                index,
                0,
                INTERVAL,
                List.of(VOLTAGE),
                new double[][] {voltage},
                List.of(CommandWaveform.of("current", "nA", current)));
    }

    static Recording of(List<Sweep> sweeps) {
        return new Recording("made.csv", "CSV", Optional.empty(), List.of(VOLTAGE), 1000 / INTERVAL, sweeps);
    }
}
