package dev.huxley.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.plot.Color;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FeatureFitReportTest {
    static final String NASTY = "<img src=x onerror=alert(1)> & \"quoted\" 'single' </td></title> \u0001";

    private static final List<String> FILES = List.of(
            "features.csv",
            "fit.png",
            "fit.svg",
            "models.csv",
            "parameters.json",
            "report.html",
            "report.json",
            "traces.csv");

    @TempDir
    Path folder;

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replaceFirst("<!DOCTYPE html>\\s*", ""))));
    }

    private static ReportedFeatureFit ofSweeps(List<ReportedResponse> sweeps) {
        return new ReportedFeatureFit(
                "",
                "",
                new ReportedVerdict("accepted", true, null),
                null,
                sweeps,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static ReportedResponse sweep(String label, boolean heldOut, ReportedFeature... features) {
        double[] v = {-65, Double.NaN, 20, -65};
        return new ReportedResponse(
                new ReportedSweep(label, 0.1, v, v, null, null), "step", 0.25, heldOut, 1, 2, List.of(features));
    }

    /** Every text from outside is hostile, every number is missing. */
    static ReportedFeatureFit nasty() {
        double none = Double.NaN;
        double[] v = {-65, none, 20, -65};
        return new ReportedFeatureFit(
                NASTY,
                NASTY,
                new ReportedVerdict(NASTY, false, List.of(NASTY)),
                new ReportedRecording(
                        List.of(new Fact(NASTY, NASTY)),
                        List.of(new ReportedRecording.Check(NASTY, NASTY, none, NASTY, none, false)),
                        List.of(NASTY),
                        List.of(NASTY)),
                List.of(new ReportedResponse(
                        new ReportedSweep(NASTY, 0.1, v, v, null, null),
                        NASTY,
                        none,
                        true,
                        none,
                        none,
                        List.of(new ReportedFeature(NASTY, NASTY, none, none, none, none)))),
                List.of(new ReportedFeatureFit.Rate(none, none, none, true)),
                List.of(new ReportedValue(NASTY, none, none, none, none, NASTY, false)),
                List.of(new ReportedModel(NASTY, NASTY, none, none, Map.of(NASTY, none))),
                List.of(new ReportedRung(NASTY, 1, 2, none, none, none, none, NASTY, true)),
                List.of(new ReportedFeatureFit.Course(
                        NASTY, new double[] {1, 2}, new double[] {none, Double.POSITIVE_INFINITY})),
                new ReportedFeatureFit.Effort(0, none, NASTY),
                List.of(new Fact(NASTY, NASTY)));
    }

    @Test
    void textFromOutsideIsEscapedAndMissingNumbersAreShownAsSuch() throws Exception {
        String html = FeatureFitReport.of(nasty()).html();
        Document page = parsed(html);
        assertEquals(0, page.getElementsByTagName("img").getLength(), "an element made of a name");
        String expected = NASTY.replace('\u0001', '\ufffd');
        for (String tag : new String[] {"h1", "title", "pre", "dd", "li", "strong"}) {
            NodeList found = page.getElementsByTagName(tag);
            boolean isThere = false;
            for (int i = 0; i < found.getLength(); i++) {
                isThere |= found.item(i).getTextContent().equals(expected);
            }
            assertTrue(isThere, "no <" + tag + "> has the text unchanged");
        }
        assertFalse(html.contains("NaN"), "a missing number is shown as NaN");
    }

    @Test
    void thePageNeedsNothingFromOutside() throws Exception {
        String html = FeatureFitReport.of(FeatureGallery.fit(4, 1200, 1, true)).html();
        Document page = parsed(html);
        for (String tag : new String[] {"script", "link", "img", "iframe", "object", "use"}) {
            assertEquals(0, page.getElementsByTagName(tag).getLength(), tag);
        }
        assertFalse(html.replace("http://www.w3.org/2000/svg", "").contains("://"), "an address in the page");
        assertFalse(html.contains("@import") || html.replace("url(#", "").contains("url("), "a reference in the style");
    }

    /** The texts of the cells of z-scores, by their class. */
    private static List<String> cells(Document page, String type) {
        NodeList all = page.getElementsByTagName("td");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("class").equals("number " + type)) {
                texts.add(all.item(i).getTextContent());
            }
        }
        return texts;
    }

    @Test
    void bandsOfZAreToldByMarksAsByColors() throws Exception {
        Document page = parsed(FeatureFitReport.of(ofSweeps(List.of(sweep(
                        "s",
                        false,
                        new ReportedFeature("a", "mV", 0, 1, 1, 1),
                        new ReportedFeature("b", "mV", 0, 1, -3, -3),
                        new ReportedFeature("c", "mV", 0, 1, -3.04, -3.04),
                        new ReportedFeature("d", "mV", 0, 1, 5, 5),
                        new ReportedFeature("e", "mV", 0, 1, -5.1, -5.1),
                        new ReportedFeature("f", "mV", 0, 1, Double.NaN, 12.3),
                        new ReportedFeature("g", "mV", 0, 1, Double.NaN, Double.NaN)))))
                .html());
        assertEquals(List.of("1.0"), cells(page, "z0"));
        assertEquals(List.of("−3.0"), cells(page, "z1"));
        assertEquals(List.of("−3.0!", "5.0!"), cells(page, "z2"));
        assertEquals(List.of("−5.1!!", "12.3!!missing", "?!!missing"), cells(page, "z3"));
    }

    @Test
    void everyProtocolHasTablesOfItsFittedAndItsHeldOutSweeps() throws Exception {
        ReportedFeature feature = new ReportedFeature("AP_height", "mV", 30, 2, 31, 0.5);
        List<ReportedResponse> sweeps = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            sweeps.add(sweep("sweep " + i, false, feature));
        }
        sweeps.add(sweep("unseen", true, feature));
        sweeps.add(sweep("without features", true));
        Document page = parsed(FeatureFitReport.of(ofSweeps(sweeps)).html());
        NodeList tables = page.getElementsByTagName("table");
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < tables.getLength(); i++) {
            Element table = (Element) tables.item(i);
            if (table.getAttribute("class").equals("z")) {
                columns.add(table.getElementsByTagName("th").getLength() - 1);
            }
        }
        assertEquals(List.of(10, 3, 1), columns, "sweeps of each table");
    }

    @Test
    void anAcceptedFitShowsTheSpreadOfItsModels() {
        ReportedFeatureFit fit = FeatureGallery.fit(10, 1200, 1, true);
        String html = FeatureFitReport.of(fit).html();
        assertTrue(html.contains("(7 models)") && html.contains("class=\"spread\""), "spread");
        assertTrue(html.contains(">at lower bound<") && html.contains(">at upper bound<"), "values at their bounds");
        ReportedModel.Spread spread = ReportedModel.Spread.of(fit.models(), "Na.gMax");
        double smallest = fit.models().stream()
                .mapToDouble(model -> model.value("Na.gMax"))
                .min()
                .orElseThrow();
        assertEquals(smallest, spread.smallest());
    }

    @Test
    void aFitWithoutAcceptedModelSaysSoFirst() throws Exception {
        ReportedFeatureFit fit = FeatureGallery.fit(10, 1200, 7, false);
        String html = FeatureFitReport.of(fit).html();
        int verdict = html.indexOf("<div class=\"verdict\">");
        assertTrue(verdict > 0 && verdict < html.indexOf("<h2>"), "the verdict comes first");
        assertTrue(html.contains("<strong>not accepted</strong></p>"), "no number of accepted models");
        assertTrue(html.contains("a free eNa"), "what would help");
        assertTrue(html.contains("<h2>Best model</h2>") && !html.contains("<h2>Accepted models</h2>"));
        parsed(html);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 10, 12, 13, 24})
    void anyNumberOfSweepsMakesAFigure(int sweeps) throws Exception {
        FeatureFitReport report = FeatureFitReport.of(FeatureGallery.fit(sweeps, 600, 1, true));
        String svg = report.fitFigure().toSvg();
        parsed(svg);
        boolean said = svg.contains("12 of " + sweeps + " sweeps shown")
                && report.html().contains("12 of " + sweeps + " sweeps shown");
        assertEquals(sweeps > 12, said);
        assertEquals(sweeps > 0, svg.contains(">firing rate (Hz)<"), "curve of firing rates");
        assertTrue(svg.contains("stroke=\"" + Color.BLUE.hex() + "\""), "the best score so far");
    }

    @Test
    void theBestScoreIsTheSmallestOfAllCoursesByThen() {
        double none = Double.NaN;
        double[][] best = FeatureFigure.bestSoFar(List.of(
                new ReportedFeatureFit.Course("later", new double[] {30, 40}, new double[] {9, 1}),
                new ReportedFeatureFit.Course(
                        "first", new double[] {10, 20, 25}, new double[] {none, 4, Double.POSITIVE_INFINITY})));
        assertArrayEquals(new double[] {10, 20, 25, 30, 40}, best[0]);
        assertArrayEquals(new double[] {none, 4, 4, 4, 1}, best[1]);
    }

    /** The two files judge a value by one rule, also next to the bound, where that of fits to traces is narrower. */
    @Test
    void theParametersHaveTheFlagsOfTheReport() throws IOException {
        ReportedFeatureFit of = FeatureGallery.fit(2, 600, 3, true);
        List<ReportedValue> values = List.of(
                new ReportedValue("low", 1, 0.001, 0.001, 10, "mV", true),
                new ReportedValue("near", 1, 9.97, 0, 10, "mV", false),
                new ReportedValue("inside", 1, 5, 0, 10, "mV", false));
        ReportedFeatureFit fit = new ReportedFeatureFit(
                of.title(),
                of.command(),
                of.verdict(),
                of.recording(),
                of.sweeps(),
                of.rates(),
                values,
                List.of(),
                of.ladder(),
                of.courses(),
                of.effort(),
                of.facts());
        FeatureFitReport.of(fit).write(folder.resolve("flags"));
        for (String file : List.of("parameters.json", "report.json")) {
            JsonNode read = new ObjectMapper()
                    .readTree(folder.resolve("flags").resolve(file).toFile());
            JsonNode rows = file.equals("report.json") ? read.get("parameters") : read;
            List<String> flags = new ArrayList<>();
            rows.forEach(row -> flags.add(row.path("flag").asText("none")));
            assertEquals(List.of("at lower bound", "at upper bound", ""), flags, file);
        }
    }

    @Test
    void jsonHasAllNumbersAsNumbers() throws IOException {
        ReportedFeatureFit fit = FeatureGallery.fit(10, 600, 3, true);
        JsonNode read = new ObjectMapper()
                .readTree(FeatureFitReport.of(fit).date(Instant.EPOCH).json());
        assertEquals("1970-01-01T00:00:00Z", read.get("date").textValue());
        assertEquals(fit.scores(false).mean(), read.at("/scores/fitted/meanZ").doubleValue());
        assertEquals(
                fit.scores(true).largest(), read.at("/scores/heldOut/largestZ").doubleValue());
        for (int s = 0; s < 10; s++) {
            ReportedResponse sweep = fit.sweeps().get(s);
            JsonNode row = read.get("sweeps").get(s);
            assertEquals(sweep.amplitude(), row.get("amplitudeNa").doubleValue());
            assertEquals(sweep.modelSpikes(), row.get("modelSpikes").doubleValue());
            assertEquals(sweep.features().size(), row.get("features").size());
            for (int f = 0; f < sweep.features().size(); f++) {
                JsonNode each = row.get("features").get(f);
                assertTrue(each.get("z").isNumber(), each.toString());
                assertEquals(sweep.features().get(f).z(), each.get("z").doubleValue());
            }
        }
        for (int i = 0; i < fit.values().size(); i++) {
            assertEquals(
                    fit.values().get(i).value(),
                    read.get("parameters").get(i).get("fitted").doubleValue());
        }
        assertEquals(7, read.get("models").size());
        assertEquals(
                fit.models().get(6).value("Km.tauMax"),
                read.at("/models/6/values/Km.tauMax").doubleValue());
        assertEquals(fit.facts().size(), read.get("facts").size(), "facts of the same name are all kept");
    }

    @Test
    void csvFilesHaveAllFeaturesAndModels() throws IOException {
        ReportedFeatureFit fit = FeatureGallery.fit(10, 600, 3, true);
        FeatureFitReport.of(fit).write(folder);
        List<String> models = Files.readAllLines(folder.resolve("models.csv"));
        assertEquals(8, models.size());
        assertTrue(models.get(0).startsWith("model,grade,fitted score,held-out score,Na.gMax,"), models.get(0));
        for (int m = 0; m < 7; m++) {
            String[] cells = models.get(m + 1).split(",", -1);
            assertEquals(4 + 18, cells.length);
            assertEquals(fit.models().get(m).value("Na.gMax"), Double.parseDouble(cells[4]));
        }
        List<String> features = Files.readAllLines(folder.resolve("features.csv"));
        int count =
                fit.sweeps().stream().mapToInt(sweep -> sweep.features().size()).sum();
        assertEquals(1 + count, features.size());
        ReportedFeature first = fit.sweeps().get(0).features().get(0);
        assertEquals("sweep 1,fitted,voltage_base,mV,-75.8,2.0," + first.model() + "," + first.z(), features.get(1));
    }

    @Test
    void modelsOfDifferentKindsFillTheColumnsThatTheyHave() throws IOException {
        StringBuilder csv = new StringBuilder();
        FeatureCsv.models(
                new ReportedFeatureFit(
                        "",
                        "",
                        new ReportedVerdict("accepted", true, null),
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new ReportedModel("a, b", "accepted", 1, Double.NaN, Map.of("x", 2.0)),
                                new ReportedModel("c", "accepted", 3, 4, Map.of("y", 5.0))),
                        null,
                        null,
                        null,
                        null),
                csv);
        assertEquals(
                """
                model,grade,fitted score,held-out score,x,y
                "a, b",accepted,1.0,,2.0,
                c,accepted,3.0,4.0,,5.0
                """,
                csv.toString());
    }

    @Test
    void modelsAreCountedByGrade() {
        ReportedModel one = new ReportedModel("a", "accepted", 1, 2, Map.of());
        ReportedModel other = new ReportedModel("b", "accepted with limits", 1, 2, Map.of());
        assertEquals("1 model", of(one).ensemble());
        assertEquals(
                "3 models: 1 accepted, 2 accepted with limits",
                of(one, other, other).ensemble());
    }

    private static ReportedFeatureFit of(ReportedModel... models) {
        ReportedVerdict verdict = new ReportedVerdict("accepted", true, null);
        return new ReportedFeatureFit("", "", verdict, null, null, null, null, List.of(models), null, null, null, null);
    }

    @Test
    void allFilesAppearAndReplaceOlderOnes() throws IOException {
        Path deep = folder.resolve("a").resolve("b");
        FeatureFitReport.of(nasty()).write(deep);
        WrittenReport written = FeatureFitReport.of(FeatureGallery.fit(1, 600, 1, true))
                .attach("model.json", "{}")
                .command("huxley fit --recording cell.nwb")
                .write(deep);
        List<String> expected = new ArrayList<>(FILES);
        expected.add("model.json");
        assertEquals(expected.stream().sorted().toList(), names(deep));
        assertEquals("report.html", written.files().get(8).getFileName().toString(), "the page is the last file");
        assertTrue(Files.readString(deep.resolve("report.html")).contains("huxley fit --recording cell.nwb"));
        assertTrue(written.notes().isEmpty(), written.notes().toString());
    }

    @Test
    void nothingHalfWrittenStays() throws IOException {
        Files.createDirectories(folder.resolve("report.html"));
        Files.writeString(folder.resolve("models.csv"), "older");
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class, () -> FeatureFitReport.of(nasty()).write(folder));
        assertTrue(
                e.getMessage().contains("report.html") && e.getMessage().contains("choose another folder"),
                e.getMessage());
        assertEquals(List.of("models.csv", "report.html"), names(folder));
        assertEquals("older", Files.readString(folder.resolve("models.csv")));
    }

    @Test
    void unusableFoldersAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class, () -> FeatureFitReport.of(nasty()).write(file.resolve("inside")));
        assertTrue(e.getMessage().contains("is not a folder") && e.getMessage().contains("taken"), e.getMessage());
    }

    @Test
    void valuesAtTheirBoundsAreFlaggedOnTheScaleOfTheSearch() {
        assertEquals("at lower bound", new ReportedValue("p", 1, 1.02e-6, 1e-6, 1, "", true).flag());
        assertEquals("", new ReportedValue("p", 1, 1.2e-6, 1e-6, 1, "", true).flag());
        assertEquals("at lower bound", new ReportedValue("p", 1, 1.2e-6, 1e-6, 1, "", false).flag());
        assertEquals("at upper bound", new ReportedValue("p", 1, Math.nextUp(80.0), 15, 80, "mV", false).flag());
        assertEquals("outside its bounds", new ReportedValue("p", 1, 80.1, 15, 80, "mV", false).flag());
        assertEquals("not finite", new ReportedValue("p", 1, Double.NaN, 15, 80, "mV", false).flag());
        assertEquals("", new ReportedValue("p", 1, 7, Double.NaN, Double.NaN, "", false).flag());
        assertEquals(0.5, new ReportedValue("p", 1, 1, 0.2, 5, "", true).place(1), 1e-12);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new ReportedValue("Leak.e", 1, 1, -95, -45, "mV", true));
        assertTrue(e.getMessage().contains("Leak.e"), e.getMessage());
    }

    @Test
    void aCourseHasAScoreForEveryNumberOfEvaluations() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new ReportedFeatureFit.Course("restart 2", new double[3], new double[2]));
        assertTrue(e.getMessage().contains("restart 2") && e.getMessage().contains("2 scores"), e.getMessage());
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
