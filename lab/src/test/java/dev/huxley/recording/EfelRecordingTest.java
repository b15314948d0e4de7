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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The features of a recorded cell against those that eFEL's own program gave. */
class EfelRecordingTest {
    @Test
    void recordedSweepsHaveTheFeaturesThatEfelComputes() {
        Recording recording = Recordings.read(SharedData.file("recordings/ferguson_pyr2.abf"));
        JsonNode traces = Reference.of("efel").get("traces");
        List<String> differences = new ArrayList<>();
        for (int sweep = 1; sweep <= 13; sweep++) {
            JsonNode entry = traces.get(String.format("ferguson_pyr2_%02d", sweep));
            FeatureTrace trace = FeatureTrace.of(recording.sweep(sweep - 1).voltage(), 0.1)
                    .stimulus(
                            entry.get("stim_start").asDouble(),
                            entry.get("stim_end").asDouble(),
                            entry.get("current_nA").asDouble());
            for (double step : new double[] {0.1, 0.025}) {
                FeatureSettings settings =
                        FeatureSettings.efel().withStepMs(step).withStrict(step == 0.025);
                TraceFeatures features = TraceFeatures.of(trace, settings);
                String run = step == 0.1 ? "default" : "strict_0.025";
                for (String difference : EfelReference.differences(
                        entry.get(run), name -> features.values(Feature.named(name)), 1e-4, step + 1e-9)) {
                    differences.add("sweep " + sweep + " " + run + " " + difference);
                }
            }
        }
        assertEquals("", String.join("\n", differences));
    }
}
