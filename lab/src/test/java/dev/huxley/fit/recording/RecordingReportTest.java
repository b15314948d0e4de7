package dev.huxley.fit.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.recording.Recording;
import dev.huxley.report.FitReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The report of a fit to a recording holds all that somebody needs who wants to judge it, or to make it again. */
class RecordingReportTest {
    private static final Instant DATE = Instant.parse("2031-02-03T04:05:06Z");

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 1), -1, 0);
        cell.insert(new HH());
        cell.branch(0).addToGroup("soma");
        cell.branch(1).set("HH_gK", 0.01);
        cell.branch(1).set("axial_resistivity", 90);
        cell.stimulate(Waveform.step(1, 1, 0.1, 0.1, 3));
        return cell;
    }

    private static Recording recording() {
        return Recorded.of(
                Recorded.sweep(0, 0.1, Recorded.ramp(30, -66, 0.1), Recorded.step(30, 10, 20, 0.1)),
                Recorded.sweep(1, 0.1, Recorded.ramp(36, -61, -0.1), Recorded.step(36, 5, 20, -0.05)));
    }

    /** The second of two starts fails. */
    private static NDArray failing(NDArray simulated, NDArray recorded) {
        NDArray losses = StandardLoss.VOLTAGE.perRow(simulated, recorded);
        double[] factors = new double[(int) losses.size()];
        for (int row = 0; row < factors.length; row++) {
            factors[row] = row < factors.length / 2 ? 1 : Double.NaN;
        }
        return losses.mul(losses.getManager().create(factors));
    }

    private static RecordingFit fit() {
        return RecordingFit.of(cell(), recording())
                .free("soma/HH_gK", 0.05, 0.5) // the cell's 0.036 is outside
                .iterations(3)
                .starts(2)
                .seed(77)
                .loss(RecordingReportTest::failing);
    }

    private static JsonNode json(FitReport report) throws IOException {
        return new ObjectMapper().readTree(report.json());
    }

    @Test
    void factsParametersAndVersionsAreThere() throws IOException {
        RecordingFitResult result = fit().run();
        JsonNode report = json(result.report().date(DATE).command("./huxley fit"));
        assertEquals("2031-02-03T04:05:06Z", report.get("date").asText());
        assertEquals("./huxley fit", report.get("command").asText());
        JsonNode facts = report.get("facts");
        assertEquals("77", facts.get("seed").asText());
        assertEquals("branch 0, compartment 0", facts.get("electrode").asText());
        assertEquals("1 of 2", facts.get("best start").asText());
        for (String version : List.of("Huxley", "Java", "engine", "DJL", "PyTorch")) {
            assertTrue(facts.has(version) && !facts.get(version).asText().isBlank(), version + " is not in " + facts);
        }
        assertTrue(facts.get("Java").asText().startsWith(Runtime.version().toString()), facts.toString());
        assertEquals(
                result.best("soma/HH_gK"),
                report.get("parameters").get(0).get("fitted").asDouble(),
                0);
    }

    @Test
    void fixedParametersAreThere() throws IOException {
        List<String> rows = new ArrayList<>();
        json(fit().run().report())
                .get("fixed")
                .forEach(row -> rows.add(row.get("name").asText() + " " + row.get("smallest") + " " + row.get("largest")
                        + " " + row.get("unit").asText()));
        assertEquals(
                List.of(
                        "length 10.0 10.0 um",
                        "radius 1.0 1.0 um",
                        "axial_resistivity 90.0 5000.0 Ohm cm",
                        "capacitance 1.0 1.0 uF/cm2",
                        "HH_gNa 0.12 0.12 S/cm2",
                        "HH_gK elsewhere 0.01 0.01 S/cm2",
                        "HH_gLeak 3.0E-4 3.0E-4 S/cm2",
                        "HH_eNa 50.0 50.0 mV",
                        "HH_eK -77.0 -77.0 mV",
                        "HH_eLeak -54.3 -54.3 mV"),
                rows);
    }

    @Test
    void correctionsAndAssumptionsAreThere() throws IOException {
        String corrections = json(fit().junctionPotential(9.502).run().report())
                .get("corrections")
                .toString();
        for (String part : List.of(
                "injected current: the command 'current' [nA]",
                "time step: 0.05 ms, the longest",
                "recorded every 0.1 ms, is resampled",
                "2.9 to 3.5 ms; each is compared up to its own end",
                "is lowered by 9.502 mV",
                "initial states, assumed",
                "-75.03, -70.73 mV",
                "electrode, assumed",
                "stimuli and recordings of the cell are not used",
                "start of soma/HH_gK: [0.158")) {
            assertTrue(corrections.contains(part), () -> part + " is not in " + corrections);
        }
        Recording high =
                Recorded.of(Recorded.sweep(0, 0.05, Recorded.ramp(51, -65, 2.5), Recorded.step(51, 10, 20, 0.1)));
        String doubts = json(RecordingFit.of(cell(), high)
                        .electrode(cell().branch(0).loc(0.5))
                        .free("HH_gK", 0.001, 0.5)
                        .iterations(1)
                        .run()
                        .report())
                .get("corrections")
                .toString();
        assertTrue(doubts.contains("warning: sweep 1 reaches 60.0 mV, above a usual eNa"), doubts);
        assertTrue(doubts.contains("nothing is resampled") && !doubts.contains("electrode"), doubts);
    }

    @Test
    void everyStartIsThereWithItsLossesOrItsReason() throws IOException {
        RecordingFitResult result = fit().run();
        JsonNode starts = json(result.report()).get("starts");
        assertEquals(2, starts.size());
        double[] losses = result.fit().history().losses(0);
        assertEquals(3, starts.get(0).get("losses").size());
        assertEquals(losses[2], starts.get(0).get("losses").get(2).asDouble(), 0);
        assertEquals(losses[0], starts.get(0).get("firstLoss").asDouble(), 0);
        assertEquals("", starts.get(0).get("failure").asText());
        assertTrue(starts.get(0).get("best").asBoolean()
                && !starts.get(1).get("best").asBoolean());
        assertEquals(
                "iteration 1: its loss is NaN", starts.get(1).get("failure").asText());
        String html = result.report().html();
        assertTrue(html.contains("failed in iteration 1: its loss is NaN"), "the page does not name the failed start");
    }

    @Test
    void residualsAreThoseOfTheTraces() throws IOException {
        RecordingFitResult result = fit().run();
        JsonNode residuals = json(result.report()).get("residuals");
        double[][] traces = result.traces();
        double[][] recorded = result.target().voltage();
        assertEquals(2, residuals.size());
        for (int sweep = 0; sweep < 2; sweep++) {
            double sum = 0;
            double largest = 0;
            for (int k = 0; k < recorded[sweep].length; k++) {
                double difference = traces[sweep][k] - recorded[sweep][k];
                sum += difference * difference;
                largest = Math.abs(difference) > Math.abs(largest) ? difference : largest;
            }
            JsonNode row = residuals.get(sweep);
            assertEquals("sweep " + (sweep + 1), row.get("sweep").asText());
            assertEquals(Math.sqrt(sum / recorded[sweep].length), row.get("rms").asDouble(), 1e-12);
            assertEquals(largest, row.get("largest").asDouble(), 0);
            int at = (int) Math.round(row.get("atMs").asDouble() / 0.05);
            assertEquals(largest, traces[sweep][at] - recorded[sweep][at], 0, "at sample " + at);
        }
    }

    /** All but how long it took. */
    @Test
    void twoReportsOfOneFitAreEqualBitByBit() {
        assertEquals(
                timeless(fit().run().report().date(DATE).html()),
                timeless(fit().run().report().date(DATE).html()));
        assertEquals(
                timeless(fit().run().report().date(DATE).json()),
                timeless(fit().run().report().date(DATE).json()));
    }

    private static String timeless(String report) {
        String masked = report.replaceAll("(<dt>seconds</dt><dd>|\"seconds\" : \")[0-9.]+", "$1");
        assertTrue(!masked.equals(report), "the report does not say how long the fit took");
        return masked;
    }
}
