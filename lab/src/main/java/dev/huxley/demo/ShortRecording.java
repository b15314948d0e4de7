package dev.huxley.demo;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Ladder;
import dev.huxley.recording.Recording;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a recording that is fitted within seconds: the first spiking model of the ladder at known values, under seven steps
 * of current of 250 ms at 10 kHz, from a hyperpolarization to spikes that adapt. Noise and measured current are those of
 * {@link TwinRecording}. {@link #main} writes it as CSV and NWB.
 */
public final class ShortRecording {
    private static final double[] STEPS = {-0.06, 0.05, 0.11, 0.16, 0.22, 0.29, 0.37};

    private ShortRecording() {}

    /** The true values of the model's free parameters by path, in their own units. */
    public static Map<String, Double> truth() {
        Map<String, Double> truth = new LinkedHashMap<>();
        truth.put("Leak_gLeak", 6e-5);
        truth.put("Leak_eLeak", -70.0);
        truth.put("Na_gNa", 0.06);
        truth.put("K_gK", 0.006);
        truth.put("Km_gKm", 2e-4);
        truth.put("Km_taumax", 400.0);
        truth.put("radius", 17.0);
        truth.put("vt", -60.0);
        truth.put("eNa", 52.0);
        truth.put("eK", -88.0);
        return truth;
    }

    /** The model. */
    public static DescribedModel model() {
        return Ladder.rung().description().build();
    }

    /** Simulates the recording. */
    public static Recording make() {
        DescribedModel model = model();
        double[] values = model.free().stream()
                .mapToDouble(value -> truth().get(value.path()))
                .toArray();
        return new ModelRecorder(model, values, truth().get("Leak_eLeak"), 0)
                .record(new StepProtocol(400, 75, 325, 0, STEPS), "short.csv");
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
        ModelRecorder.write(make(), arguments[0], arguments[1]);
    }
}
