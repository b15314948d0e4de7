package dev.huxley.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.model.Cell;
import dev.huxley.protocol.TimePoints;
import dev.huxley.protocol.Waveform;
import dev.huxley.recording.CommandWaveform;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Sweep;
import dev.huxley.recording.csv.CsvReader;
import dev.huxley.recording.csv.CsvWriter;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Makes the demo's recording: the neuron under current steps, at 20 kHz, with 0.5 mV of amplifier noise. {@link #main}
 * writes the shipped file.
 */
public final class DemoRecording {
    /** The shipped file, beside this class. */
    public static final String RESOURCE = "demo-recording.csv";

    private static final double SAMPLE_INTERVAL = 0.05;
    private static final double DURATION = 22;
    private static final double STEP_AT = 3;
    private static final double SETTLING = 200;
    private static final double REST = -65;
    private static final double NOISE_MILLIVOLT = 0.5;
    private static final long SEED = 1952;

    /** A current step. */
    private record Step(double nanoampere, double milliseconds) {}

    /**
     * The steps: a hyperpolarizing one shows the passive membrane, and a rebound spike at its end; three depolarizing
     * ones cause a spike each.
     */
    private static final List<Step> STEPS =
            List.of(new Step(-0.08, 12), new Step(0.1, 4), new Step(0.2, 2), new Step(0.4, 1));

    private DemoRecording() {}

    /** The recording that the project ships. */
    public static Recording shipped() {
        try (InputStream in = DemoRecording.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the demo's recording " + RESOURCE + " is missing from the installation");
            }
            return CsvReader.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), RESOURCE);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's recording cannot be read", e);
        }
    }

    /** Simulates the recording. */
    public static Recording make() {
        RecordedChannel voltage = new RecordedChannel("voltage", "mV");
        List<Sweep> sweeps = new ArrayList<>();
        Random noise = new Random(SEED);
        try (NDManager manager = HuxleyRuntime.newManager()) {
            for (Step step : STEPS) {
                double[] command = Waveform.step(
                                STEP_AT, step.milliseconds(), step.nanoampere(), SAMPLE_INTERVAL, DURATION)
                        .samples(0);
                double[] trace = simulate(manager, command);
                double[] recorded = new double[command.length];
                for (int k = 0; k < recorded.length; k++) {
                    // An analog-to-digital converter with steps of 0.01 mV.
                    recorded[k] = Math.round(100 * (trace[k] + NOISE_MILLIVOLT * noise.nextGaussian())) / 100.0;
                }
                CommandWaveform waveform = CommandWaveform.of("current", "nA", command);
                sweeps.add(new Sweep(
                        sweeps.size(),
                        0,
                        SAMPLE_INTERVAL,
                        List.of(voltage),
                        new double[][] {recorded},
                        List.of(waveform)));
            }
        }
        return new Recording(
                RESOURCE, "CSV", Optional.of("current steps"), List.of(voltage), 1000 / SAMPLE_INTERVAL, sweeps);
    }

    /** The voltage under a command, from rest: the time before the recording is long enough to settle. */
    private static double[] simulate(NDManager manager, double[] command) {
        Cell cell = DemoNeuron.cell();
        cell.set("v", REST);
        SteadyState.apply(cell);
        int settling = (int) TimePoints.nearest(SETTLING, SAMPLE_INTERVAL);
        double[] whole = new double[settling + command.length];
        System.arraycopy(command, 0, whole, settling, command.length);
        cell.stimulate(Waveform.of(whole, SAMPLE_INTERVAL));
        cell.record("v");
        try (Simulation simulation = Simulation.of(cell).dt(SAMPLE_INTERVAL).build();
                NDArray traces = simulation.run(manager)) {
            return Arrays.copyOfRange(traces.toDoubleArray(), settling, settling + command.length);
        }
    }

    /**
     * Writes the recording.
     *
     * @param arguments the path of the file to write
     */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("give the path of the CSV file to write");
        }
        CsvWriter.write(make(), Path.of(arguments[0]));
        System.out.println("wrote " + arguments[0]);
    }
}
