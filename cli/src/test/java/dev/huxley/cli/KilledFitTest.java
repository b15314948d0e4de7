package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.feature.FeatureFit;
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
    private static final long LONGEST_WAIT_S = 120;
    /** The longest time from the save that a kill waits for to the kill, ms. */
    private static final int LATEST = 100;

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
        killAndResume(2, 4_000, new Random(7));
    }

    @Test
    @Tag("soak")
    void twentyKills() throws Exception {
        killAndResume(20, 20_000, new Random(8));
    }

    private void killAndResume(int kills, int evaluations, Random random) throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        String[] fit = {
            "fit", "--recording", recording.toString(), "--evaluations", Integer.toString(evaluations), "--out"
        };
        run(with(fit, undisturbed));

        Path killed = folder.resolve("killed");
        int[] moments = random.ints(kills, 0, evaluations * 3 / 4).sorted().toArray();
        List<Long> ends = new ArrayList<>();
        for (int moment : moments) {
            Process process = ends.isEmpty() ? start(with(fit, killed)) : start("fit", "--resume", killed.toString());
            waitFor(process, killed.resolve("fit.json"));
            awaitEvaluations(process, killed, moment);
            process.waitFor(random.nextInt(LATEST), TimeUnit.MILLISECONDS);
            boolean isRunning = process.isAlive();
            process.destroyForcibly();
            assertTrue(process.waitFor(LONGEST_WAIT_S, TimeUnit.SECONDS));
            ends.add(isRunning ? saved(killed) : evaluations);
        }
        long searching = ends.stream().filter(end -> end < evaluations).count();
        assertTrue(2 * searching >= kills, "only " + searching + " of " + kills + " kills ended a search: " + ends);
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
                    file + " after kills at " + ends);
        }
    }

    private static String[] with(String[] command, Path out) {
        return Stream.concat(Stream.of(command), Stream.of(out.toString())).toArray(String[]::new);
    }

    /** The evaluations that the state in a folder has; 0 if there is none. */
    private static long saved(Path folder) {
        return FeatureFit.isSavedIn(folder) ? FeatureFit.savedEvaluations(folder) : 0;
    }

    /** Waits until a fit has saved so many evaluations, or has ended. */
    private void awaitEvaluations(Process process, Path folder, int evaluations) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_S);
        while (saved(folder) < evaluations && process.isAlive()) {
            assertTrue(
                    System.nanoTime() - end < 0, () -> saved(folder) + " of " + evaluations + " evaluations: " + log());
            process.waitFor(10, TimeUnit.MILLISECONDS);
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
