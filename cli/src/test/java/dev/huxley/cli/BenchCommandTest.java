package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code huxley bench} as a user types it, in tiny sizes; never how fast anything was. */
class BenchCommandTest {
    private static final List<String> FIELDS = List.of(
            "case",
            "batch",
            "precision",
            "engine",
            "threads",
            "compartments",
            "steps",
            "secondsMedian",
            "nsPerCompartmentStep",
            "gradientNsPerCompartmentStep",
            "gradientRatio",
            "buildSeconds",
            "firstResultSeconds",
            "firstGradientSeconds",
            "peakMemoryMb",
            "baselineNsPerCompartmentStep",
            "speedup");
    private static final Set<String> TEXTS = Set.of("case", "precision", "engine");

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run bench(String... options) {
        List<String> arguments = new ArrayList<>(List.of("bench"));
        arguments.addAll(List.of(options));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = HuxleyCommand.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    private static List<JsonNode> json(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("--json");
        Run run = bench(arguments.toArray(String[]::new));
        assertEquals(0, run.code, run.err);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.out.lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void theRunsOfASearchAreMeasuredByCandidates() throws IOException {
        JsonNode line = json("--case", "fit-point", "--batch", "3", "--steps", "20", "--threads", "2")
                .get(0);
        assertEquals("fit-point", line.get("case").asText());
        assertEquals("float32", line.get("precision").asText());
        assertEquals(80, line.get("steps").asInt());
        double seconds = line.get("secondsMedian").asDouble();
        assertEquals(3 / seconds, line.get("candidatesPerSecond").asDouble(), 1e-6 / seconds);
        double outside = line.get("outsideLoops").asDouble();
        assertTrue(outside > 0 && outside < 1, "share outside the loops: " + outside);
        assertError("--gradient has no meaning", "--case", "fit-point", "--gradient");
    }

    @Test
    void theFeaturesOfASearchAreMeasuredOnSilentAndSpikingTraces() throws IOException {
        JsonNode line = json("--case", "fit-features", "--batch", "2", "--steps", "4000", "--gradient")
                .get(0);
        assertEquals("fit-features", line.get("case").asText());
        assertEquals("float32", line.get("precision").asText());
        assertEquals(16_000, line.get("steps").asInt());
        double share = line.get("featureShare").asDouble();
        assertTrue(share > 0 && share < 1, "share of the features: " + share);
        for (String kind : List.of("silent", "spiking")) {
            double rate = line.get(kind + "FeaturesPerSecond").asDouble();
            double each = line.get(kind + "TraceMicroseconds").asDouble();
            int features = kind.equals("silent") ? 5 : 14;
            assertEquals(features, rate * each / 1e6, 1e-9, kind + ": " + rate + "/s, " + each + " us a trace");
        }
        assertTrue(line.get("featureGradientRatio").asDouble() > 0, line::toString);
    }

    @Test
    void everyFigureIsThereAndPositive() throws IOException {
        List<JsonNode> lines = json("--case", "point", "--batch", "1,3", "--steps", "40", "--gradient");
        assertEquals(2, lines.size());
        for (int i = 0; i < 2; i++) {
            JsonNode line = lines.get(i);
            List<String> names = new ArrayList<>();
            line.fieldNames().forEachRemaining(names::add);
            assertEquals(FIELDS, names);
            for (String field : FIELDS) {
                boolean mayBeMissing = field.equals("peakMemoryMb");
                boolean isGiven = TEXTS.contains(field)
                        || line.get(field).isNumber() && line.get(field).asDouble() > 0;
                assertTrue(isGiven || mayBeMissing && line.get(field).isNull(), field + " of " + line);
            }
            assertEquals("point", line.get("case").asText());
            assertEquals("float64", line.get("precision").asText());
            assertEquals("llvm", line.get("engine").asText());
            assertEquals(i == 0 ? 1 : 3, line.get("batch").asInt());
            assertEquals(1, line.get("threads").asInt());
            assertEquals(1, line.get("compartments").asInt());
            assertEquals(40, line.get("steps").asInt());
        }
    }

    @Test
    void figuresAreConsistent() throws IOException {
        JsonNode line = json("--case", "cable", "--batch", "2", "--steps", "20", "--threads", "2", "--gradient")
                .get(0);
        assertEquals(1000, line.get("compartments").asInt());
        assertEquals(2, line.get("threads").asInt());
        double perStep = line.get("nsPerCompartmentStep").asDouble();
        assertEquals(line.get("secondsMedian").asDouble() * 1e9 / (2 * 1000 * 20), perStep, 1e-9 * perStep);
        double ratio = line.get("gradientRatio").asDouble();
        assertEquals(line.get("gradientNsPerCompartmentStep").asDouble() / perStep, ratio, 1e-9 * ratio);
        double speedup = line.get("speedup").asDouble();
        assertEquals(line.get("baselineNsPerCompartmentStep").asDouble() / perStep, speedup, 1e-9 * speedup);
    }

    @Test
    void whatIsNotMeasuredIsNull() throws IOException {
        JsonNode line = json("--case", "point", "--batch", "5", "--steps", "10", "--precision", "float32")
                .get(0);
        assertEquals("float32", line.get("precision").asText());
        assertTrue(line.get("gradientRatio").isNull(), line.toString());
        assertTrue(line.get("gradientNsPerCompartmentStep").isNull(), line.toString());
    }

    @Test
    void theOtherEngineAndAReconstructionAreTimed() throws IOException {
        Path swc = Files.writeString(folder.resolve("cell.swc"), ModelBuilderTest.DENDRITE_FIRST);
        List<JsonNode> lines = json("--swc", swc.toString(), "--steps", "10", "--engine", "torch", "--gradient");
        assertEquals(1, lines.size(), "a morphology means the cable");
        JsonNode line = lines.get(0);
        assertEquals("torch", line.get("engine").asText());
        assertEquals("cable", line.get("case").asText());
        assertEquals(2, line.get("compartments").asInt());
        assertTrue(line.get("gradientRatio").asDouble() > 0, line.toString());
    }

    @Test
    void withoutACaseAllAreInTheTable() {
        Run run = bench("--batch", "2", "--steps", "5", "--gradient");
        assertEquals(0, run.code, run.err);
        List<String> lines = run.out.lines().toList();
        List<String> table = lines.subList(2, lines.size());
        assertEquals(4, table.size(), run.out);
        for (String line : table) {
            assertEquals(table.get(0).length(), line.length(), run.out);
        }
        assertTrue(table.get(0).contains("gradient"), run.out);
        assertTrue(table.get(2).startsWith("point           2 float64"), run.out);
        assertTrue(table.get(3).startsWith("cable "), run.out);
    }

    @Test
    void theLayerFivePyramidalCellIsTimedWithItsOwnChannels() throws IOException {
        JsonNode line = json("--case", "l5pc", "--steps", "20", "--gradient").get(0);
        assertEquals("l5pc", line.get("case").asText());
        assertTrue(line.get("compartments").asInt() > 1500, line.toString());
        assertTrue(line.get("gradientRatio").asDouble() > 0, line.toString());
        assertTrue(line.get("speedup").isNull(), "plain Java has other equations: " + line);
        double built = line.get("buildSeconds").asDouble();
        double result = line.get("firstResultSeconds").asDouble();
        double gradient = line.get("firstGradientSeconds").asDouble();
        assertTrue(0 < built && built < result && result < gradient, line.toString());
    }

    @Test
    void aNetworkIsTimedBesideItsCells() throws IOException {
        List<JsonNode> lines = json("--case", "network", "--steps", "10");
        assertEquals(2, lines.size());
        assertEquals("cells", lines.get(0).get("case").asText());
        assertEquals("network", lines.get(1).get("case").asText());
        for (JsonNode line : lines) {
            assertEquals(2000, line.get("compartments").asInt());
            assertTrue(line.get("nsPerCompartmentStep").asDouble() > 0, line.toString());
        }
    }

    @Test
    void wrongOptionsAreNamed() {
        assertError("'axon'; --case takes point, cable, network", "--case", "axon");
        assertError("'cuda'", "--engine", "cuda");
        assertError("'float16'; --precision takes float64, float32", "--precision", "float16");
        assertError("batch of 0", "--case", "point", "--batch", "0");
        assertError("from 1 to 1000", "--case", "cable", "--batch", "2147483647");
        assertError("at most 30 steps", "--batch", "1000000", "--case", "point", "--steps", "31");
        assertError("0 steps", "--steps", "0");
        assertError("--case cable", "--case", "point", "--swc", "cell.swc");
        assertError("missing.swc", "--swc", folder.resolve("missing.swc").toString());
    }

    private static void assertError(String part, String... options) {
        Run run = bench(options);
        assertEquals(1, run.code, run.err);
        assertEquals(1, run.err.lines().count(), run.err);
        assertTrue(run.err.startsWith("huxley: ") && run.err.contains(part), run.err);
        assertEquals("", run.out);
    }
}
