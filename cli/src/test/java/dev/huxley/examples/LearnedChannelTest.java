package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a current that a neural network learns from voltages finds the current. */
class LearnedChannelTest {
    @Test
    void theLearnedCurrentIsTheTrueOne(@TempDir Path folder) throws Exception {
        String printed = ExampleProgram.run("LearnedChannel", folder);
        Matcher errors =
                Pattern.compile("mean square error (\\S+) -> (\\S+) mV2").matcher(printed);
        assertTrue(errors.find(), printed);
        assertTrue(Double.parseDouble(errors.group(2)) < 1e-3 * Double.parseDouble(errors.group(1)), printed);
        double[][] rows = printed.lines()
                .skip(2)
                .map(line -> Arrays.stream(line.strip().split("\\s+"))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        assertTrue(rows.length == 6, printed);
        for (double[] row : rows) {
            assertTrue(Math.abs(row[1] - row[2]) < 0.8, printed);
        }
    }
}
