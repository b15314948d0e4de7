package dev.huxley.morphology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.testing.Reference;
import dev.huxley.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every cell of reference/swc_geometry.json, every entry, to 1e-9 relative, by the conventions of Jaxley.
 *
 * <p>The one set of entries that is not the bar: resistive_load_out of 29 compartments of the FlyWire cell, and with
 * them that column's summary. Their branches end in tips traced with radius 0. The load of a frustum is l / (pi r1 r2),
 * and Jaxley's r2 there is 0 or what rounding left of it (about 1e-13, of either sign), since its min_radius
 * bounds the radius of a compartment only: its values are infinite, negative, or above 1e11 where the loads of the
 * other compartments stay below 1. Huxley's are bounded by minRadius, finite and positive.
 */
class SwcReferenceTest {
    private static final double RELATIVE = 1e-9;
    private static final double MIN_RADIUS = 0.05;
    private static final String FLYWIRE = "morph_flywire_t4_720575940626407426.swc ncomp=1 max_branch_len=None";
    private static final double LARGEST_MEANINGFUL_LOAD = 1e6;

    @TestFactory
    Stream<DynamicTest> geometryEqualsReference() throws IOException {
        JsonNode expected = Reference.of("swc_geometry").get("expected");
        List<DynamicTest> tests = new ArrayList<>();
        for (Iterator<String> keys = expected.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            tests.add(DynamicTest.dynamicTest(key, () -> check(key, expected.get(key))));
        }
        assertTrue(tests.size() >= 12, "only " + tests.size() + " cells in the reference");
        return tests.stream();
    }

    private static void check(String key, JsonNode expected) {
        Morphology morphology = read(key);
        assertEquals(expected.get("branches").asInt(), morphology.branchCount());
        assertEquals(expected.get("compartments").asInt(), morphology.compartmentCount());
        assertArrayEquals(integers(expected.get("parents")), morphology.parents());
        Map<String, Integer> groups = new LinkedHashMap<>();
        expected.get("groups")
                .properties()
                .forEach(g -> groups.put(g.getKey(), g.getValue().asInt()));
        Map<String, Integer> counted = new LinkedHashMap<>();
        morphology.groups().forEach((name, mask) -> counted.put(name, trues(mask)));
        assertEquals(groups, counted);

        JsonNode table = expected.get("table");
        assertArrayEquals(integers(table.get("branch")), morphology.branchOfCompartment());
        columns(morphology).forEach((column, actual) -> {
            boolean defective = key.equals(FLYWIRE) && column.equals("resistive_load_out");
            double[] reference = Reference.doubles(table.get(column));
            assertEquals(reference.length, actual.length);
            int excepted = 0;
            for (int row = 0; row < actual.length; row++) {
                if (defective && !isMeaningful(reference[row])) {
                    excepted++;
                    assertTrue(isMeaningful(actual[row]), column + " of compartment " + row + " is " + actual[row]);
                } else {
                    assertClose(reference[row], actual[row], column + " of compartment " + row);
                }
            }
            assertEquals(defective ? 29 : 0, excepted, "entries of " + column + " that are not the bar");
            if (!defective) {
                checkSummary(expected.get("summary").get(column), actual, column);
            }
        });
    }

    private static void checkSummary(JsonNode summary, double[] actual, String column) {
        double[] sorted = actual.clone();
        Arrays.sort(sorted);
        double[] head = Reference.doubles(summary.get("sorted_head"));
        double[] tail = Reference.doubles(summary.get("sorted_tail"));
        assertClose(summary.get("sum").asDouble(), Arrays.stream(actual).sum(), "sum of " + column);
        assertClose(summary.get("min").asDouble(), sorted[0], "least " + column);
        assertClose(summary.get("max").asDouble(), sorted[sorted.length - 1], "largest " + column);
        for (int i = 0; i < head.length; i++) {
            assertClose(head[i], sorted[i], "sorted " + column + " " + i);
            assertClose(tail[i], sorted[sorted.length - tail.length + i], "sorted " + column + " from the end, " + i);
        }
    }

    @TestFactory
    Stream<DynamicTest> everySharedFileHasFinitePositiveSizesAndKeepsThemWhenCutFiner() throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(SharedData.file("morphologies"))) {
            files = list.filter(f -> f.toString().endsWith(".swc")).sorted().toList();
        }
        assertTrue(files.size() >= 12, "only " + files.size() + " files");
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> {
                    Morphology coarse = Swc.read(file, Swc.options().minRadius(MIN_RADIUS));
                    int[] finer = coarse.compartmentsPerBranch();
                    for (int b = 0; b < finer.length; b++) {
                        finer[b] = 1 + b % 5;
                    }
                    Morphology fine = coarse.withCompartments(finer);
                    for (Morphology morphology : List.of(coarse, fine)) {
                        columns(morphology).forEach((column, values) -> {
                            for (int row = 0; row < values.length; row++) {
                                assertTrue(
                                        values[row] > 0 && Double.isFinite(values[row]),
                                        column + " of compartment " + row + " is " + values[row]);
                            }
                        });
                    }
                    for (String column : List.of("length", "area", "volume")) {
                        assertClose(
                                Arrays.stream(columns(coarse).get(column)).sum(),
                                Arrays.stream(columns(fine).get(column)).sum(),
                                "sum of " + column);
                    }
                }));
    }

    @Test
    void withCompartmentsEqualsReadingWithAsMany() {
        Path file = SharedData.file("morphologies/morph_ca1_n120.swc");
        Morphology read = Swc.read(file, Swc.options().ncomp(4));
        int[] four = new int[read.branchCount()];
        Arrays.fill(four, 4);
        Map<String, double[]> recut = columns(Swc.read(file).withCompartments(four));
        columns(read).forEach((column, values) -> assertArrayEquals(values, recut.get(column), column));
    }

    private static Morphology read(String key) {
        String[] parts = key.split(" ");
        Swc.Options options = Swc.options()
                .conventions(Conventions.JAXLEY)
                .ncomp(Integer.parseInt(parts[1].substring("ncomp=".length())))
                .minRadius(MIN_RADIUS);
        String max = parts[2].substring("max_branch_len=".length());
        if (!max.equals("None")) {
            options = options.maxBranchLength(Double.parseDouble(max));
        }
        return Swc.read(SharedData.file("morphologies/" + parts[0]), options);
    }

    private static Map<String, double[]> columns(Morphology m) {
        return Map.of(
                "length", m.length(),
                "radius", m.radius(),
                "area", m.area(),
                "volume", m.volume(),
                "resistive_load_in", m.resistiveLoadIn(),
                "resistive_load_out", m.resistiveLoadOut());
    }

    private static boolean isMeaningful(double load) {
        return load > 0 && load < LARGEST_MEANINGFUL_LOAD;
    }

    private static int trues(boolean[] mask) {
        int count = 0;
        for (boolean member : mask) {
            count += member ? 1 : 0;
        }
        return count;
    }

    private static int[] integers(JsonNode array) {
        int[] values = new int[array.size()];
        Arrays.setAll(values, i -> array.get(i).asInt());
        return values;
    }

    private static void assertClose(double expected, double actual, String what) {
        assertEquals(expected, actual, RELATIVE * Math.abs(expected), what);
    }
}
