package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of 100 integrate-and-fire cells learns two classes of spike trains by its spikes' surrogate derivative. */
class SpikingClassifierTest {
    @Test
    void theNetworkLearnsWhatItCannotTellUntrained(@TempDir Path folder) throws Exception {
        String printed = ExampleProgram.run("SpikingClassifier", folder);
        double untrained = percent("^untrained: ([0-9.]+) % of 1000 trials right", printed);
        double trained = percent("^trained: ([0-9.]+) % of 1000 fresh trials right", printed);
        assertTrue(untrained > 40 && untrained < 60, "untrained accuracy " + untrained + " % in:\n" + printed);
        assertTrue(trained >= 95, "trained accuracy " + trained + " % in:\n" + printed);
    }

    private static double percent(String pattern, String printed) {
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(printed);
        assertTrue(matcher.find(), pattern + " is missing in:\n" + printed);
        return Double.parseDouble(matcher.group(1));
    }
}
