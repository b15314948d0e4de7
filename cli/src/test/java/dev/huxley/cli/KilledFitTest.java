package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.feature.MadeCell;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit whose process is killed at random moments and resumed ends as one that nothing disturbs, bit for bit. */
class KilledFitTest {
    private static final String EVALUATIONS = "500";
    private static final long LONGEST_WAIT_S = 120;

    @TempDir
    Path folder;

    private Path recording;

    @BeforeEach
    void makeRecording() {
        recording = folder.resolve("made.csv");
        MadeCell.write(recording, -0.05, 0.1, 0.2);
    }

    @Test
    void twoKillsAndATermination() throws Exception {
        killAndResume(2, new Random(7));
    }

    @Test
    @Tag("soak")
    void twentyKills() throws Exception {
        killAndResume(20, new Random(8));
    }

    private void killAndResume(int kills, Random random) throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        run("fit", "--recording", recording.toString(), "--evaluations", EVALUATIONS, "--out", undisturbed.toString());

        Path killed = folder.resolve("killed");
        long wait = 0;
        for (int kill = 0; kill < kills; kill++) {
            String[] command = kill == 0
                    ? new String[] {
                        "fit",
                        "--recording",
                        recording.toString(),
                        "--evaluations",
                        EVALUATIONS,
                        "--out",
                        killed.toString()
                    }
                    : new String[] {"fit", "--resume", killed.toString()};
            Process process = start(command);
            waitFor(process, killed.resolve("fit.json"));
            wait = random.nextInt(4_000);
            process.waitFor(wait, TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            assertTrue(process.waitFor(LONGEST_WAIT_S, TimeUnit.SECONDS));
        }
        // SIGTERM: the results of the best model so far are written before the process ends.
        Process process = start("fit", "--resume", killed.toString());
        waitFor(process, killed.resolve("search.json"));
        process.waitFor(random.nextInt(1_000), TimeUnit.MILLISECONDS);
        process.destroy();
        assertTrue(process.waitFor(LONGEST_WAIT_S, TimeUnit.SECONDS));
        assertTrue(Files.isRegularFile(killed.resolve("search.json")), "the state is saved");

        run("fit", "--resume", killed.toString());
        for (String file : List.of("models.csv", "features.csv", "parameters.json")) {
            assertEquals(
                    Files.readString(undisturbed.resolve(file)),
                    Files.readString(killed.resolve(file)),
                    file + " after " + kills + " kills, the last after " + wait + " ms");
        }
    }

    private static void run(String... arguments) {
        StringWriter err = new StringWriter();
        int code = HuxleyCommand.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments);
        assertTrue(code == FitExit.ACCEPTED || code == FitExit.NONE_ACCEPTED, code + " " + err);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                HuxleyCommand.class.getName()));
        Stream.of(arguments).forEach(command::add);
        File log = folder.resolve("log.txt").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    /** Waits until the process has written the file, or has ended. */
    private void waitFor(Process process, Path file) throws InterruptedException, IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_S);
        while (!Files.exists(file) && process.isAlive()) {
            assertTrue(System.nanoTime() - end < 0, () -> file + " does not appear: " + log());
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
