package dev.huxley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.cli.HuxleyCommand;
import dev.huxley.fit.feature.MadeCell;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option {@code --spark}, as a user types it. */
class SparkCommandTest {
    @TempDir
    static Path folder;

    private static Path recording;

    private record Run(int code, String out) {}

    @BeforeAll
    static void record() {
        recording = folder.resolve("cell.csv");
        MadeCell.write(recording, -0.05, 0.1, 0.2);
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter printed = new PrintWriter(out, true);
        return new Run(HuxleyCommand.execute(printed, printed, arguments), out.toString());
    }

    private static Run fit(Path out, String... more) {
        String[] all = new String[9 + more.length];
        String[] first = {
            "fit",
            "--recording",
            recording.toString(),
            "--model",
            "point-pospischil",
            "--evaluations",
            "128",
            "--out",
            out.toString()
        };
        System.arraycopy(first, 0, all, 0, 9);
        System.arraycopy(more, 0, all, 9, more.length);
        return run(all);
    }

    @Test
    void aFitOnSparkIsThatOfThisMachineAndMayGoOnHere() throws IOException {
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");
        Run local = fit(here);
        Run spark = fit(there, "--spark", "local[2]");
        assertEquals(local.code(), spark.code(), spark.out());
        assertTrue(spark.out().contains("Cluster    Spark "), spark.out());
        for (String file : new String[] {"parameters.json", "features.csv", "models.csv"}) {
            assertEquals(Files.readString(here.resolve(file)), Files.readString(there.resolve(file)), file);
        }
        Run longer = run("fit", "--resume", there.toString(), "--evaluations", "160");
        assertTrue(longer.out().contains("160 evaluations"), longer.out());
        assertEquals(-1, longer.out().indexOf("Cluster"), longer.out());
    }

    @Test
    void aParameterSweepOnSparkHasTheBytesOfThisMachine() throws IOException {
        Path here = folder.resolve("sweep-here");
        Path there = folder.resolve("sweep-there");
        String[] sweep = {
            "sweep",
            "--vary",
            "HH_gNa=0.05:0.2:600",
            "--step-current",
            "0.2",
            "--delay",
            "20",
            "--duration",
            "20",
            "--out"
        };
        assertEquals(0, run(with(sweep, here.toString())).code());
        Run spark = run(with(sweep, there.toString(), "--spark", "local[2]"));
        assertEquals(0, spark.code(), spark.out());
        assertTrue(spark.out().contains("Cluster    Spark "), spark.out());
        assertEquals(Files.readString(here.resolve("sweep.csv")), Files.readString(there.resolve("sweep.csv")));
        Run again = run("sweep", "--resume", there.toString());
        assertEquals(0, again.code(), again.out());
        assertEquals(-1, again.out().indexOf("Cluster"), again.out());
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aClusterThatIsNotThereIsAnErrorWithTheRemedy() {
        Run unknown = fit(folder.resolve("unknown"), "--spark", "nowhere");
        assertEquals(1, unknown.code(), unknown.out());
        assertTrue(unknown.out().contains("cannot connect to the cluster 'nowhere'"), unknown.out());
        assertTrue(unknown.out().contains("spark://host:7077"), unknown.out());
        Run unnamed = fit(folder.resolve("unnamed"), "--spark");
        assertEquals(1, unnamed.code(), unnamed.out());
        assertTrue(unnamed.out().contains("--spark names no cluster"), unnamed.out());
    }
}
