package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.ModelFiles;
import dev.huxley.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits to recordings that were made with a faulty rig: they give back the neuron and the faults. */
class RigFitTest {
    private static final String FREE = "{\"min\": 0, \"max\": 25, \"start\": 3}";

    /** A passive cell of 177 MOhm behind a series resistance of 25 MOhm and a junction potential of 12 mV. */
    private static ModelDescription model(String junction, double conductance, double resistance) {
        return ModelFiles.parse(
                """
                {
                  "name": "passive cell behind a rig",
                  "cell": {"form": "point", "length": 50},
                  "regions": {"all": {
                    "mechanisms": {"passive.Leak": {"gLeak": {"min": 1e-5, "max": 1e-3, "start": %s}, "eLeak": -75}},
                    "values": {"radius": 15}
                  }},
                  "rig": {
                    "junction_potential": %s,
                    "series_resistance": {"min": 0, "max": 60, "start": %s},
                    "filter": 2
                  }
                }
                """
                        .formatted(conductance, junction, resistance),
                "rig");
    }

    private static Recording recording(double stated) {
        Recording made = MadeCell.record(model("12", 1.2e-4, 25).build(), -75, -0.06, -0.04, -0.02, 0.03);
        return new Recording(
                made.fileName(),
                made.formatVersion(),
                made.protocolName(),
                made.channels(),
                made.sampleRateHz(),
                made.sweeps(),
                made.remarks(),
                stated == 0 ? OptionalDouble.empty() : OptionalDouble.of(stated));
    }

    private static FeatureFit fit(double stated, String junction) {
        return FeatureFit.of(recording(stated)).model(model(junction, 4e-4, 5));
    }

    /** The file states the junction potential, too; it must not be taken off in addition. */
    @Test
    void aRecordingThroughAFaultyRigGivesBackTheNeuronAndTheFaults(@TempDir Path folder) throws IOException {
        FeatureFitResult result = fit(-12, FREE).evaluations(2_000).run();
        Map<String, Double> found = result.best().values();
        assertEquals(12, found.get("rig/junction_potential"), 0.05, () -> "of " + found);
        assertEquals(25, found.get("rig/series_resistance"), 3, () -> "of " + found);
        assertEquals(1.2e-4, found.get("Leak_gLeak"), 2.5e-6, () -> "of " + found);
        result.report().write(folder);
        String report = Files.readString(folder.resolve("report.json"));
        for (String said : List.of(
                "liquid junction potential: fitted (rig/junction_potential)",
                "rig, applied to the model's voltage: series resistance, fitted; filter, 2.0 kHz")) {
            assertTrue(report.contains(said), () -> "'" + said + "' is not in " + report);
        }
    }

    @Test
    void theRecordedVoltageIsLoweredOnceByTheOptionOrTheModelOrTheFile() {
        double recorded = fit(0, "0").plan().get(0).initialVoltage();
        assertEquals(recorded, fit(-9, FREE).plan().get(0).initialVoltage(), 0, "fitted by the rig");
        assertEquals(recorded - 9, fit(-9, "0").plan().get(0).initialVoltage(), 1e-9, "stated by the file");
        assertEquals(recorded - 12, fit(-9, "12").plan().get(0).initialVoltage(), 1e-9, "of the model");
        for (String ofModel : List.of("12", FREE)) {
            FeatureFit asked = fit(-9, ofModel).junctionPotential(-3);
            assertEquals(recorded - 3, asked.plan().get(0).initialVoltage(), 1e-9, "asked for, in place of " + ofModel);
            assertEquals(
                    Set.of("Leak_gLeak", "rig/series_resistance"),
                    asked.evaluations(50).run().best().values().keySet());
        }
    }
}
