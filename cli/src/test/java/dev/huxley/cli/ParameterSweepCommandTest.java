package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.feature.MadeCell;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterSweepCommandTest {
    private static final long LONGEST_WAIT_S = 120;
    private static final List<String> SHORT = List.of("--delay", "20", "--duration", "30", "--after", "5");

    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void aGridGivesATableAndAPictureOfEachFeature() throws IOException {
        Path out = folder.resolve("grid");
        List<String> sweep = new ArrayList<>(
                List.of("sweep", "--vary", "HH_gNa=0.05:0.2:4", "--vary", "radius=5,10", "--step-current", "-0.1,0.2"));
        sweep.addAll(List.of("--features", "spikecount,AP_height", "--out", out.toString()));
        sweep.addAll(SHORT);
        assertEquals(0, execute(sweep), errors.toString());
        List<String> lines = Files.readAllLines(out.resolve("sweep.csv"));
        assertEquals("combination,HH_gNa,radius,stimulus,current_nA,Spikecount,AP_height", lines.get(0));
        assertEquals(1 + 4 * 2 * 2, lines.size());
        assertTrue(lines.get(16).startsWith("8,0.2,10,0.2 nA,0.2,"), lines.get(16));
        assertTrue(Files.exists(out.resolve("Spikecount.png")) && Files.exists(out.resolve("AP_height.png")));
        assertTrue(printed.toString().contains("8 combinations x 2 stimuli"), printed.toString());
        assertTrue(printed.toString().contains("Missing    AP_height in "), printed.toString());
        assertEquals(0, execute(List.of("sweep", "--resume", out.toString())), errors.toString());
        assertEquals(lines, Files.readAllLines(out.resolve("sweep.csv")));
    }

    @Test
    void aTableOfValuesRunsUnderTheSweepsOfARecording() throws IOException {
        Path recording = folder.resolve("made.csv");
        MadeCell.write(recording, -0.05, 0.2);
        Path values = Files.writeString(folder.resolve("values.csv"), "HH_gNa,HH_gK\n0.1,0.03\n0.12,0.036\n0.2,0.05\n");
        Path out = folder.resolve("list");
        List<String> sweep = List.of(
                "sweep",
                "--table",
                values.toString(),
                "--recording",
                recording.toString(),
                "--traces",
                "--out",
                "" + out);
        assertEquals(0, execute(sweep), errors.toString());
        List<String> lines = Files.readAllLines(out.resolve("sweep.csv"));
        assertEquals(1 + 3 * 2, lines.size());
        assertTrue(
                lines.get(0).startsWith("combination,HH_gNa,HH_gK,stimulus,current_nA,v_0ms,v_0.1ms,"), lines.get(0));
        assertTrue(
                lines.get(3).startsWith("2,0.12,0.036,sweep 1,-0.05,"),
                lines.get(3).substring(0, 60));
        Files.writeString(values, "HH_gNa,HH_gK\n0.1,0.03\n");
        assertEquals(1, execute(List.of("sweep", "--resume", out.toString())));
        assertTrue(errors.toString().contains("differs in values"), errors.toString());
    }

    @Test
    void aSweepThatIsKilledGoesOnToTheSameBytes() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        Path killed = folder.resolve("killed");
        assertEquals(0, execute(longSweep(undisturbed)), errors.toString());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                HuxleyCommand.class.getName()));
        command.addAll(longSweep(killed));
        Path part = killed.resolve("sweep.csv.part");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_S);
        while (process.isAlive() && (!Files.exists(part) || Files.size(part) < 2_000)) {
            assertTrue(System.nanoTime() < end, "no row is written: " + Files.readString(folder.resolve("log.txt")));
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly();
        assertTrue(process.waitFor(LONGEST_WAIT_S, TimeUnit.SECONDS));
        assertTrue(Files.exists(part), "killed in the middle: " + Files.readString(folder.resolve("log.txt")));
        assertFalse(Files.exists(killed.resolve("sweep.csv")), "a table that is not complete has another name");

        assertEquals(1, execute(longSweep(killed)), "an unfinished table is not replaced");
        assertTrue(errors.toString().contains("--resume"), errors.toString());
        assertEquals(0, execute(List.of("sweep", "--resume", killed.toString())), errors.toString());
        assertTrue(printed.toString().contains("of an earlier run"), printed.toString());
        assertArrayEquals(
                Files.readAllBytes(undisturbed.resolve("sweep.csv")), Files.readAllBytes(killed.resolve("sweep.csv")));
    }

    private static List<String> longSweep(Path out) {
        List<String> sweep = new ArrayList<>(
                List.of("sweep", "--vary", "HH_gNa=0.05:0.2:12000", "--step-current", "0.1", "--out", out.toString()));
        sweep.addAll(SHORT);
        return sweep;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--vary HH_gNa=1,2 | 2 | --step-current NA or with --recording FILE",
                "--step-current 1 | 2 | --vary NAME=VALUES or with --table FILE",
                "--vary HH_gNa=1,2 --step-current 1 --sweeps 3 | 2 | --sweeps has no effect with --step-current",
                "--vary HH_gNa=1,2 --step-current 1 --traces --features Spikecount | 2 | leave one of them away",
                "--vary HH_gNa=1,2 --step-current 1 --out x.parquet | 2 | Parquet is written by SparkSweep",
                "--vary HH_gNa=1,2 --step-current 1 --threads 0 | 2 | a number from 1, not 0",
                "--vary HH_gNa=1,2 --step-current 1 --dt 0 | 2 | --dt",
                "--vary HH_gNa=1:2:0 --step-current 1 | 1 | 'HH_gNa' has 0 values",
                "--vary HH_gNaa=1,2 --step-current 1 | 1 | Did you mean 'HH_gNa'?",
                "--vary radius=-1 --step-current 1 | 1 | 'radius' cannot be -1.0 um",
                "--vary HH_gNa=1,2 --step-current 1 --features Spikecuont | 1 | did you mean 'Spikecount'?",
                "--vary HH_gNa=0:1:90000 --vary HH_gK=0:1:90000 --step-current 1 | 1 | 90000 x 90000 = 8.100e+09",
                "--resume nowhere | 1 | no parameter sweep",
                "--resume nowhere --dt 0.1 | 1 | --dt cannot be given with --resume",
            })
    void wrongOptionsAreToldWithTheRemedy(String options, int code, String part) {
        List<String> sweep = new ArrayList<>(List.of("sweep"));
        sweep.addAll(List.of(options.split(" ")));
        if (!options.contains("--out") && !options.contains("--resume")) {
            sweep.addAll(List.of("--out", folder.resolve("out").toString()));
        }
        assertEquals(code, execute(sweep), errors.toString());
        assertTrue(errors.toString().contains(part), errors.toString());
        assertFalse(Files.exists(folder.resolve("out")), "nothing is written");
    }

    private int execute(List<String> arguments) {
        return HuxleyCommand.execute(
                new PrintWriter(printed, true), new PrintWriter(errors, true), arguments.toArray(String[]::new));
    }
}
