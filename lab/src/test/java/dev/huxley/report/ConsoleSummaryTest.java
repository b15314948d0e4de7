package dev.huxley.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleSummaryTest {
    @TempDir
    Path folder;

    private static String line(List<String> lines, String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line begins with '" + beginning + "': " + lines));
    }

    @Test
    void theSummaryHasLadderSweepsParametersAndVerdict() {
        List<String> lines =
                ConsoleSummary.of(FeatureGallery.fit(10, 1200, 1, true)).lines();
        assertTrue(
                lines.stream()
                        .anyMatch(line ->
                                line.endsWith("both + series resistance (chosen, held-out scores improve no further)")),
                lines.toString());
        assertTrue(line(lines, "sweep 3").contains("held out"));
        assertTrue(line(lines, "Leak.gMax").endsWith("at lower bound"));
        assertEquals(
                "Result     accepted with limits (7 models): 60000 evaluations, 132.4 s"
                        + " (the budget of evaluations is used up)",
                line(lines, "Result"));
        assertTrue(line(lines, "           held-out sweeps: ").contains("mean |z|"));
        assertTrue(line(lines, "Note").contains("at a bound"));
    }

    @Test
    void spikesAreThoseOfModelAndRecording() {
        ReportedFeatureFit fit = FeatureGallery.fit(10, 12_000, 7, true);
        List<String> lines = ConsoleSummary.of(fit).lines();
        ReportedResponse last = fit.sweeps().get(9);
        String counts = String.format(" %.0f/%.0f ", last.modelSpikes(), last.recordedSpikes());
        assertTrue(last.recordedSpikes() > 1, "the cell spikes");
        assertTrue(line(lines, "sweep 10").contains(counts), line(lines, "sweep 10"));
    }

    @Test
    void numbersAreShort() {
        assertEquals("0.0005", TextTable.number(5e-4, 4));
        assertEquals("2.346e-06", TextTable.number(2.34567e-6, 4));
        assertEquals("1e-06", TextTable.number(1e-6, 4));
        assertEquals("-95", TextTable.number(-95, 4));
        assertEquals("2556", TextTable.number(2556.4, 4));
        assertEquals("?", TextTable.number(Double.NaN, 4));
    }

    @Test
    void columnsAreAligned() {
        TextTable table = new TextTable("name", ">number", "text");
        table.row("a", "1", "x");
        table.row("longer", "12345678", "");
        assertEquals(List.of("name      number  text", "a              1  x", "longer  12345678"), table.lines());
    }

    @Test
    void aFitWithoutAcceptedModelSaysSo() {
        List<String> lines =
                ConsoleSummary.of(FeatureGallery.fit(10, 600, 7, false)).lines();
        assertTrue(line(lines, "Result").startsWith("Result     not accepted: "), line(lines, "Result"));
        assertTrue(lines.stream().anyMatch(line -> line.contains("a free eNa")), "what would help");
    }

    @Test
    void oneSweepHasNoHeldOutOnes() {
        List<String> lines =
                ConsoleSummary.of(FeatureGallery.fit(1, 1200, 1, true)).lines();
        assertEquals("           held-out sweeps: none", line(lines, "           held-out"));
    }

    /** An escape sequence in a name would change what a terminal shows. */
    @Test
    void controlCharactersAndLineBreaksDoNotReachTheTerminal() {
        ReportedFeatureFit nasty = FeatureFitReportTest.nasty().withCommand("");
        List<String> lines = ConsoleSummary.of(nasty).lines();
        assertFalse(lines.isEmpty());
        for (String line : lines) {
            assertTrue(line.chars().noneMatch(c -> c < 32), line);
        }
    }

    @Test
    void writtenFilesAreListed() throws IOException {
        ReportedFeatureFit fit = FeatureGallery.fit(2, 600, 1, true);
        WrittenReport written = FeatureFitReport.of(fit).write(folder);
        List<String> lines = ConsoleSummary.of(fit).lines(written);
        for (Path file : written.files()) {
            assertTrue(Files.exists(file) && lines.contains("Wrote      " + file), file.toString());
        }
    }
}
