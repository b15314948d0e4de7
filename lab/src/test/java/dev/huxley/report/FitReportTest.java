package dev.huxley.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.plot.Color;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Panel;
import dev.huxley.text.Markup;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FitReportTest {
    private static final String NASTY = "<img src=x onerror=alert(1)> & \"quoted\" 'single' </td></title> \u0001";

    @TempDir
    Path folder;

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replaceFirst("<!DOCTYPE html>\\s*", ""))));
    }

    private static ReportedFit nasty() {
        double[] v = {-65, Double.NaN, 20, -65};
        return new ReportedFit(
                NASTY,
                NASTY,
                List.of(new ReportedParameter(NASTY, 1, 2, 0, 3, NASTY)),
                List.of(new FixedParameter(NASTY, 1, 2, NASTY)),
                List.of(new ReportedSweep(NASTY, 0.1, v, v, null, null)),
                List.of(new ReportedStart(new double[] {1, Double.NaN, 0}, null, NASTY)),
                NASTY,
                0,
                List.of(NASTY),
                List.of(new Fact(NASTY, NASTY)));
    }

    @Test
    void htmlEscapesNames() throws Exception {
        Document page = parsed(FitReport.of(nasty()).html());
        assertEquals(0, page.getElementsByTagName("img").getLength());
        for (String tag : new String[] {"h1", "title", "pre", "dt", "dd", "li"}) {
            String text = page.getElementsByTagName(tag).item(0).getTextContent();
            assertEquals(NASTY.replace('\u0001', '\ufffd'), text, tag);
        }
    }

    @Test
    void modelIsShownWhereThereIsAPictureOfIt() throws Exception {
        FitReport report = FitReport.of(ReportGallery.fit(1, 500));
        assertFalse(report.html().contains("<h2>Model</h2>"));
        Figure picture = Figure.of(200, 100).title("the model").row(1, Panel.of());
        String html = report.model(picture).html();
        assertTrue(html.contains("<h2>Model</h2>") && html.contains(picture.toSvg()));
        assertEquals(8, parsed(html).getElementsByTagName("h2").getLength());
    }

    @Test
    void htmlNeedsNothingFromOutside() throws Exception {
        String html = FitReport.of(ReportGallery.fit(3, 2000)).html();
        Document page = parsed(html);
        for (String tag : new String[] {"script", "link", "img", "iframe", "object", "use"}) {
            assertEquals(0, page.getElementsByTagName(tag).getLength(), tag);
        }
        assertFalse(html.replace("http://www.w3.org/2000/svg", "").contains("://"), "an address in the page");
        assertFalse(html.contains("@import") || html.replace("url(#", "").contains("url("), "a reference in the style");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 24})
    void anyNumberOfSweepsMakesAFigure(int sweeps) throws Exception {
        FitReport report = FitReport.of(ReportGallery.fit(sweeps, 1200));
        String svg = report.fitFigure().toSvg();
        parsed(svg);
        int models = svg.split("stroke=\"#d55e00\"", -1).length - 1;
        int legend = sweeps == 0 ? 0 : 1;
        assertEquals(Math.min(sweeps, 9) + legend, models, "lines in the color of the model");
        boolean said = report.html().contains("9 of " + sweeps + " sweeps shown") && svg.contains("9 of " + sweeps);
        assertEquals(sweeps > 9, said);
    }

    private static ReportedFit course(double[]... losses) {
        List<ReportedStart> starts = new ArrayList<>();
        for (double[] each : losses) {
            starts.add(new ReportedStart(each, null, ""));
        }
        return new ReportedFit("", "", null, null, null, starts, "mV2", 0, null, null);
    }

    private static int lines(String svg, Color color) {
        return svg.split("stroke=\"" + color.hex() + "\"", -1).length - 1;
    }

    @Test
    void theLossPanelShowsEveryStartAndTheSmallestSoFar() {
        double[] falling = {9, 5, 3, 2};
        double[] stuck = {7, 7, 8, 7};
        double[] failed = {6, Double.NaN, Double.NaN, Double.NaN};
        String svg = FitReport.of(course(falling, stuck, failed)).fitFigure().toSvg();
        assertTrue(svg.contains(">loss (mV²)<") || svg.contains(">loss (mV2)<"), "the losses have their unit");
        assertEquals(2 + 1, lines(svg, Color.LIGHT_GRAY), "two lines (the third is a dot), and one in the legend");
        assertEquals(2, lines(svg, Color.BLUE), "the smallest so far, and its legend");
        assertTrue(svg.contains(">every start<") && svg.contains(">smallest loss so far<"));
        String alone = FitReport.of(course(falling)).fitFigure().toSvg();
        assertEquals(0, lines(alone, Color.LIGHT_GRAY), "one start that always falls is the smallest so far");
        assertArrayEquals(
                new double[] {6, 5, 3, 2}, FitFigure.bestSoFar(List.of(falling, stuck, failed)), "smallest so far");
    }

    /** Iterations count from 1, as on the console. */
    @Test
    void iterationsAreCountedFromOne() {
        double[] losses = new double[120];
        Arrays.setAll(losses, i -> 200.0 / (i + 1));
        String svg = FitReport.of(course(losses)).fitFigure().toSvg();
        assertTrue(svg.contains(">120<"), "the last iteration is 120");
        assertFalse(svg.contains(">0<"), "there is no iteration 0");
    }

    @Test
    void theBestStartIsOneThatIsReported() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReportedFit("", "", null, null, null, List.of(), "", 1, null, null));
    }

    @Test
    void parametersJsonRoundTrips() throws IOException {
        double[] values = {
            0.1 + 0.2,
            -68.41,
            1e-300,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            -0.0,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY
        };
        List<ReportedParameter> parameters = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            parameters.add(new ReportedParameter(
                    "p" + i + NASTY,
                    values[i],
                    values[(i + 1) % values.length],
                    -1,
                    values[(i + 2) % values.length],
                    "µS"));
        }
        FitReport.of(new ReportedFit("", "", parameters, null, null, null, "", 0, null, null))
                .write(folder);
        JsonNode read =
                new ObjectMapper().readTree(folder.resolve("parameters.json").toFile());
        assertEquals(values.length, read.size());
        for (int i = 0; i < values.length; i++) {
            ReportedParameter expected = parameters.get(i);
            JsonNode row = read.get(i);
            assertEquals(expected.name(), row.get("name").textValue());
            assertEquals(expected.unit(), row.get("unit").textValue());
            assertEquals(expected.flag(), row.get("flag").textValue(), expected::toString);
            assertEquals(expected.start(), number(row.get("start")));
            assertEquals(expected.fitted(), number(row.get("fitted")));
            assertEquals(expected.lower(), number(row.get("lower")));
            assertEquals(expected.upper(), number(row.get("upper")));
        }
    }

    private static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
    }

    @Test
    void tracesCsvHoldsEverySample() throws IOException {
        ReportedFit fit = ReportGallery.fit(2, 300);
        FitReport.of(fit).write(folder);
        List<String> lines = Files.readAllLines(folder.resolve("traces.csv"));
        assertEquals(
                "time_ms,sweep 0: -0.10 nA recorded_mV,sweep 0: -0.10 nA model_mV,sweep 0: -0.10 nA stimulus_nA,"
                        + "sweep 1: 0.40 nA recorded_mV,sweep 1: 0.40 nA model_mV,sweep 1: 0.40 nA stimulus_nA",
                lines.get(0));
        assertEquals(301, lines.size());
        for (int i = 0; i < 300; i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            assertEquals(i * 0.025, Double.parseDouble(cells[0]), 1e-9);
            assertTrue(cells[0].length() <= 6, cells[0]);
            for (int s = 0; s < 2; s++) {
                ReportedSweep sweep = fit.sweeps().get(s);
                assertEquals(sweep.recorded()[i], Double.parseDouble(cells[1 + 3 * s]));
                assertEquals(sweep.model()[i], Double.parseDouble(cells[2 + 3 * s]));
                assertEquals(sweep.stimulus()[i], Double.parseDouble(cells[3 + 3 * s]));
            }
        }
    }

    @Test
    void sweepsOfOtherStepsAndLengthsHaveTheirOwnTimes() throws IOException {
        double[] two = {1, 2};
        double[] three = {3, 4, Double.NaN};
        List<ReportedSweep> sweeps = List.of(
                new ReportedSweep("a, \"b\"", 0.1, two, two, null, new double[] {9}),
                new ReportedSweep("c", 0.5, three, three, null, null));
        StringBuilder csv = new StringBuilder();
        TracesCsv.write(sweeps, csv);
        assertEquals(
                """
                "a, ""b"" time_ms","a, ""b"" recorded_mV","a, ""b"" model_mV","a, ""b"" stimulus_nA",c time_ms,c recorded_mV,c model_mV,c stimulus_nA
                0,1.0,1.0,9.0,0,3.0,3.0,
                0.1,2.0,2.0,,0.5,4.0,4.0,
                ,,,,1,NaN,NaN,
                """,
                csv.toString());
    }

    @Test
    void allFilesAppearAndReplaceOlderOnes() throws IOException {
        Path deep = folder.resolve("a").resolve("b");
        FitReport.of(nasty()).write(deep);
        WrittenReport written = FitReport.of(ReportGallery.fit(1, 500)).write(deep);
        assertEquals(
                List.of("fit.png", "fit.svg", "parameters.json", "report.html", "report.json", "traces.csv"),
                names(deep));
        assertEquals(6, written.files().size());
        assertTrue(Files.readString(deep.resolve("report.html")).contains("HH_gNa"));
        assertTrue(written.notes().isEmpty(), written.notes().toString());
    }

    @Test
    void nothingHalfWrittenStays() throws IOException {
        Files.createDirectories(folder.resolve("report.html"));
        Files.writeString(folder.resolve("traces.csv"), "older");
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class, () -> FitReport.of(nasty()).write(folder));
        assertTrue(e.getMessage().contains("report.html"), e.getMessage());
        assertEquals(List.of("report.html", "traces.csv"), names(folder));
        assertEquals("older", Files.readString(folder.resolve("traces.csv")));
    }

    @Test
    void unusableFoldersAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        for (Path wrong : List.of(file, file.resolve("inside").resolve("deeper"))) {
            UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> FitReport.checkFolder(wrong));
            assertTrue(
                    e.getMessage().contains(wrong.toString()) && e.getMessage().contains("choose another folder"),
                    e.getMessage());
        }
    }

    @Test
    void checkingAFolderLeavesNoTrace() throws IOException {
        FitReport.checkFolder(folder);
        FitReport.checkFolder(folder.resolve("new").resolve("newer"));
        assertEquals(List.of(), names(folder));
    }

    @Test
    void boundsAreFlagged() {
        assertEquals("", new ReportedParameter("p", 1, 2, 0, 3, "").flag());
        assertEquals("at upper bound", new ReportedParameter("p", 1, 3, 0, 3, "").flag());
        assertEquals("at upper bound", new ReportedParameter("p", 1, Math.nextUp(3.0), 0, 3, "").flag());
        assertEquals("outside its bounds", new ReportedParameter("p", 1, 3.1, 0, 3, "").flag());
        assertEquals("at lower bound", new ReportedParameter("p", 1, -80, -80, Double.POSITIVE_INFINITY, "").flag());
        assertEquals("not finite", new ReportedParameter("p", 1, Double.NaN, 0, 3, "").flag());
        assertEquals("", new ReportedParameter("p", 1, 5e-4, 1e-6, 1, "").flag(), "ratios count over decades");
        assertEquals("", new ReportedParameter("p", 1, 7, Double.NaN, Double.NaN, "").flag());
    }

    @Test
    void placesBetweenBoundsAreSharesOfTheScale() {
        assertEquals(0.25, new ReportedParameter("p", 0, 0, -80, -40, "").place(-70), 1e-12);
        assertEquals(0.5, new ReportedParameter("p", 0, 0, 1e-6, 1e-2, "").place(1e-4), 1e-12);
        assertEquals(0.5, new ReportedParameter("p", 0, 0, -1e308, 1e308, "").place(0), 1e-12);
    }

    @Test
    void numbersForPeopleKeepSixDigits() {
        assertEquals("0.204857", ReportPage.number(0.204857312));
        assertEquals("−68.41", ReportPage.number(-68.41));
        assertEquals("2.27183·10<sup>−5</sup>", ReportPage.number(2.27183e-5));
        assertEquals("1·10<sup>9</sup>", ReportPage.number(999_999_999.9));
        assertEquals("100", ReportPage.number(100));
        assertEquals("0", ReportPage.number(-0.0));
        assertEquals("−∞", ReportPage.number(Double.NEGATIVE_INFINITY));
        assertEquals("–", ReportPage.number(Double.NaN));
    }

    @Test
    void tracesOfUnequalLengthAreRefused() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new ReportedSweep("sweep 3", 0.1, new double[5], new double[4], null, null));
        assertTrue(e.getMessage().contains("sweep 3") && e.getMessage().contains("4 samples"), e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReportedSweep("s", 0, new double[1], new double[1], null, null));
    }

    @Test
    void dataDoNotChangeAfterHandingOver() {
        double[] v = {1, 2};
        ReportedSweep sweep = new ReportedSweep("s", 1, v, v, v, v);
        v[0] = 99;
        sweep.recorded()[1] = 99;
        assertArrayEquals(new double[] {1, 2}, sweep.recorded());
    }

    @Test
    void withoutPicturesEverythingElseIsWritten() throws Exception {
        Files.writeString(folder.resolve("fit.png"), "of an earlier fit");
        List<String> classPath = new ArrayList<>();
        for (Class<?> type : List.of(
                FitReport.class,
                WithoutPictures.class,
                Figure.class,
                Markup.class,
                ObjectMapper.class,
                JsonFactory.class,
                JsonProperty.class)) {
            classPath.add(location(type));
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.base,java.xml,java.logging",
                        "-cp",
                        String.join(System.getProperty("path.separator"), classPath),
                        WithoutPictures.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
        assertEquals(0, process.exitValue(), output);
        assertTrue(output.contains("fit.png was not written, fit.svg was") && output.contains("java.desktop"), output);
        assertEquals(
                List.of("fit.svg", "parameters.json", "report.html", "report.json", "traces.csv"),
                names(folder),
                output);
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** Writes a report in a Java runtime without java.desktop. */
    static final class WithoutPictures {
        private WithoutPictures() {}

        public static void main(String[] arguments) {
            WrittenReport written = FitReport.of(ReportGallery.fit(1, 500)).write(Path.of(arguments[0]));
            written.notes().forEach(System.out::println);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = new ArrayList<>(
                    files.map(file -> file.getFileName().toString()).toList());
            Collections.sort(names);
            return names;
        }
    }
}
