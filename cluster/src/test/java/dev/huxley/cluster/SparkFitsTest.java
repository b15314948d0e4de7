package dev.huxley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.cli.HuxleyCommand;
import dev.huxley.fit.feature.MadeCell;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkFitsTest {
    private static final List<String> ARGUMENTS = List.of("--model", "point-pospischil", "--evaluations", "64");

    @Test
    void everyFitIsThatOfOneMachineAndOneThatFailsStopsNoOther(@TempDir Path folder) throws IOException {
        Path recording = folder.resolve("cell.csv");
        MadeCell.write(recording, -0.05, 0.1, 0.2);
        Path damaged = folder.resolve("damaged.csv");
        Files.writeString(damaged, "no recording");
        Path here = folder.resolve("here");
        StringWriter console = new StringWriter();
        PrintWriter printed = new PrintWriter(console, true);
        HuxleyCommand.execute(
                printed,
                printed,
                "fit",
                "--recording",
                recording.toString(),
                "--out",
                here.toString(),
                "--model",
                "point-pospischil",
                "--evaluations",
                "64",
                "--seed",
                "2");
        Path results = folder.resolve("fits");
        List<String> lines;
        try (TwoExecutors cluster = TwoExecutors.start("local[2]", null)) {
            lines = new SparkFits(cluster.session())
                    .run(
                            List.of(
                                    new SparkFits.Task("first", recording, with("--seed", "1")),
                                    new SparkFits.Task("damaged", damaged, ARGUMENTS),
                                    new SparkFits.Task("second", recording, with("--seed", "2"))),
                            results)
                    .lines();
        }
        String table = String.join("\n", lines);
        assertTrue(lines.get(1).startsWith("first"), table);
        assertTrue(table.contains("not fitted"), table);
        assertTrue(
                Files.readString(results.resolve("damaged").resolve("console.txt"))
                        .contains("damaged.csv"),
                table);
        for (String file : List.of("parameters.json", "features.csv")) {
            assertEquals(
                    Files.readString(here.resolve(file)),
                    Files.readString(results.resolve("second").resolve(file)),
                    file);
        }
        assertTrue(Files.exists(results.resolve("first").resolve("report.html")));
        assertFalse(
                Files.exists(results.resolve("first").resolve("fit.json")), "a fit of an executor cannot go on here");
        assertTrue(Files.readString(results.resolve("cells.csv")).contains("second"));
    }

    private static List<String> with(String... more) {
        return java.util.stream.Stream.concat(ARGUMENTS.stream(), java.util.stream.Stream.of(more))
                .toList();
    }

    @Test
    void aNameIsThatOfAFolder() {
        for (String name : new String[] {"", "..", "a/b", "/tmp", "."}) {
            Exception refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> new SparkFits.Task(name, Path.of("cell.csv"), ARGUMENTS),
                    name);
            assertTrue(refused.getMessage().contains("cannot be the name of a fit"), refused.getMessage());
        }
    }
}
