package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.feature.Feature;
import dev.huxley.fit.description.FreeValue;
import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.report.ConsoleSummary;
import dev.huxley.report.FeatureFitReport;
import dev.huxley.report.ReportedFeatureFit;
import dev.huxley.report.ReportedResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real fit has its numbers. */
class FeatureReportTest {
    @TempDir
    static Path folder;

    private static FeatureFitResult result;
    private static FeatureFitReport report;
    private static JsonNode json;

    @BeforeAll
    static void fitAModel() throws IOException {
        ModelDescription description = Ladder.rung().description();
        result = FeatureFit.of(MadeCell.record(description.build(), -70, -0.05, 0.1, 0.2, 0.3, 0.4))
                .model(description)
                .junctionPotential(-3)
                .evaluations(700)
                .seed(4)
                .run();
        report = result.report().command("./huxley fit --recording made.csv");
        report.write(folder);
        json = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    }

    @Test
    void theCommandOfAFitThatTimeOrTheUserEndedSaysThatItDoesNotRepeatIt() {
        assertEquals("", report.fit().effort().repetition(), "a budget of evaluations repeats");
        ModelDescription description = Ladder.rung().description();
        FeatureFit fit = FeatureFit.of(MadeCell.record(description.build(), -70, -0.05, 0.1))
                .model(description)
                .minutes(1);
        AtomicLong nanoseconds = new AtomicLong();
        FeatureFitReport timed = fit.clock(() -> nanoseconds.addAndGet(1_000_000_000L))
                .run()
                .report()
                .command("./huxley fit --minutes 1");
        long evaluations = timed.fit().effort().evaluations();
        String said = timed.fit().effort().repetition();
        assertTrue(
                said.startsWith("Time ended this fit after " + evaluations + " evaluations")
                        && said.contains("--evaluations " + evaluations + " "),
                evaluations + ": " + said);
        FeatureFitReport climbed = FeatureFit.of(MadeCell.record(description.build(), -70, -0.05, 0.1))
                .minutes(1)
                .clock(() -> nanoseconds.addAndGet(1_000_000_000L))
                .run()
                .report();
        String ladder = climbed.fit().effort().repetition();
        Matcher counts = Pattern.compile(
                        "after (\\d+) evaluations \\(besides (\\d+) of a passive cell.*--evaluations (\\d+) ")
                .matcher(ladder);
        assertTrue(counts.find(), ladder);
        assertEquals(counts.group(1), counts.group(3), ladder);
        assertEquals(climbed.fit().effort().evaluations(), Long.parseLong(counts.group(1)), ladder);
        String html = timed.html();
        assertTrue(html.indexOf("Time ended this fit") > html.indexOf("Reproduce"), "not under the command");
        assertTrue(timed.json().contains("Time ended this fit"), timed.json());

        AtomicInteger batches = new AtomicInteger();
        String stopped = fit.minutes(1000)
                .stopWhen(() -> batches.incrementAndGet() > 1)
                .run()
                .report()
                .fit()
                .effort()
                .repetition();
        assertTrue(stopped.startsWith("This fit was asked to stop after "), stopped);
        String limited =
                fit.minutes(1000).evaluations(16).run().report().fit().effort().repetition();
        assertTrue(limited.contains("without --minutes"), limited);
    }

    @Test
    void everyZOfTheResultIsInTheReport() {
        List<String> expected = result.best().scores().stream()
                .map(score -> score.sweep() + " " + score.role() + " "
                        + score.target().feature().efelName() + " " + score.z())
                .toList();
        List<String> found = new ArrayList<>();
        for (JsonNode sweep : json.get("sweeps")) {
            String role = sweep.get("heldOut").booleanValue() ? "held out" : "fitted";
            for (JsonNode feature : sweep.get("features")) {
                found.add(sweep.get("sweep").textValue() + " " + role + " "
                        + feature.get("feature").textValue() + " "
                        + feature.get("z").doubleValue());
            }
        }
        assertEquals(expected, found);
        assertTrue(expected.size() > 20, expected.toString());
        for (SweepRole role : SweepRole.values()) {
            JsonNode scores = json.get("scores").get(role == SweepRole.FITTED ? "fitted" : "heldOut");
            assertEquals(result.best().largest(role), scores.get("largestZ").doubleValue(), 0, role + " largest");
            assertEquals(result.best().meanSize(role), scores.get("meanZ").doubleValue(), 1e-12, role + " mean");
            assertEquals(
                    result.best().partWithin(role, 3),
                    scores.get("partWithin3").doubleValue(),
                    1e-12,
                    role + " within 3");
        }
    }

    @Test
    void valuesBoundsAndModelsAreThoseOfTheResult() throws IOException {
        Map<String, Double> values = new TreeMap<>();
        for (int i = 0; i < result.free().size(); i++) {
            FreeValue free = result.free().get(i);
            JsonNode parameter = json.get("parameters").get(i);
            assertEquals(free.path(), parameter.get("name").textValue());
            assertEquals(free.lower(), parameter.get("lower").doubleValue(), free::path);
            assertEquals(free.upper(), parameter.get("upper").doubleValue(), free::path);
            values.put(free.path(), parameter.get("fitted").doubleValue());
        }
        assertEquals(new TreeMap<>(result.best().values()), values);
        int models = Math.max(1, result.accepted().size());
        assertEquals(models, json.get("models").size());
        assertEquals(
                models + 1, Files.readAllLines(folder.resolve("models.csv")).size());
    }

    @Test
    void theVerdictIsSaidInThePageInJsonAndOnTheConsole() throws IOException {
        String grade = result.best().grade().toString();
        boolean isAccepted = result.best().grade() != Grade.REJECTED;
        assertEquals(isAccepted, json.at("/verdict/accepted").booleanValue());
        assertEquals(grade, json.at("/verdict/grade").textValue());
        String html = Files.readString(folder.resolve("report.html"));
        assertTrue(html.contains("<strong>" + grade + "</strong>"), grade);
        List<String> lines = ConsoleSummary.of(report.fit()).lines();
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("Result     " + grade)), lines.toString());
        for (String advice : result.advice()) {
            assertTrue(lines.contains("Note       " + advice), advice);
        }
        assertEquals(isAccepted, result.advice().stream().noneMatch(text -> text.startsWith("no model is accepted")));
    }

    @Test
    void spikesRatesAndTracesAreThoseOfTheSweeps() {
        ReportedFeatureFit fit = report.fit();
        assertEquals(result.sweeps().size(), fit.sweeps().size());
        assertEquals(result.sweeps().size(), fit.rates().size());
        double[][] traces = result.traces();
        for (int i = 0; i < traces.length; i++) {
            FitSweep sweep = result.sweeps().get(i);
            ReportedResponse response = fit.sweeps().get(i);
            FeatureScore count = result.best().scores().stream()
                    .filter(score -> score.sweep().equals(sweep.label())
                            && score.target().feature() == Feature.SPIKE_COUNT)
                    .findFirst()
                    .orElseThrow();
            assertEquals("step", response.protocol());
            assertEquals(count.target().mean(), response.recordedSpikes(), sweep.label());
            assertEquals(count.model(), response.modelSpikes(), sweep.label());
            assertEquals(count.model() / 0.3, fit.rates().get(i).model(), 0.01, sweep.label() + ", steps of 0.3 s");
            assertEquals(traces[i][700], response.trace().model()[700], sweep.label());
            assertEquals(sweep.voltage()[700], response.trace().recorded()[700], sweep.label());
            assertEquals(sweep.level(), response.trace().stimulus()[2000], 1e-9, sweep.label());
        }
    }

    @Test
    void everyRestartHasItsCourseAndNoneGetsWorse() {
        List<ReportedFeatureFit.Course> courses = report.fit().courses();
        assertFalse(courses.isEmpty());
        double best = Double.POSITIVE_INFINITY;
        for (ReportedFeatureFit.Course course : courses) {
            double[] scores = course.scores();
            for (int i = 1; i < scores.length; i++) {
                assertTrue(scores[i] <= scores[i - 1], course.name() + " gets worse: " + scores[i]);
            }
            best = Math.min(best, scores[scores.length - 1]);
        }
        double found = result.history()
                .entries()
                .get(result.history().entries().size() - 1)
                .best();
        assertEquals(found, best, "the best score of all courses is that of the search");
        assertTrue(courses.get(0).name().endsWith(", CMA-ES 1"), courses.get(0).name());
    }

    @Test
    void correctionsVersionsSeedAndCommandAreSaid() {
        String text = json.toString();
        for (String part : List.of(
                "the recorded voltage is lowered by 3.0 mV",
                "held out: sweep 3 ",
                "\"name\":\"seed\",\"value\":\"4\"",
                "\"name\":\"Huxley\"",
                "\"name\":\"PyTorch\"",
                "\"evaluations\":" + result.evaluations(),
                "\"check\":\"voltage drift\"",
                "./huxley fit --recording made.csv")) {
            assertTrue(text.contains(part), part);
        }
    }

    @Test
    void aFitWithoutAnAcceptedModelSaysWhichFeaturesFailAndWhatMayHelp() {
        ModelDescription passive = Ladder.passive().description();
        FeatureFitResult poor = FeatureFit.of(
                        MadeCell.record(Ladder.rung().description().build(), -70, -0.05, 0.1, 0.2, 0.3, 0.4))
                .model(passive)
                .evaluations(64)
                .run();
        assertEquals(Grade.REJECTED, poor.best().grade());
        List<String> advice = poor.advice();
        assertTrue(advice.get(0).startsWith("no model is accepted: "), advice.toString());
        assertTrue(
                advice.get(1).startsWith("beyond 3 standard deviations: ")
                        && advice.get(1).contains(" sweeps, up to "),
                advice.toString());
        for (String remedy : List.of("what may help: ", "larger budget", "junction potential", "another channel")) {
            assertTrue(advice.get(2).contains(remedy), remedy + " is missing: " + advice);
        }
        String html = poor.report().html();
        for (String sentence : advice.subList(0, 3)) {
            assertTrue(html.contains("<li>" + sentence.replace("&", "&amp;") + "</li>"), sentence);
        }
    }
}
