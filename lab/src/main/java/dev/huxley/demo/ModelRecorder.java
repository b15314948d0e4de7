package dev.huxley.demo;

import dev.huxley.fit.description.DescribedModel;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Records a model as a laboratory would: in steps of 0.025 ms, after 400 ms at the holding current; with 0.15 mV of noise,
 * samples of 0.01 mV, the model's rig, and a current that is measured: with 9 pA of noise and a transient of half a
 * nanoampere at each spike.
 */
final class ModelRecorder {
    private static final double INTERVAL = StepProtocol.INTERVAL;
    private static final int STEPS_PER_SAMPLE = 4;
    private static final double SETTLING = 400;
    private static final double VOLTAGE_NOISE = 0.15;
    private static final double CURRENT_NOISE = 0.009;
    private static final double TRANSIENT = 0.5;
    private static final double THRESHOLD = -20;
    private static final long SEED = 1963;

    private final DescribedModel model;
    private final double[] values;
    private final double initialVoltage;
    private final double junctionPotential;

    /**
     * @param values of the free values, in their order
     * @param initialVoltage before the settling, mV
     * @param junctionPotential the liquid junction potential, mV: the recorded voltage is higher by so much
     */
    ModelRecorder(DescribedModel model, double[] values, double initialVoltage, double junctionPotential) {
        this.model = model;
        this.values = values.clone();
        this.initialVoltage = initialVoltage;
        this.junctionPotential = junctionPotential;
    }

    Recording record(StepProtocol protocol, String file) {
        int samples = protocol.samples();
        int settling = (int) Math.round(SETTLING / INTERVAL);
        double[][] commands = new double[protocol.steps().length][];
        List<SweepInput> inputs = new ArrayList<>();
        for (int sweep = 0; sweep < commands.length; sweep++) {
            commands[sweep] = protocol.command(sweep);
            inputs.add(new SweepInput(withSettling(commands[sweep], protocol.holding(), settling), initialVoltage));
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
            for (int sweep = 0; sweep < commands.length; sweep++) {
                double[] v = Arrays.copyOfRange(traces[sweep], settling, settling + samples);
                double[] measured = measured(v, commands[sweep], noise);
                model.rig(values).record(v, 0, samples, INTERVAL, commands[sweep]);
                for (int i = 0; i < samples; i++) {
                    v[i] = Math.round(100 * (v[i] + junctionPotential + VOLTAGE_NOISE * noise.nextGaussian())) / 100.0;
                }
                sweeps.add(new Sweep(sweep, INTERVAL, List.of(voltage, current), new double[][] {v, measured}));
            }
        }
        return new Recording(
                file,
                "CSV",
                Optional.of("current steps"),
                List.of(voltage, current),
                1000 / INTERVAL,
                sweeps,
                List.of(),
                junctionPotential == 0 ? OptionalDouble.empty() : OptionalDouble.of(junctionPotential));
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
    private static double[] withSettling(double[] command, double holding, int settling) {
        double[] steps = new double[(settling + command.length - 1) * STEPS_PER_SAMPLE];
        for (int i = 0; i < steps.length; i++) {
            int sample = i / STEPS_PER_SAMPLE - settling;
            steps[i] = sample < 0 ? holding : command[sample];
        }
        return steps;
    }

    /** Writes a recording as CSV and as NWB, and says so. */
    static void write(Recording recording, String csv, String nwb) {
        CsvWriter.write(recording, Path.of(csv));
        NwbWriter.write(recording, Path.of(nwb));
        System.out.println("wrote " + csv + " and " + nwb);
    }
}
