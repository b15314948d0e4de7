package dev.huxley.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellsReportTest {
    @TempDir
    Path folder;

    private static CellsReport table() {
        return CellsReport.of(
                "Fits of <cells>",
                List.of(
                        ReportedCell.of(
                                "a cell #1.nwb", FeatureGallery.fit(10, 600, 1, true), "a cell #1.nwb/report.html"),
                        ReportedCell.of("b:2.abf", FeatureGallery.fit(10, 600, 7, false), "b:2.abf/report.html"),
                        ReportedCell.failed("<c>.csv", "has no \"voltage\"\u001b[31m")));
    }

    @Test
    void everyCellHasALineAndTheAcceptedAreCounted() {
        List<String> lines = table().lines();
        assertEquals(5, lines.size());
        assertTrue(lines.get(1).startsWith("a cell #1.nwb  accepted with limits"), lines.get(1));
        assertTrue(lines.get(2).contains("not accepted"), lines.get(2));
        assertTrue(lines.get(3).contains("not fitted") && lines.get(3).contains("has no \"voltage\""), lines.get(3));
        assertFalse(lines.get(3).contains("\u001b"), "an escape sequence");
        assertEquals("1 of 3 cells with an accepted model", lines.get(4));
    }

    @Test
    void spikeCountsAreMetWhereModelAndRecordingHaveAsMany() {
        ReportedFeatureFit fit = FeatureGallery.fit(10, 12_000, 7, true);
        long met = fit.sweeps().stream()
                .filter(sweep -> sweep.modelSpikes() == sweep.recordedSpikes())
                .count();
        ReportedCell cell = ReportedCell.of("a", fit, "");
        assertEquals(met, cell.countsMet());
        assertEquals(10, cell.sweeps());
        assertTrue(met > 0 && met < 10, "some counts are met, not all: " + met);
    }

    @Test
    void aCellIsReadFromItsReport() {
        for (double wide : new double[] {1, 7}) {
            ReportedFeatureFit fit = FeatureGallery.fit(10, 600, wide, wide == 1);
            String json = FeatureJson.of(fit, Instant.EPOCH);
            assertEquals(ReportedCell.of("a", fit, "a/report.html"), ReportedCell.read("a", json, "a/report.html"));
        }
        for (String other : new String[] {"", "[", "{}", "{\"verdict\": 3}"}) {
            assertThrows(IllegalArgumentException.class, () -> ReportedCell.read("a", other, ""), other);
        }
    }

    @Test
    void theIndexLeadsToEveryReport() {
        String html = table().html();
        assertTrue(html.contains("<a href=\"./a%20cell%20%231.nwb/report.html\">a cell #1.nwb</a>"), html);
        assertTrue(html.contains("<a href=\"./b:2.abf/report.html\">"), "a name with a colon is no scheme");
        assertTrue(html.contains("&lt;c&gt;.csv") && !html.contains("<c>"), "names are escaped");
    }

    @Test
    void bothFilesAreWritten() throws IOException {
        table().write(folder);
        assertEquals(List.of("cells.csv", "index.html"), FeatureFitReportTest.names(folder));
        List<String> lines = Files.readAllLines(folder.resolve("cells.csv"));
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).startsWith("\"a cell #1.nwb\",accepted with limits,true,"), lines.get(1));
        assertTrue(lines.get(3).startsWith("<c>.csv,not fitted,false,,,0,0,0,0.0,,,"), lines.get(3));
    }
}
