package dev.huxley.demo;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Extension;
import dev.huxley.fit.description.Ladder;
import dev.huxley.population.PopulationSimulation;
import dev.huxley.population.SweepInput;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Sweep;
import dev.huxley.recording.csv.CsvWriter;
import dev.huxley.recording.nwb.NwbWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Makes the recording of a twin: a model neuron of known parameters, recorded as a laboratory would. Ten steps of current
 * of one second from a holding current, at 10 kHz, with 0.15 mV of noise, a liquid junction potential of 14 mV, the drop
 * over a series resistance of 60 MOhm, and a current that is measured: with 9 pA of noise and a transient of half a
 * nanoampere at each spike. {@link #main} writes it as CSV and NWB.
 */
public final class TwinRecording {
    /** The liquid junction potential, mV: the recorded voltage is higher by so much. */
    public static final double JUNCTION_POTENTIAL = 14;

    private static final double INTERVAL = 0.1;
    private static final int STEPS_PER_SAMPLE = 4;
    private static final double START = 100;
    private static final double END = 1_100;
    private static final double DURATION = 1_300;
    private static final double SETTLING = 400;
    private static final double HOLDING = -0.07;
    private static final double STEP = 0.03;
    private static final int SWEEPS = 10;
    private static final double VOLTAGE_NOISE = 0.15;
    private static final double CURRENT_NOISE = 0.009;
    private static final double TRANSIENT = 0.5;
    private static final double THRESHOLD = -20;
    private static final long SEED = 1963;

    private TwinRecording() {}

    /** The true parameters by path, in the units of the model. */
    public static Map<String, Double> truth() {
        Map<String, Double> truth = new LinkedHashMap<>();
        truth.put("Leak_gLeak", 5e-5);
        truth.put("Leak_eLeak", -62.0);
        truth.put("radius", 19.0);
        truth.put("Na_gNa", 0.05);
        truth.put("Na_sHalf", -60.0);
        truth.put("Na_sSlope", 6.0);
        truth.put("Na_sTau", 120.0);
        truth.put("Na_mSpeed", 0.8);
        truth.put("Na_hSpeed", 0.9);
        truth.put("K_gK", 0.012);
        truth.put("K_vt", -56.0);
        truth.put("K_nSpeed", 0.6);
        truth.put("Km_gKm", 4e-4);
        truth.put("Km_taumax", 400.0);
        truth.put("vt", -66.0);
        truth.put("eNa", 45.0);
        truth.put("eK", -85.0);
        truth.put("rig/series_resistance", 60.0);
        return truth;
    }

    /** The model: that of the ladder with slow inactivation, gates of its own, and a series resistance. */
    public static DescribedModel model() {
        return Ladder.rung(Extension.SLOW_INACTIVATION, Extension.GATES, Extension.SERIES_RESISTANCE)
                .description()
                .build();
    }

    /** Simulates the recording. */
    public static Recording make() {
        DescribedModel model = model();
        double[] values = model.free().stream()
                .mapToDouble(value -> truth().get(value.path()))
                .toArray();
        int samples = (int) Math.round(DURATION / INTERVAL);
        int settling = (int) Math.round(SETTLING / INTERVAL);
        double[][] commands = new double[SWEEPS][samples];
        List<SweepInput> inputs = new ArrayList<>();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 0; i < samples; i++) {
                boolean isOn = i * INTERVAL >= START && i * INTERVAL < END;
                commands[sweep][i] = HOLDING + (isOn ? STEP * (sweep + 1) : 0);
            }
            inputs.add(new SweepInput(withSettling(commands[sweep], settling), values[1]));
        }
        RecordedChannel voltage = new RecordedChannel("Vm", "mV");
        RecordedChannel current = new RecordedChannel("Imemb", "pA");
        Random noise = new Random(SEED);
        List<Sweep> sweeps = new ArrayList<>();
        try (PopulationSimulation population = PopulationSimulation.of(model.cell())
                .electrode(model.electrode())
                .sweeps(inputs)
                .dt(INTERVAL / STEPS_PER_SAMPLE)
                .integrator(Integrators.crankNicolson())
                .every(STEPS_PER_SAMPLE)
                .build()) {
            double[][] traces = population.traces(model.cellValues(values));
            for (int sweep = 0; sweep < SWEEPS; sweep++) {
                double[] v = Arrays.copyOfRange(traces[sweep], settling, settling + samples);
                double[] measured = measured(v, commands[sweep], noise);
                model.rig(values).record(v, 0, samples, INTERVAL, commands[sweep]);
                for (int i = 0; i < samples; i++) {
                    v[i] = Math.round(100 * (v[i] + JUNCTION_POTENTIAL + VOLTAGE_NOISE * noise.nextGaussian())) / 100.0;
                }
                sweeps.add(new Sweep(sweep, INTERVAL, List.of(voltage, current), new double[][] {v, measured}));
            }
        }
        return new Recording(
                "twin.csv",
                "CSV",
                Optional.of("current steps"),
                List.of(voltage, current),
                1000 / INTERVAL,
                sweeps,
                List.of(),
                OptionalDouble.of(JUNCTION_POTENTIAL));
    }

    /** The current as it is measured (pA): with noise, and a transient where the voltage crosses the threshold. */
    private static double[] measured(double[] v, double[] command, Random noise) {
        double[] measured = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            measured[i] = 1e3 * (command[i] + CURRENT_NOISE * noise.nextGaussian());
        }
        for (int i = 1; i < v.length; i++) {
            if (v[i - 1] < THRESHOLD && v[i] >= THRESHOLD) {
                for (int k = 0; k < 20 && i + k < v.length; k++) {
                    // Half a millisecond inward, then outward: the amplifier's capacitance follows the spike.
                    measured[i + k] += 1e3 * TRANSIENT * Math.cos(Math.PI * k / 10) * Math.exp(-k / 8.0);
                }
            }
        }
        for (int i = 0; i < v.length; i++) {
            measured[i] = Math.round(10 * measured[i]) / 10.0;
        }
        return measured;
    }

    /** The current per time step, with the holding current before it until all gates have settled. */
    private static double[] withSettling(double[] command, int settling) {
        double[] steps = new double[(settling + command.length - 1) * STEPS_PER_SAMPLE];
        for (int i = 0; i < steps.length; i++) {
            int sample = i / STEPS_PER_SAMPLE - settling;
            steps[i] = sample < 0 ? HOLDING : command[sample];
        }
        return steps;
    }

    /**
     * Writes the recording.
     *
     * @param arguments the path of the CSV file to write, and that of the NWB file
     */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("give the path of the CSV file to write, and that of the NWB file");
        }
        Recording recording = make();
        CsvWriter.write(recording, Path.of(arguments[0]));
        NwbWriter.write(recording, Path.of(arguments[1]));
        System.out.println("wrote " + arguments[0] + " and " + arguments[1]);
    }
}
