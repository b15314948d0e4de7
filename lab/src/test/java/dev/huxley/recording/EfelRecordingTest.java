package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureSettings;
import dev.huxley.feature.FeatureTrace;
import dev.huxley.feature.TraceFeatures;
import dev.huxley.testing.EfelReference;
import dev.huxley.testing.Reference;
import dev.huxley.testing.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The features of recorded sweeps against those that eFEL's own program gave. */
class EfelRecordingTest {
    private static final Path MADE = Path.of("src/test/resources/dev/huxley/recording/nwb/made/icephys_tables.nwb");

    @Test
    void recordedSweepsHaveTheFeaturesThatEfelComputes() {
        Recording recording = Recordings.read(SharedData.file("recordings/ferguson_pyr2.abf"));
        List<String> differences = new ArrayList<>();
        for (int sweep = 1; sweep <= 13; sweep++) {
            JsonNode entry = entry(String.format("ferguson_pyr2_%02d", sweep));
            double[] voltage = recording.sweep(sweep - 1).voltage();
            differences.addAll(differences("sweep " + sweep, entry, "default", voltage, FeatureSettings.efel()));
            FeatureSettings fine = FeatureSettings.efel().withStepMs(0.025).withStrict(true);
            differences.addAll(differences("sweep " + sweep, entry, "strict_0.025", voltage, fine));
        }
        assertEquals("", String.join("\n", differences));
    }

    /** A simulated cell with noise: -50 to 150 pA, 0 to 5 spikes. */
    @Test
    void noisySweepsOfAnNwbFileHaveTheFeaturesThatEfelComputes() {
        Recording recording = Recordings.read(MADE);
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Sweep sweep : recording.sweeps()) {
            String series = sweep.details().series().orElseThrow();
            JsonNode entry = entry(series.replace("/acquisition/", "made_"));
            if (!entry.isMissingNode()) {
                compared++;
                assertEquals(entry.get("response").asText(), series);
                differences.addAll(differences(series, entry, "default", sweep.voltage(), FeatureSettings.efel()));
            }
        }
        assertEquals(6, compared, "sweeps that eFEL was run on");
        assertEquals("", String.join("\n", differences));
    }

    private static JsonNode entry(String name) {
        return Reference.of("efel").get("traces").path(name);
    }

    private static List<String> differences(
            String sweep, JsonNode entry, String run, double[] voltage, FeatureSettings settings) {
        FeatureTrace trace = FeatureTrace.of(voltage, 0.1)
                .stimulus(
                        entry.get("stim_start").asDouble(),
                        entry.get("stim_end").asDouble(),
                        entry.get("current_nA").asDouble());
        TraceFeatures features = TraceFeatures.of(trace, settings);
        double sample = settings.stepMs() + 1e-9;
        return EfelReference.differences(entry.get(run), name -> features.values(Feature.named(name)), 1e-4, sample)
                .stream()
                .map(difference -> sweep + " " + run + " " + difference)
                .toList();
    }
}
