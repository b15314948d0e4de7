package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.fit.feature.MadeCell;
import dev.huxley.testing.ModFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code huxley fit} on the features of recordings, as a user types it. */
class FeatureFitCommandTest {
    private static final Set<String> FILES = Set.of(
            "cell.huxley",
            "features.csv",
            "fit.json",
            "fit.png",
            "fit.svg",
            "model.json",
            "models.csv",
            "parameters.json",
            "report.html",
            "report.json",
            "search.json",
            "traces.csv");

    @TempDir
    static Path folder;

    /** Two sweeps without spikes, which the first candidates meet nearly. */
    private static Path silent;

    private static Path spiking;

    private record Run(int code, String out, String err) {}

    @BeforeAll
    static void record() throws IOException {
        Path cells = Files.createDirectories(folder.resolve("cells"));
        silent = cells.resolve("silent.csv");
        spiking = cells.resolve("spiking.csv");
        MadeCell.write(silent, -0.05, -0.02);
        MadeCell.write(spiking, -0.05, 0.1, 0.2);
    }

    private static Run fit(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(Stream.of("fit"), Stream.of(arguments)).toArray(String[]::new);
        int code = HuxleyCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), all);
        return new Run(code, out.toString(), err.toString());
    }

    @Test
    void aClusterNeedsSparkOnTheClassPath() {
        Run run = fit("--recording", silent.toString(), "--spark", "local[2]");
        assertEquals(1, run.code(), run.out());
        assertTrue(run.err().contains("--spark needs Spark, which is not on the class path"), run.err());
        assertTrue(run.err().contains("spark-submit"), run.err());
    }

    /** The texts of the files are in the model that is written, from which the fit is repeated without them. */
    @Test
    void channelsOfFilesInNmodlAreFittedAndKept() throws IOException {
        Path files = Files.createDirectories(folder.resolve("mod"));
        Files.writeString(files.resolve("kdr.mod"), ModFiles.text("kdr"));
        Files.writeString(files.resolve("broken.mod"), "NEURON { SUFFIX broken");
        Path out = folder.resolve("imported");
        Run run = fit(
                "--recording",
                silent.toString(),
                "--loss",
                "features",
                "--mod",
                files.toString(),
                "--channels",
                "kdr,Leak",
                "--free",
                "kdr_gbar=1e-5:1e-2",
                "--set",
                "celsius=20",
                "--evaluations",
                "60",
                "--export",
                "neuron",
                "--out",
                out.toString());
        assertTrue(run.code != FitExit.ERROR, run.out + run.err);
        assertEquals(ModFiles.text("kdr"), Files.readString(out.resolve("neuron/mod/kdr.mod")));
        assertTrue(Files.readString(out.resolve("neuron/model.py")).contains("\"name\": \"Leak\""));
        assertTrue(Files.readString(out.resolve("neuron/README.txt")).contains("Crank-Nicolson"));
        assertTrue(run.out.contains("kdr_gbar"), run.out);
        assertEquals(
                20,
                new ObjectMapper()
                        .readTree(out.resolve("model.json").toFile())
                        .get("temperature")
                        .asDouble());
        Files.delete(files.resolve("kdr.mod"));
        Run again = fit(
                "--recording",
                silent.toString(),
                "--model",
                out.resolve("model.json").toString(),
                "--evaluations",
                "60",
                "--out",
                folder.resolve("repeated").toString());
        assertTrue(again.code != FitExit.ERROR, again.out + again.err);
        assertTrue(again.out.contains("kdr_gbar"), again.out);
    }

    @Test
    void aFileInNmodlThatNoChannelNamesIsAnError() throws IOException {
        Path file = folder.resolve("unnamed.mod");
        Files.writeString(file, ModFiles.text("kdr"));
        Run run = fit("--recording", silent.toString(), "--loss", "features", "--mod", file.toString());
        assertTrue(run.code != 0, run.out);
        assertTrue(run.err.contains("unnamed.mod") && run.err.contains("--channels"), run.err);
    }

    private static Set<String> files(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void assertRefused(String part, String... arguments) {
        Run run = fit(arguments);
        assertEquals(FitExit.ERROR, run.code, run.err);
        assertEquals(1, run.err.lines().count(), run.err);
        assertTrue(run.err.startsWith("huxley: ") && run.err.contains(part), run.err);
        assertFalse(run.err.contains("unexpected"), run.err);
    }

    @Test
    void aFolderIsFittedCellByCellAndCanBeResumed() throws IOException {
        Path out = folder.resolve("fits");
        Path broken = Files.writeString(silent.resolveSibling("broken.csv"), "no recording");
        String[] arguments = {
            "--recording", silent.getParent().toString(), "--out", out.toString(), "--evaluations", "300"
        };
        Run run = fit(arguments);
        assertEquals(FitExit.ERROR, run.code, "a recording that cannot be read is an error: " + run.err);
        assertEquals(FILES, files(out.resolve("silent.csv")));
        assertEquals(FILES, files(out.resolve("spiking.csv")));
        List<String> table = run.out
                .lines()
                .dropWhile(line -> !line.startsWith("recording "))
                .toList();
        assertEquals(8, table.size(), run.out);
        assertTrue(table.get(1).startsWith("broken.csv") && table.get(1).contains("not fitted"), table.get(1));
        assertTrue(table.get(2).startsWith("silent.csv") && table.get(2).contains(" accepted"), table.get(2));
        assertTrue(table.get(2).contains("2 of 2"), table.get(2));
        assertTrue(table.get(3).startsWith("spiking.csv"), table.get(3));
        assertTrue(run.out.contains("Wrote      " + out.resolve("fit.json")), run.out);
        assertTrue(table.get(4).endsWith(" of 3 cells with an accepted model"), table.get(4));
        assertTrue(Files.readString(out.resolve("index.html")).contains("href=\"./silent.csv/report.html\""));
        assertEquals(4, Files.readAllLines(out.resolve("cells.csv")).size());

        Files.delete(broken);
        String models = Files.readString(out.resolve("spiking.csv/models.csv"));
        Files.delete(out.resolve("spiking.csv/models.csv"));
        Run again = fit("--resume", out.toString());
        boolean isMet = !table.get(3).contains("not accepted");
        assertEquals(isMet ? FitExit.ACCEPTED : FitExit.NONE_ACCEPTED, again.code, again.err);
        assertEquals(models, Files.readString(out.resolve("spiking.csv/models.csv")));

        // The report has the command that repeats the fit, not that which went on with it.
        String report = Files.readString(out.resolve("spiking.csv/report.json"));
        assertTrue(report.contains("--evaluations 300") && !report.contains("--resume"), report.substring(0, 500));

        // It fits the one cell, not the folder, and repeats its fit.
        String own = out.resolve("spiking.csv").toString();
        assertEquals("./huxley fit --recording " + spiking + " --out " + own + " --evaluations 300", command(report));
        Path alone = folder.resolve("alone");
        fit(command(report)
                .replace("./huxley fit ", "")
                .replace(own, alone.toString())
                .split(" "));
        assertEquals(models, Files.readString(alone.resolve("models.csv")));
        fit("--resume", own);
        assertTrue(command(Files.readString(out.resolve("spiking.csv/report.json")))
                .contains("spiking.csv --out"));

        // A changed recording is named.
        Files.writeString(silent, Files.readString(silent) + "\n");
        assertRefused("has changed", "--resume", out.resolve("silent.csv").toString());
        MadeCell.write(silent, -0.05, -0.02);
    }

    @Test
    void aFolderWhoseFilesAreDamagedIsRefusedByTheirNames() throws IOException {
        Path out = Files.createDirectories(folder.resolve("damaged"));
        for (String text :
                List.of("", "{\"a\":1}", "{\"format\": \"Huxley fit command\", \"arguments\": []}", "{\"for")) {
            Path file = Files.writeString(out.resolve("fit.json"), text);
            assertRefused(file + " is damaged", "--resume", out.toString());
            assertRefused("begin a new fit with --recording", "--resume", out.toString());
        }
        fit("--recording", silent.toString(), "--out", out.toString(), "--evaluations", "300");
        Path state = out.resolve("search.json");
        String whole = Files.readString(state);
        Files.writeString(state, whole.substring(0, whole.length() / 2));
        for (String[] resume :
                new String[][] {{"--resume", out.toString()}, {"--resume", out.toString(), "--evaluations", "400"}}) {
            assertRefused(state + ": ", resume);
            assertRefused("delete this file to begin the fit anew", resume);
        }
        Files.delete(state);
        Run anew = fit("--resume", out.toString());
        assertEquals(FitExit.ACCEPTED, anew.code, anew.err);
    }

    @Test
    void aFitGoesOnWithNoFewerEvaluationsThanItHasMade() throws IOException {
        Path cells = Files.createDirectories(folder.resolve("one cell"));
        MadeCell.write(cells.resolve("spiking.csv"), -0.05, 0.1, 0.2);
        Path out = folder.resolve("budgets");
        fit("--recording", cells.toString(), "--out", out.toString(), "--evaluations", "200");
        Path own = out.resolve("spiking.csv");
        String models = Files.readString(own.resolve("models.csv"));
        for (Path each : List.of(out, own)) {
            Run less = fit("--resume", each.toString(), "--evaluations", "199");
            assertEquals(2, less.code, less.err);
            assertTrue(less.err.contains("199") && less.err.contains("200 evaluations"), less.err);
        }
        assertEquals(models, Files.readString(own.resolve("models.csv")));
        Run same = fit("--resume", own.toString(), "--evaluations", "200");
        assertTrue(same.code == FitExit.ACCEPTED || same.code == FitExit.NONE_ACCEPTED, same.err);
        assertEquals(models, Files.readString(own.resolve("models.csv")));
    }

    @Test
    void theVerdictIsPrintedThoughTheReportCannotBeWritten() throws IOException {
        Path out = folder.resolve("blocked");
        Files.createDirectories(out.resolve("report.html/below"));
        Run run = fit("--recording", silent.toString(), "--out", out.toString(), "--evaluations", "300");
        assertEquals(FitExit.ERROR, run.code, run.out);
        assertTrue(run.out.contains("Result     "), run.out + run.err);
    }

    private static String command(String report) throws IOException {
        return new ObjectMapper().readTree(report).path("command").asText();
    }

    @Test
    void aCellOfAFolderHasArgumentsOfItsOwnHoweverTheFolderIsWritten() {
        Path recording = Path.of("cells/my cell.nwb");
        Path results = Path.of("huxley-fit/my cell.nwb");
        assertEquals(
                "./huxley fit '--recording=cells/my cell.nwb' --seed 2 --out 'huxley-fit/my cell.nwb'",
                new FitArguments(List.of("--recording=cells", "--seed", "2"))
                        .ofCell(recording, results)
                        .command());
        assertEquals(
                List.of("--out", results.toString(), "--recording", recording.toString()),
                new FitArguments(List.of("--out", "huxley-fit", "--recording", "cells"))
                        .ofCell(recording, results)
                        .given());
    }

    @Test
    void aFitWithoutAnAcceptedModelHasItsCodeAndSaysWhatFails() {
        Run run = fit(
                "--recording",
                spiking.toString(),
                "--out",
                folder.resolve("poor").toString(),
                "--evaluations",
                "1",
                "--held-out",
                "2",
                "--dt",
                "0.1",
                "--current",
                "command",
                "--junction-potential",
                "-10");
        assertEquals(FitExit.NONE_ACCEPTED, run.code, run.err);
        assertTrue(run.out.contains("no model is accepted"), run.out);
        assertTrue(run.out.contains("held out: sweep 2 "), run.out);
        assertTrue(run.out.contains("the recorded voltage is lowered by 10.0 mV"), run.out);
    }

    @Test
    void optionsWithoutEffectAreRefusedByName() {
        String recording = spiking.toString();
        assertRefused("--minutes", "--recording", recording, "--loss", "voltage", "--minutes", "1");
        assertRefused("--held-out", "--recording", recording, "--loss", "statistics", "--held-out", "1");
        assertRefused("by the loss 'soft-dtw'", "--recording", recording, "--loss", "soft-dtw", "--minutes", "1");
        assertRefused("--starts", "--recording", recording, "--loss", "features", "--starts", "3");
        assertRefused("--min-radius", "--recording", recording, "--loss", "features", "--min-radius", "3");
        assertRefused("--evaluations", "--evaluations", "10");
        assertRefused("the demo", "--loss", "features");
        assertRefused("whole part", "--recording", recording, "--dt", "0.03");
        assertRefused("no sweep 9", "--recording", recording, "--held-out", "9");
        assertRefused(
                "sweep 3 cannot be held out (--held-out), because it is not among the chosen sweeps (--sweeps)",
                "--recording",
                recording,
                "--sweeps",
                "1-2",
                "--held-out",
                "3");
        assertRefused("--seed", "--resume", folder.toString(), "--seed", "2");
        assertRefused("--recording, --out", "--resume", "x", "--recording", recording, "--out", "y");
        assertRefused(
                "no fit to go on with", "--resume", folder.resolve("absent").toString());
        assertRefused("no recording", "--recording", folder.toString());
        for (String[] wrong : new String[][] {{"--current", "guess"}, {"--command-scale", "1nA/V"}}) {
            Run run = fit("--recording", recording, wrong[0], wrong[1]);
            assertEquals(2, run.code, run.err);
            assertTrue(run.err.contains(wrong[0]) && run.err.contains(wrong[1]), run.err);
        }
    }

    @Test
    void aFitDoesNotReplaceThatOfAnotherRecording() throws IOException {
        Path out = folder.resolve("kept");
        String[] first = {"--recording", silent.toString(), "--out", out.toString(), "--evaluations", "100"};
        assertEquals("", fit(first).err);
        String report = Files.readString(out.resolve("features.csv"));
        assertRefused(silent.toString(), "--recording", spiking.toString(), "--out", out.toString());
        assertRefused("--out", "--recording", silent.getParent().toString(), "--out", out.toString());
        assertRefused("--out", "--recording", spiking.toString(), "--loss", "voltage", "--out", out.toString());
        assertRefused("--out", "--out", out.toString());
        assertEquals(report, Files.readString(out.resolve("features.csv")));
        assertEquals("", fit(first).err, "the fit of the same recording may begin anew");
    }

    @Test
    void aModelWithOptionsIsKeptAndRepeatsTheFit() throws IOException {
        Path first = folder.resolve("first");
        Run run = fit(
                "--recording",
                spiking.toString(),
                "--model",
                "point-pospischil",
                "--set",
                "eNa=53",
                "--free",
                "K_gK=0.001:0.1",
                "--held-out",
                "2",
                "--junction-potential",
                "-3",
                "--evaluations",
                "100",
                "--seed",
                "4",
                "--out",
                first.toString());
        assertTrue(run.code == FitExit.NONE_ACCEPTED || run.code == FitExit.ACCEPTED, run.err);
        String parameters = Files.readString(first.resolve("parameters.json"));
        assertTrue(parameters.contains("K_gK") && !parameters.contains("eNa"), parameters);
        Path second = folder.resolve("second");
        fit(
                "--recording",
                spiking.toString(),
                "--model",
                first.resolve("start-model.json").toString(),
                "--out",
                second.toString());
        assertEquals(parameters, Files.readString(second.resolve("parameters.json")));
        assertEquals(Files.readString(first.resolve("features.csv")), Files.readString(second.resolve("features.csv")));
    }

    @Test
    void aModelIsDescribedByOptionsAlone() throws IOException {
        Path out = folder.resolve("described");
        Run run = fit(
                "--recording",
                silent.toString(),
                "--loss",
                "features",
                "--channels",
                "Leak",
                "--set",
                "length=40",
                "--evaluations",
                "300",
                "--out",
                out.toString());
        assertEquals(FitExit.ACCEPTED, run.code, run.err + run.out);
        for (String file : files(out)) {
            assertEquals(
                    1,
                    run.out
                            .lines()
                            .filter(("Wrote      " + out.resolve(file))::equals)
                            .count(),
                    file + ": " + run.out);
        }
        assertTrue(files(out).containsAll(Set.of("start-model.json", "fit.json", "search.json")), run.out);
        String model = Files.readString(out.resolve("start-model.json"));
        assertTrue(model.contains("passive.Leak") && model.contains("\"length\" : 40.0"), model);
        assertRefused(
                "no shipped model", "--recording", silent.toString(), "--model", "point-pospischill", "--out", "x");
    }

    @Test
    void aModelThatFitsNoCellLeavesNothingInTheFolder() {
        Path out = folder.resolve("refused");
        assertRefused(
                "Leak_gX",
                "--recording",
                silent.toString(),
                "--model",
                "point-pospischil",
                "--set",
                "Leak_gX=1",
                "--out",
                out.toString());
        assertFalse(Files.exists(out), out + " exists");
    }

    @Test
    void theReportOfAMorphologyShowsIt() throws IOException {
        Path swc = Files.writeString(
                folder.resolve("neuron.swc"), "1 1 0 0 0 10 -1\n2 3 10 0 0 1 1\n3 3 100 0 0 1 2\n4 3 160 60 0 1 3\n");
        Path out = folder.resolve("traced");
        Run run = fit(
                "--recording",
                silent.toString(),
                "--loss",
                "features",
                "--swc",
                swc.toString(),
                "--channels",
                "Leak",
                "--evaluations",
                "64",
                "--out",
                out.toString());
        assertTrue(run.code == FitExit.ACCEPTED || run.code == FitExit.NONE_ACCEPTED, run.err);
        String html = Files.readString(out.resolve("report.html"));
        int picture = html.indexOf("<figure class=\"model\">");
        assertTrue(picture > 0 && html.indexOf("electrode", picture) > 0, "no picture of the morphology");
    }

    @Test
    void unitsOfACommandScaleAreRead() {
        CommandScaleOption option = new CommandScaleOption();
        for (String text : List.of("0.01", "0.01nA/mV", "0.01 nA", "10pA/mV", "1e-5uA/mV")) {
            assertEquals(0.01, option.convert(text), 1e-12, text);
        }
    }
}
