package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.demo.DemoRecording;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Recordings;
import dev.huxley.recording.csv.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a user types it. */
class HuxleyCommandTest {
    private static final List<String> FILES =
            List.of("fit.png", "fit.svg", "parameters.json", "report.html", "report.json", "traces.csv");

    @TempDir
    Path folder;

    private Set<String> workingDirectory;
    private Path recording;
    private Path out;

    /** The exit code and the output of one run of the command line. */
    private record Run(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    @BeforeEach
    void makeRecording() throws IOException {
        workingDirectory = list(Path.of(""));
        out = folder.resolve("result");
        recording = folder.resolve("short recording.csv");
        Recording demo = DemoRecording.shipped();
        Recording cut = new Recording(
                "short",
                "CSV",
                demo.protocolName(),
                demo.channels(),
                demo.sampleRateHz(),
                List.of(demo.sweep(1).window(1, 5), demo.sweep(2).window(1, 5)));
        CsvWriter.write(cut, recording);
    }

    @AfterEach
    void nothingIsWrittenIntoTheWorkingDirectory() throws IOException {
        assertEquals(workingDirectory, list(Path.of("")));
    }

    private static Set<String> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.toAbsolutePath())) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = HuxleyCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(code, out.toString(), err.toString());
    }

    /** {@code huxley fit} of the short recording with these options more. */
    private Run fit(String... options) {
        List<String> arguments = new ArrayList<>(List.of("fit"));
        arguments.addAll(List.of(options));
        for (String[] usual : new String[][] {
            {"--recording", recording.toString()},
            {"--out", out.toString()},
            {"--iterations", "2"},
            {"--starts", "2"},
            {"--channels", "HH"}
        }) {
            if (!arguments.contains(usual[0])) {
                arguments.addAll(List.of(usual));
            }
        }
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void aWrongOptionIsNamedInFewLines() {
        Run run = run("fit", "--nothing-like-this");
        assertEquals(2, run.code);
        assertTrue(run.err.contains("--nothing-like-this") && run.err.contains("\"huxley fit --help\""), run.err);
        assertTrue(run.err.lines().count() <= 2, run.err);
    }

    @Test
    void withoutACommandTheUsageIsShown() {
        Run run = run();
        assertEquals(2, run.code);
        assertTrue(run.err.contains("huxley fit") && run.err.contains("Usage: huxley"), run.err);
        assertEquals("", run.out);
    }

    @Test
    void wrongUsageIsNamed() {
        for (String[] arguments : new String[][] {
            {"fitt"}, {"fit", "--iteration", "2"}, {"fit", "--iterations", "two"}, {"fit", "--set", "radius"}
        }) {
            Run run = run(arguments);
            assertEquals(2, run.code, String.join(" ", arguments));
            String last = arguments[arguments.length - 1];
            assertTrue(run.err.contains(last) || run.err.contains(arguments[1]), run.err);
        }
    }

    @Test
    void helpAndVersionAreShown() {
        for (String[] arguments : new String[][] {{"--help"}, {"help"}}) {
            Run run = run(arguments);
            assertEquals(0, run.code);
            assertTrue(run.out.contains("fit") && run.out.contains("fit them to recordings"), run.out);
        }
        Run fit = run("fit", "--help");
        assertEquals(0, fit.code);
        for (String option : new String[] {
            "--recording",
            "--sweeps",
            "--from",
            "--to",
            "--swc",
            "--compartments",
            "--channels",
            "--set",
            "--free",
            "--junction-potential",
            "--iterations",
            "--starts",
            "--learning-rate",
            "--seed",
            "--dt",
            "--engine",
            "--out"
        }) {
            assertTrue(fit.out.contains(option), option + " is not in the help");
        }
        Run version = run("--version");
        assertEquals(0, version.code);
        assertTrue(version.out.startsWith("huxley "), version.out);
    }

    @Test
    void fitWritesAllFiles() throws IOException {
        Run run = fit("--free", "HH_gNa=0.02:0.5", "--free", "HH_gLeak=0.0001:0.0003", "--seed", "3");
        assertEquals(0, run.code, run.err);
        assertEquals("", run.err);
        assertEquals(new TreeSet<>(FILES), list(out));
        for (String file : FILES) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
            assertTrue(run.out.contains(out.resolve(file).toString()), file + " is not named");
        }
        JsonNode parameters =
                new ObjectMapper().readTree(out.resolve("parameters.json").toFile());
        assertEquals(2, parameters.size());
        assertEquals("HH_gNa", parameters.get(0).get("name").asText());
        assertEquals("HH_gLeak", parameters.get(1).get("name").asText());
        for (JsonNode parameter : parameters) {
            assertEquals(
                    List.of("name", "start", "fitted", "lower", "upper", "unit", "flag"),
                    names(parameter),
                    "order of members");
            double lower = parameter.get("lower").asDouble();
            double upper = parameter.get("upper").asDouble();
            for (String value : new String[] {"start", "fitted"}) {
                double number = parameter.get(value).asDouble();
                assertTrue(lower < number && number < upper, value + " of " + parameter);
            }
            assertEquals("S/cm2", parameter.get("unit").asText());
        }
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("short recording.csv") && page.contains("HH_gLeak"));
        assertTrue(
                page.contains("&#39;" + recording + "&#39;") || page.contains("'" + recording + "'"),
                "the command quotes a name with a space");
    }

    @Test
    void tracesHoldTheRecordingAndTheModel() throws IOException {
        assertEquals(0, fit("--sweeps", "2,1", "--from", "1", "--to", "3").code);
        List<String> lines = Files.readAllLines(out.resolve("traces.csv"));
        assertEquals(
                "time_ms,sweep 2 recorded_mV,sweep 2 model_mV,sweep 2 stimulus_nA,"
                        + "sweep 1 recorded_mV,sweep 1 model_mV,sweep 1 stimulus_nA",
                lines.get(0));
        double[] recorded = Recordings.read(recording).sweep(1).window(1, 3).voltage();
        assertEquals(1 + recorded.length, lines.size());
        for (int row = 0; row < recorded.length; row++) {
            String[] cells = lines.get(1 + row).split(",", -1);
            assertEquals(7, cells.length, "row " + row);
            assertEquals(0.05 * row, Double.parseDouble(cells[0]), 1e-9);
            assertEquals(recorded[row], Double.parseDouble(cells[1]), 0, "row " + row);
            assertTrue(Math.abs(Double.parseDouble(cells[2])) < 200, cells[2]);
        }
    }

    @Test
    void theSameCommandGivesTheSameParameters() throws IOException {
        assertEquals(0, fit("--seed", "9").code);
        String first = Files.readString(out.resolve("parameters.json"));
        assertEquals(0, fit("--seed", "9").code);
        assertEquals(first, Files.readString(out.resolve("parameters.json")));
    }

    @Test
    void consoleTellsTaskProgressAndParameters() {
        Run run = fit("--free", "HH_gNa=0.02:0.5", "--free", "HH_eLeak=-80:-40", "--free", "radius=2:200");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("short recording.csv: 2 sweeps of 4.0 ms"), run.out);
        assertTrue(run.out.contains("1 compartment with HH"), run.out);
        assertTrue(run.out.contains("2 starts at once, 2 iterations"), run.out);
        assertTrue(run.out.contains("all iterations done"), run.out);
        assertEquals(
                2, run.lines().stream().filter(line -> line.contains(" it/s ")).count(), run.out);
        List<String> table = table(run);
        assertEquals(4, table.size(), run.out);
        assertTrue(table.get(2).startsWith("HH_eLeak ") && table.get(2).contains(" mV "), table.get(2));
        assertAligned(table);
    }

    @Test
    void aFitToTracesTakesTheOptionsOfTheRecordingAndSaysWhatWasChosen() {
        Run run =
                fit("--loss", "voltage", "--channel", "voltage", "--current", "command", "--junction-potential", "-7");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("Note       injected current: the command 'current' [nA]"), run.out);
        assertTrue(run.out.contains("the recorded voltage is lowered by 7.0 mV"), run.out);
        Run wrong = fit("--loss", "voltage", "--channel", "Vm");
        assertEquals(1, wrong.code, wrong.out);
        assertTrue(wrong.err.contains("there is no channel \"Vm\""), wrong.err);
        Run features = fit("--loss", "voltage", "--held-out", "1");
        assertEquals(1, features.code, features.out);
        assertTrue(features.err.contains("--held-out"), features.err);
    }

    /** The program has the fitted values and a run for each sweep. */
    @Test
    void aFitIsExportedForNeuron() throws IOException {
        Run run = fit("--loss", "voltage", "--export", "neuron");
        assertEquals(0, run.code, run.err);
        Path neuron = out.resolve("neuron");
        assertTrue(run.out.contains("Wrote      " + neuron), run.out);
        String program = Files.readString(neuron.resolve("model.py"));
        assertTrue(program.contains("\"name\": \"HH\""), program);
        assertEquals(
                2, program.lines().filter(line -> line.contains("\"v_init\": ")).count(), program);
        assertTrue(Files.readString(neuron.resolve("mod/HH.mod")).contains("SUFFIX HH"));
        Run without = fit("--loss", "voltage");
        assertEquals(1, without.code, without.out);
        assertTrue(without.err.contains(neuron + " has the model of an earlier fit"), without.err);
        Files.writeString(neuron.resolve("mod/other.mod"), "NEURON { SUFFIX other }");
        Run again = fit("--loss", "voltage", "--export", "neuron");
        assertEquals(0, again.code, again.err);
        assertTrue(again.out.contains("so " + neuron + " is of an earlier fit"), again.out);
        assertFalse(again.out.contains("Wrote      " + neuron), again.out);
        Run unknown = fit("--loss", "voltage", "--export", "genesis");
        assertEquals(2, unknown.code, unknown.out);
    }

    @Test
    void aParameterAtItsBoundIsSaid() {
        Run run = fit("--iterations", "80", "--learning-rate", "0.5", "--free", "HH_gLeak=0.01:0.02");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("Warning    HH_gLeak: at lower bound; widen"), run.out);
    }

    @Test
    void aCustomRunOfTheDemoComparesWithTheTruth() {
        Run run = run(
                "fit",
                "--out",
                out.toString(),
                "--iterations",
                "1",
                "--starts",
                "1",
                "--sweeps",
                "4",
                "--to",
                "5",
                "--set",
                "HH_gNa=0.39",
                "--set",
                "HH_gLeak=0.1",
                "--free",
                "HH_gNa=0.02:0.4",
                "--free",
                "HH_gLeak=1e-5:1",
                "--free",
                "radius=5:20");
        assertEquals(0, run.code, run.err);
        List<String> table = table(run);
        assertEquals(4, table.size(), run.out);
        assertTrue(table.get(0).contains("truth") && table.get(0).contains("error"), table.get(0));
        assertTrue(table.get(1).contains("0.095000") && table.get(1).contains(" 310.5 %"), table.get(1));
        assertFalse(table.get(3).contains("%"), "nobody said that the radius was to be found: " + table.get(3));
        assertAligned(table);
    }

    @Test
    void morphologiesCanBeFitted() throws IOException {
        Path swc = Files.writeString(folder.resolve("cell.swc"), ModelBuilderTest.DENDRITE_FIRST);
        Run run = fit("--swc", swc.toString(), "--compartments", "2", "--channels", "HH,Leak", "--to", "2");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("4 compartments with HH, Leak"), run.out);
        assertFalse(run.out.contains("radius"), "the size of a morphology is known");
        assertTrue(run.out.contains("cell.swc: 4 points, 1 tree; soma: chain of frusta, 2 points"), run.out);
        assertTrue(run.out.contains("area um2"), run.out);
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("<h2>Model</h2>") && page.contains(">electrode<"), "no picture of the morphology");
    }

    @Test
    void morphologiesWithoutRadiiOrInNanometresCanBeFitted() throws IOException {
        Path swc = Files.writeString(
                folder.resolve("cell.swc"), "1 1 0 0 0 5000 -1\n2 3 5000 0 0 0 1\n3 3 105000 0 0 -1 2\n");
        Run without = fit("--swc", swc.toString());
        assertEquals(1, without.code);
        assertTrue(without.err.contains("line 2") && without.err.contains("--min-radius"), without.err);
        Run run = fit(
                "--swc",
                swc.toString(),
                "--min-radius",
                "0.5",
                "--scale",
                "0.001",
                "--channels",
                "HH,Leak",
                "--to",
                "2");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("repaired: 2 radii below 0.5 um"), run.out);
        assertTrue(run.out.contains("314.159"), run.out);
    }

    @Test
    void errorsAreOneLineAndLeaveNoFiles() throws IOException {
        Path voltageOnly = Files.writeString(
                folder.resolve("clamp.csv"), "time [ms],voltage [mV]\n0,-65\n0.05,-64\n0.1,-63\n0.15,-63\n");
        Path currentOnly = Files.writeString(
                folder.resolve("vclamp.csv"), "time [ms],current [pA]\n0,-65\n0.05,-64\n0.1,-63\n0.15,-63\n");
        Path nwb =
                Files.write(folder.resolve("cell.nwb"), "\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        Path gibberish = Files.writeString(folder.resolve("cell.abf"), "ABF?");
        assertError("no such file", "--recording", folder.resolve("missing.abf").toString());
        assertError("cell.nwb", "--recording", nwb.toString());
        assertError("cell.abf", "--recording", gibberish.toString());
        assertError("its current is unknown", "--recording", voltageOnly.toString());
        assertError("voltage clamp: it records a current", "--recording", currentOnly.toString());
        assertError("no sweep 3", "--sweeps", "1-3");
        assertError("\"x\"", "--sweeps", "x");
        assertError("3.0 to 40.0", "--from", "3", "--to", "40");
        assertError("--from", "--from", "1", "--to", "1.1");
        assertError("name=lower:upper", "--free", "HH_gNa");
        assertError("2.0 and 1.0", "--free", "HH_gNa=2:1");
        assertError("HH_gna", "--free", "HH_gna=1:2");
        assertError("'v' is a state", "--free", "v=-80:-50");
        assertError("already", "--free", "HH_gNa=1:2", "--free", "HH_gNa=1:3");
        assertError("'Kv'", "--channels", "HH,Kv");
        assertError("HH_gX", "--set", "HH_gX=1");
        assertError("'cuda'", "--engine", "cuda");
        assertError("learning rate", "--learning-rate", "-1");
        assertError("--swc", "--compartments", "3");
        assertError("--swc", "--min-radius", "0.1");
        assertError("--swc", "--scale", "0.001");
        assertError("within the bounds", "--free", "HH_gNa=0.1:0.2", "--set", "HH_gNa=0.3");
        assertError("missing.swc", "--swc", folder.resolve("missing.swc").toString());
    }

    @Test
    void aFolderThatCannotBeWrittenIsFoundBeforeTheFit() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "precious");
        for (Path wrong : List.of(file, file.resolve("below"))) {
            out = wrong;
            Run run = fit();
            assertEquals(1, run.code);
            assertEquals(1, run.err.lines().count(), run.err);
            assertTrue(run.err.contains("'" + wrong + "'") && run.err.contains("not a folder"), run.err);
            assertEquals("", run.out, "before anything else");
        }
        assertEquals("precious", Files.readString(file));
    }

    private void assertError(String part, String... options) throws IOException {
        Run run = fit(options);
        String command = String.join(" ", options);
        assertEquals(1, run.code, command + ": " + run.err);
        assertEquals(1, run.err.lines().count(), command + ": " + run.err);
        assertTrue(run.err.startsWith("huxley: ") && run.err.contains(part), command + ": " + run.err);
        assertFalse(run.err.contains("unexpected"), command + ": " + run.err);
        assertFalse(Files.exists(out), command + " left files: " + out);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> name = object.fieldNames(); name.hasNext(); ) {
            names.add(name.next());
        }
        return names;
    }

    /** The lines of the table of parameters, the titles first. */
    private static List<String> table(Run run) {
        return run.lines().stream()
                .dropWhile(line -> !line.startsWith("parameter "))
                .takeWhile(line -> !line.isBlank())
                .toList();
    }

    private static void assertAligned(List<String> table) {
        int[] widths = table.stream().mapToInt(String::length).toArray();
        int[] expected = new int[widths.length];
        Arrays.fill(expected, widths[0]);
        assertArrayEquals(expected, widths, String.join("\n", table));
        int upper = table.get(0).indexOf("upper") + "upper".length();
        for (String row : table) {
            assertTrue(row.charAt(upper) == ' ' && row.charAt(upper - 1) != ' ', "column upper of: " + row);
        }
    }
}
