package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the layer 5 pyramidal cell, without a file: on the generated morphology. */
class L5pcTest {
    /** Runs with a file that holds the smallest possible morphology. */
    @Test
    void theProgramFitsASmallMorphology(@TempDir Path folder) throws Exception {
        Path swc = Files.writeString(
                folder.resolve("small.swc"),
                """
                1 1 0 0 0 10 -1
                2 1 0 20 0 10 1
                3 3 0 -10 0 2 1
                4 3 0 -110 0 1 3
                5 4 0 30 0 3 2
                6 4 0 430 0 2 5
                7 4 -100 630 0 1 6
                8 4 100 630 0 1 6
                9 2 20 0 0 1 1
                10 2 80 0 0 1 9
                """);
        String printed = ExampleProgram.run("L5pc", folder, swc.toString());
        Matcher loss = Pattern.compile("loss (\\S+) -> (\\S+)").matcher(printed);
        assertTrue(loss.find(), printed);
        assertTrue(Double.parseDouble(loss.group(2)) <= Double.parseDouble(loss.group(1)), printed);
    }

    @Test
    @Tag("soak")
    void tenStepsHalveTheLoss(@TempDir Path folder) throws Exception {
        String printed = ExampleProgram.run("L5pc", folder);
        Matcher loss = Pattern.compile("loss (\\S+) -> (\\S+)").matcher(printed);
        assertTrue(loss.find(), printed);
        assertTrue(Double.parseDouble(loss.group(2)) < 0.5 * Double.parseDouble(loss.group(1)), printed);
    }
}
