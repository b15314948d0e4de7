package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.feature.Feature;
import dev.huxley.feature.Floors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of features in the guide: every feature, in its order, with its unit and its floor. */
class FeaturePageTest {
    private static final Path PAGE = ExampleProgram.ROOT.resolve("docs/guide/features.md");
    private static final double[] TARGETS = {1, 30, 200};

    @Test
    void theTableOfTheGuideIsTrue() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("## All features"), page.indexOf("## Targets"));
        List<String> expected = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            double[] floors =
                    Arrays.stream(TARGETS).map(mean -> Floors.of(feature, mean)).toArray();
            expected.add(feature.efelName() + "|" + feature.unit() + "|" + Arrays.toString(floors));
        }
        List<String> actual = new ArrayList<>();
        for (String line :
                section.lines().filter(each -> each.startsWith("| `")).toList()) {
            String[] cells = line.split("\\|");
            double[] floors = Arrays.stream(TARGETS)
                    .map(mean -> floor(cells[4].strip(), mean))
                    .toArray();
            actual.add(cells[1].strip().replace("`", "") + "|" + cells[2].strip() + "|" + Arrays.toString(floors));
        }
        assertEquals(String.join("\n", expected), String.join("\n", actual));
    }

    /** {@code 2}, or {@code max(0.5, m/20, m²/1000)}. */
    private static double floor(String text, double mean) {
        String terms = text.startsWith("max(") ? text.substring(4, text.length() - 1) : text;
        return Arrays.stream(terms.split(", "))
                .mapToDouble(term -> switch (term) {
                    case "m/20" -> 0.05 * mean;
                    case "m²/1000" -> mean * mean / 1000;
                    default -> Double.parseDouble(term);
                })
                .max()
                .orElseThrow();
    }
}
