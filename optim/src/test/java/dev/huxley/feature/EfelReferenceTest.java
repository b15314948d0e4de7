package dev.huxley.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.testing.EfelReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EfelReferenceTest {
    @Test
    void formulaTracesHaveTheFeaturesThatEfelComputes() {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (String name : EfelTraces.formulaNames()) {
            for (String run : List.of("default", "strict")) {
                JsonNode entry = EfelTraces.all().get(name);
                if (entry.has(run)) {
                    compared++;
                    FeatureSettings settings = FeatureSettings.efel().withStrict(run.equals("strict"));
                    TraceFeatures features = TraceFeatures.of(EfelTraces.trace(name), settings);
                    for (String difference : EfelReference.differences(
                            entry.get(run), each -> features.values(Feature.named(each)), 1e-6, 0.1 + 1e-9)) {
                        differences.add(name + " " + run + " " + difference);
                    }
                }
            }
        }
        assertTrue(compared >= 26, "only " + compared + " runs were compared");
        assertEquals("", String.join("\n", differences));
    }
}
