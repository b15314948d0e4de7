package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the layer 5 pyramidal cell, without a file: on the generated morphology. */
class L5pcTest {
    @Test
    void theProgramCompiles(@TempDir Path folder) {
        ExampleProgram.compile("L5pc", folder);
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
