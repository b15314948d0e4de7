package dev.huxley.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.testing.RandomNeuron;
import dev.huxley.testing.RandomNeuron.SomaKind;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The membrane of a neuron is that of its file, wherever the file is rooted and however finely it is cut. */
class RerootingTest {
    private static final double RELATIVE = 1e-9;
    private static final int NEURONS = 100;

    /** Area and length by type: the frusta of the file by the soma's rules, counted point by point from the drawing. */
    private static Map<Integer, double[]> frusta(RandomNeuron neuron) {
        Map<Integer, double[]> sums = new TreeMap<>();
        if (neuron.soma == SomaKind.ONE_POINT || neuron.soma == SomaKind.THREE_POINTS) {
            double r = neuron.radius.get(0);
            add(sums, 1, 4 * Math.PI * r * r, 2 * r);
        }
        for (int child = 1; child < neuron.size(); child++) {
            int parent = neuron.parent.get(child);
            boolean parentIsSoma = neuron.type.get(parent) == 1;
            boolean childIsSoma = neuron.type.get(child) == 1;
            double r1 = neuron.radius.get(parent);
            double r2 = neuron.radius.get(child);
            if (parentIsSoma && !childIsSoma) {
                if (neuron.soma != SomaKind.CHAIN || isInterior(neuron, parent)) {
                    continue;
                }
                r1 = r2;
            } else if (parentIsSoma && neuron.soma != SomaKind.CHAIN) {
                continue;
            }
            double[] a = neuron.place.get(parent);
            double[] b = neuron.place.get(child);
            double l = Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
            add(sums, neuron.type.get(child), Math.PI * (r1 + r2) * Math.hypot(r2 - r1, l), l);
        }
        return sums;
    }

    private static void add(Map<Integer, double[]> sums, int type, double area, double length) {
        double[] sum = sums.computeIfAbsent(type, t -> new double[2]);
        sum[0] += area;
        sum[1] += length;
    }

    private static boolean isInterior(RandomNeuron neuron, int point) {
        int somatic = neuron.parent.get(point) >= 0 ? 1 : 0;
        for (int other = 0; other < neuron.size(); other++) {
            somatic += neuron.parent.get(other) == point && neuron.type.get(other) == 1 ? 1 : 0;
        }
        return somatic >= 2;
    }

    @Test
    void areaAndLengthOfEveryGroupAreThoseOfTheFrustaOfTheFile() {
        int leftOut = 0;
        for (int seed = 0; seed < NEURONS; seed++) {
            RandomNeuron neuron = new RandomNeuron(seed);
            for (int ncomp : new int[] {1, 2, 3, 8}) {
                SwcDescription description =
                        Swc.describe(neuron.swc(), "drawn", Swc.options().ncomp(ncomp));
                if (!description.warnings().isEmpty()) {
                    leftOut++; // a neurite of one place, which is no cable
                    continue;
                }
                String where = "neuron " + seed + " (" + neuron.soma + ") in " + ncomp + " compartments per branch, ";
                Map<Integer, double[]> expected = frusta(neuron);
                for (SwcDescription.Group group : description.groups()) {
                    double[] sums = expected.entrySet().stream()
                            .filter(entry -> TracedBranch.group(entry.getKey()).equals(group.name()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse(new double[2]);
                    // A ring without a length beside it of its own type is in the group of its neighbors.
                    if (!hasLonelyRing(neuron)) {
                        assertEquals(sums[0], group.area(), RELATIVE * sums[0], where + "area of " + group.name());
                    }
                    assertEquals(sums[1], group.length(), RELATIVE * sums[1], where + "length of " + group.name());
                }
                double area =
                        expected.values().stream().mapToDouble(sums -> sums[0]).sum();
                assertEquals(area, description.total().area(), RELATIVE * area, where + "area of all");
            }
        }
        assertTrue(leftOut < 2 * NEURONS, leftOut + " of " + 4 * NEURONS + " readings had something left out");
    }

    private static boolean hasLonelyRing(RandomNeuron neuron) {
        for (int point = 1; point < neuron.size(); point++) {
            boolean isRing = Arrays.equals(neuron.place.get(point), neuron.place.get(neuron.parent.get(point)));
            int next = neuron.parent.indexOf(point);
            if (isRing && (neuron.children(point) != 1 || !neuron.type.get(next).equals(neuron.type.get(point)))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void rootingTheFileAtAnyPointChangesNothing() {
        Random random = new Random(7);
        for (int seed = 0; seed < NEURONS; seed++) {
            RandomNeuron neuron = new RandomNeuron(seed);
            Swc.Options options = Swc.options().ncomp(1 + seed % 3);
            Morphology drawn = Swc.describe(neuron.swc(), "drawn", options).morphology();
            for (int trial = 0; trial < 2; trial++) {
                int root = random.nextInt(neuron.size());
                Morphology kept = Swc.describe(neuron.swc(root, false), "rerooted", options)
                        .morphology();
                String where = "neuron " + seed + " (" + neuron.soma + ") rooted at " + (root + 1);
                assertEquals(drawn.branches(), kept.branches(), where);
                assertEquals(drawn.attachments(), kept.attachments(), where);
                assertTrue(Arrays.equals(drawn.parents(), kept.parents()), where);
                assertTrue(Arrays.equals(drawn.area(), kept.area()), where);
                Morphology renumbered = Swc.describe(neuron.swc(root, true), "renumbered", options)
                        .morphology();
                assertEquals(sum(drawn.area()), sum(renumbered.area()), RELATIVE * sum(drawn.area()), where);
                assertEquals(sum(drawn.length()), sum(renumbered.length()), RELATIVE * sum(drawn.length()), where);
                assertEquals(sum(drawn.volume()), sum(renumbered.volume()), RELATIVE * sum(drawn.volume()), where);
                if (neuron.soma != SomaKind.NONE) {
                    // Without a soma the types of segments are told by ids.
                    assertSorted(drawn.area(), renumbered.area(), where + ": areas of compartments");
                    assertSorted(drawn.length(), renumbered.length(), where + ": lengths of compartments");
                    assertEquals(drawn.groups().keySet(), renumbered.groups().keySet(), where);
                }
            }
        }
    }

    private static void assertSorted(double[] expected, double[] actual, String what) {
        Arrays.sort(expected);
        Arrays.sort(actual);
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], RELATIVE * expected[i], what);
        }
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
