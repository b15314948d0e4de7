package dev.huxley.cli;

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

/** Recordings of the smallest spiking model of the ladder: steps of current for 200 ms from 50 ms on, with 0.1 mV of noise. */
public final class MadeRecording {
    private static final int SAMPLES = 3_000;
    private static final double INTERVAL = 0.1;
    private static final RecordedChannel VOLTAGE = new RecordedChannel("voltage", "mV");

    private MadeRecording() {}

    /** Writes the recording of these steps (nA) as CSV. */
    public static void write(Path file, double... amplitudes) {
        CsvWriter.write(make(amplitudes), file);
    }

    static Recording make(double... amplitudes) {
        DescribedModel model = Ladder.rung().description().build();
        List<SweepInput> inputs = new ArrayList<>();
        List<double[]> currents = new ArrayList<>();
        for (double amplitude : amplitudes) {
            double[] current = new double[SAMPLES];
            double[] steps = new double[2 * (SAMPLES - 1)];
            for (int i = 0; i < SAMPLES; i++) {
                current[i] = i >= 500 && i < 2_500 ? amplitude : 0;
            }
            for (int i = 0; i < steps.length; i++) {
                steps[i] = current[i / 2];
            }
            currents.add(current);
            inputs.add(new SweepInput(steps, -70));
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
                for (int k = 0; k < voltage.length; k++) {
                    voltage[k] += 0.1 * random.nextGaussian();
                }
                sweeps.add(new Sweep(
                        i,
                        0,
                        INTERVAL,
                        List.of(VOLTAGE),
                        new double[][] {voltage},
                        List.of(CommandWaveform.of("current", "nA", currents.get(i)))));
            }
        }
        return new Recording("made.csv", "CSV", Optional.empty(), List.of(VOLTAGE), 1000 / INTERVAL, sweeps);
    }
}
