package dev.huxley.library;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process with the class path of the tests. */
public record JavaProcess(Process process, Path out, Path errors) {
    /** The output of a process and the code with which it ended. */
    public record Ended(int code, String out, String errors) {}

    /**
     * Starts a class.
     *
     * @param folder where the process runs, and what it says is kept
     */
    public static JavaProcess start(Path folder, Class<?> main, String... options) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(
                List.of("-XX:-CreateCoredumpOnCrash", "-Dai.djl.offline=true", "-cp", classPath(), main.getName()));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        return new JavaProcess(process, out, errors);
    }

    /** The class path of the tests. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Waits for the end. */
    public Ended await() throws IOException, InterruptedException {
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the process does not end");
            return new Ended(process.exitValue(), Files.readString(out).replace("\r", ""), Files.readString(errors));
        } finally {
            process.destroyForcibly();
        }
    }
}
