package dev.huxley.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs an exported program in Python, with a stand-in for NEURON that knows which variables each mechanism has. */
final class PythonRun {
    private PythonRun() {}

    /** Skips the test where there is no Python. */
    static void requirePython() throws InterruptedException {
        boolean isThere;
        try {
            Process process = new ProcessBuilder("python3", "--version").start();
            isThere = process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            isThere = false;
        }
        assumeTrue(isThere, "there is no python3 to run the program with");
    }

    /** Runs the program of a folder; fails with its output unless it ends well. */
    static void of(Path folder) throws IOException, InterruptedException {
        try (InputStream stand = PythonRun.class.getResourceAsStream("neuron.py")) {
            Files.write(folder.resolve("neuron.py"), stand.readAllBytes());
        }
        Process process = new ProcessBuilder("python3", "model.py")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the program does not end");
        assertEquals(0, process.exitValue(), output);
    }
}
