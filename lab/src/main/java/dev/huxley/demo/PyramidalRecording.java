package dev.huxley.demo;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.ModelFiles;
import dev.huxley.morphology.GeneratedPyramidalCell;
import dev.huxley.recording.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the recording of a pyramidal cell: the model {@code perisomatic} with the generated morphology, at known values.
 * Eight steps of current of 800 ms at 10 kHz, from a hyperpolarization to 21 spikes that adapt, with 0.15 mV of noise and a
 * measured current, as {@link TwinRecording}. The dendrites are cut finer than in the model file, by the d_lambda rule at
 * 100 Hz. {@link #main} writes it as CSV and NWB, and the morphology as SWC.
 */
public final class PyramidalRecording {
    private static final String FINE = "{\"cell\": {\"d_lambda\": 100}}";
    private static final double[] STEPS = {-0.2, 0.2, 0.35, 0.45, 0.55, 0.65, 0.8, 0.95};

    private PyramidalRecording() {}

    /** The true values of the model's free parameters by path, in their own units. */
    public static Map<String, Double> truth() {
        Map<String, Double> truth = new LinkedHashMap<>();
        truth.put("Leak_eLeak", -83.0);
        truth.put("soma/Leak_gLeak", 2.5e-5);
        truth.put("soma/NaTs2T_gNaTs2T", 1.2);
        truth.put("soma/NapEt2_gNapEt2", 2e-3);
        truth.put("soma/KPst_gKPst", 0.1);
        truth.put("soma/KTst_gKTst", 3e-3);
        truth.put("soma/SKv3_1_gSKv3_1", 0.5);
        truth.put("soma/M_gM", 5e-3);
        truth.put("soma/H_gH", 1e-4);
        truth.put("soma/CaPump_gamma", 4e-3);
        truth.put("soma/CaPump_decay", 170.0);
        truth.put("soma/CaHVA_gCaHVA", 3.5e-4);
        truth.put("soma/CaLVA_gCaLVA", 1e-4);
        truth.put("soma/SKE2_gSKE2", 5e-3);
        truth.put("basal/Leak_gLeak", 1.5e-5);
        truth.put("apical/Leak_gLeak", 1.2e-5);
        truth.put("axon/Leak_gLeak", 1.5e-5);
        return truth;
    }

    /** The model, finely cut. */
    public static DescribedModel model() {
        return ModelFiles.merged(ModelFiles.shipped("perisomatic"), FINE, "finer dendrites")
                .build();
    }

    /** Simulates the recording. */
    public static Recording make() {
        DescribedModel model = model();
        double[] values = model.free().stream()
                .mapToDouble(value -> truth().get(value.path()))
                .toArray();
        return new ModelRecorder(model, values, truth().get("Leak_eLeak"), 0)
                .record(new StepProtocol(1_000, 100, 900, 0, STEPS), "pyramidal.csv");
    }

    /**
     * Writes the recording and the morphology.
     *
     * @param arguments the paths of the CSV file, the NWB file and the SWC file to write
     */
    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "give the paths of the CSV file, the NWB file and the SWC file to write, not " + arguments.length
                            + " arguments");
        }
        ModelRecorder.write(make(), arguments[0], arguments[1]);
        try {
            Files.writeString(Path.of(arguments[2]), GeneratedPyramidalCell.swc());
        } catch (IOException e) {
            throw new UncheckedIOException("the morphology cannot be written to " + arguments[2] + ": " + e, e);
        }
        System.out.println("wrote " + arguments[2]);
    }
}
