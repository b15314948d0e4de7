package dev.huxley.demo;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Extension;
import dev.huxley.fit.description.Ladder;
import dev.huxley.recording.Recording;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the recording of a twin: a model neuron of known parameters, recorded as a laboratory would. Ten steps of current
 * of one second from a holding current, at 10 kHz, with 0.15 mV of noise, a liquid junction potential of 14 mV, the drop
 * over a series resistance of 60 MOhm, and a current that is measured: with 9 pA of noise and a transient of half a
 * nanoampere at each spike. {@link #main} writes it as CSV and NWB.
 */
public final class TwinRecording {
    /** The liquid junction potential, mV: the recorded voltage is higher by so much. */
    public static final double JUNCTION_POTENTIAL = 14;

    private static final double HOLDING = -0.07;
    private static final double STEP = 0.03;
    private static final int SWEEPS = 10;

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
        double[] steps = new double[SWEEPS];
        Arrays.setAll(steps, sweep -> STEP * (sweep + 1));
        return new ModelRecorder(model, values, truth().get("Leak_eLeak"), JUNCTION_POTENTIAL)
                .record(new StepProtocol(1_300, 100, 1_100, HOLDING, steps), "twin.csv");
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
