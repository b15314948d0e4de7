package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README is the program in examples/, compiles, and does what it says. */
class FirstFitTest {
    private static final Path ROOT = Path.of(System.getProperty("huxley.root", ".."));

    @Test
    void readmeShowsTheExampleProgram() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertTrue(block.find(), "the README shows no Java");
        assertEquals(Files.readString(ROOT.resolve("examples/FirstFit.java")), block.group(1));
    }

    @Test
    void exampleProgramFitsItsModel(@TempDir Path folder) throws Exception {
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ROOT.resolve("examples/FirstFit.java").toString());
        assertEquals(0, code, "the example does not compile");
        String printed = run(folder, "FirstFit");
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

    private static String run(Path classes, String program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()});
                PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            loader.loadClass(program).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
