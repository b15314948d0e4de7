package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README is the program in examples/, compiles, and does what it says. */
class FirstFitTest {
    @Test
    void readmeShowsTheExampleProgram() throws Exception {
        String readme = Files.readString(ExampleProgram.ROOT.resolve("README.md"));
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertTrue(block.find(), "the README shows no Java");
        assertEquals(Files.readString(ExampleProgram.ROOT.resolve("examples/FirstFit.java")), block.group(1));
    }

    @Test
    void exampleProgramFitsItsModel(@TempDir Path folder) throws Exception {
        String printed = ExampleProgram.run("FirstFit", folder);
        Matcher losses = Pattern.compile("loss (\\S+) -> (\\S+), gNa \\[(\\S+), (\\S+)\\]")
                .matcher(printed);
        assertTrue(losses.find(), () -> "the example printed: " + printed);
        double start = Double.parseDouble(losses.group(1));
        double end = Double.parseDouble(losses.group(2));
        assertTrue(end < 0.05 * start, () -> "the loss fell from " + start + " to " + end + " only");
        for (int i = 3; i <= 4; i++) {
            double gNa = Double.parseDouble(losses.group(i));
            assertEquals(0.06, gNa, 0.006, "the conductance that the target was made with");
        }
    }
}
