package dev.huxley.morphology;

import static dev.huxley.morphology.CompartmentGeometryTest.line;
import static dev.huxley.morphology.CompartmentGeometryTest.parse;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The branches that a tree of points becomes by the conventions of Jaxley. */
class JaxleyTracerTest {
    /** A soma of two points, a dendrite at either end, one of which branches, and an axon. */
    private static final String NEURON = line(1, 1, 0, 0, 0, 8, -1)
            + line(2, 1, 0, 10, 0, 7, 1)
            + line(3, 4, 0, 20, 0, 2, 2)
            + line(4, 4, 0, 50, 0, 1, 3)
            + line(5, 4, 10, 60, 0, 0.5, 4)
            + line(6, 4, -10, 60, 5, 0.4, 4)
            + line(7, 2, 3, -9, 0, 1, 1)
            + line(8, 2, 3, -80, 0, 0.3, 7);

    @Test
    void branchesEndAtTipsBranchingsAndTypeChanges() {
        Morphology m = parse(NEURON, options().ncomp(2));
        List<String> groups = m.branches().stream().map(TracedBranch::group).toList();
        assertEquals(List.of("apical", "apical", "soma", "axon", "apical"), groups);
        assertArrayEquals(new int[] {-1, 0, 1, 2, 0}, m.parents());
        assertArrayEquals(
                new boolean[] {false, false, false, false, true, true, false, false, false, false},
                m.groups().get("soma"));
        assertEquals(List.of("soma", "axon", "apical"), List.copyOf(m.groups().keySet()));
    }

    @Test
    void neuriteLeavingTheSomaHasItsOwnRadiusFromTheStart() {
        TracedBranch axon = parse(NEURON, options()).branches().get(3);
        assertArrayEquals(new double[] {1, 1, 0.3}, axon.radius());
        assertArrayEquals(new double[] {0, -9, -80}, axon.y());
    }

    @Test
    void readingIsIndependentOfCommentsBlankLinesSeparatorsAndFurtherColumns() {
        String noisy = "# comment\r\n\r\n"
                + NEURON.replace(" ", " \t ").replace("\n", "  9 extra # behind\r\n  # between\r\n\t\r\n");
        assertSame(parse(NEURON, options()), parse(noisy, options()));
        assertSame(parse(NEURON, options()), parse("\uFEFF" + NEURON.trim(), options()));
        assertSame(parse(NEURON, options()), parse(NEURON.replace("\n", "\r"), options()));
    }

    @Test
    void readingIsIndependentOfTheOrderOfLinesAndOfGapsInTheNumbers() {
        List<String> lines = new ArrayList<>(NEURON.lines().toList());
        Collections.shuffle(lines, new Random(3));
        StringBuilder renumbered = new StringBuilder();
        for (String line : lines) {
            String[] f = line.split(" ");
            int parent = Integer.parseInt(f[6]);
            f[0] = String.valueOf(17 * Integer.parseInt(f[0]) + 1000);
            f[6] = String.valueOf(parent < 0 ? -1 : 17 * parent + 1000);
            renumbered.append(String.join(" ", f)).append('\n');
        }
        assertSame(parse(NEURON, options()), parse(renumbered.toString(), options()));
    }

    @Test
    void totalsAreIndependentOfWhereNumberingStarts() {
        Morphology m = parse(NEURON, options());
        StringBuilder reversed = new StringBuilder();
        for (String line : NEURON.lines().toList()) {
            String[] f = line.split(" ");
            int parent = Integer.parseInt(f[6]);
            reversed.append(String.join(
                            " ",
                            "" + (9 - Integer.parseInt(f[0])),
                            f[1],
                            f[2],
                            f[3],
                            f[4],
                            f[5],
                            "" + (parent < 0 ? -1 : 9 - parent)))
                    .append('\n');
        }
        Morphology other = parse(reversed.toString(), options());
        assertEquals(m.branchCount(), other.branchCount());
        assertEquals(sum(m.length()), sum(other.length()), 1e-12 * sum(m.length()));
    }

    @Test
    void maxBranchLengthCutsAtTracedPointsAndKeepsTheMembrane() {
        StringBuilder text = new StringBuilder(line(1, 3, 0, 0, 0, 1, -1));
        for (int i = 2; i <= 21; i++) {
            text.append(line(i, 3, 10 * (i - 1), 0, 0, 1 + 0.1 * (i % 3), i - 1));
        }
        Morphology whole = parse(text.toString(), options());
        Morphology cut = parse(text.toString(), options().maxBranchLength(50));
        assertArrayEquals(new int[] {-1, 0, 1, 2}, cut.parents());
        assertArrayEquals(new double[] {50, 50, 50, 50}, cut.length(), 1e-12);
        assertEquals(sum(whole.area()), sum(cut.area()), 1e-12 * sum(whole.area()));
        assertEquals(sum(whole.volume()), sum(cut.volume()), 1e-12 * sum(whole.volume()));
        assertEquals(1, parse(text.toString(), options().maxBranchLength(200)).branchCount());
        assertEquals(2, parse(text.toString(), options().maxBranchLength(199)).branchCount());
    }

    @Test
    void typesOutsideTheRelevantOnesDoNotBreakABranch() {
        String text = line(1, 0, 0, 0, 0, 1, -1)
                + line(2, 0, 1, 0, 0, 1, 1)
                + line(3, 6, 2, 0, 0, 1, 2)
                + line(4, 7, 3, 0, 0, 1, 3);
        Morphology lumped = parse(text, options());
        assertEquals(List.of("undefined"), List.copyOf(lumped.groups().keySet()));
        Morphology broken = parse(text, options().relevantTypes(1, 2, 3, 4, 6, 7));
        assertEquals(
                List.of("undefined", "custom6", "custom7"),
                List.copyOf(broken.groups().keySet()));
        assertEquals(sum(lumped.area()), sum(broken.area()), 1e-12 * sum(lumped.area()));
    }

    @Test
    void interruptedTracingIsCutOnRequestOnly() {
        String text = line(1, 1, 0, 0, 0, 1, -1)
                + line(2, 1, 1, 0, 0, 1, 1)
                + line(3, 1, 2, 0, 0, 1, 2)
                + line(4, 1, -1, 0, 0, 1, 1)
                + line(5, 1, -2, 0, 0, 1, 4);
        assertEquals(1, parse(text, options()).branchCount());
        Morphology cut = parse(text, options().cutAtInterruptions(true));
        assertArrayEquals(new double[] {2, 2}, cut.length(), 1e-12);
    }

    @Test
    void neuriteStaysANeuriteWhenTheFileIsRootedInIt() {
        String rootedInDendrite = line(1, 3, 0, 0, 0, 1, -1)
                + line(2, 1, 30, 0, 0, 8, 1)
                + line(3, 2, 45, 0, 0, 0.5, 2)
                + line(4, 2, 90, 0, 0, 0.5, 3);
        Morphology m = parse(rootedInDendrite, options());
        assertEquals(
                List.of("soma", "basal", "axon"),
                m.branches().stream().map(TracedBranch::group).toList());
        assertEquals(4 * Math.PI * 64, m.area()[0], 1e-9);
    }

    @Test
    void everyBranchIsJoinedToAnEarlierOneAndStartsWhereItEnds() {
        StringBuilder text = new StringBuilder(line(1, 3, 0, 0, 0, 1, -1));
        Random random = new Random(4);
        double[][] at = new double[2001][3];
        for (int i = 2; i <= 2000; i++) {
            int parent = 1 + Math.max(0, i - 2 - random.nextInt(Math.min(i - 1, 20)));
            for (int d = 0; d < 3; d++) {
                at[i][d] = at[parent][d] + random.nextGaussian();
            }
            text.append(line(i, 3, at[i][0], at[i][1], at[i][2], 0.5, parent));
        }
        Morphology m = parse(text.toString(), options().maxBranchLength(5));
        int[] parents = m.parents();
        int segments = 0;
        for (int b = 0; b < m.branchCount(); b++) {
            TracedBranch branch = m.branches().get(b);
            segments += branch.pointCount() - 1;
            assertTrue(parents[b] < b, "branch " + b + " is joined to " + parents[b]);
            if (parents[b] >= 0) {
                TracedBranch parent = m.branches().get(parents[b]);
                int end = parent.pointCount() - 1;
                boolean atEnd = branch.x()[0] == parent.x()[end] && branch.y()[0] == parent.y()[end];
                assertTrue(atEnd, "branch " + b + " does not start where branch " + parents[b] + " ends");
            }
        }
        assertEquals(1999, segments, "every segment is in one branch");
    }

    @Test
    void segmentToASinglePointSomaDoesNotCountForMaxBranchLength() {
        String text = line(1, 1, 0, 0, 0, 10, -1)
                + line(2, 3, 12, 0, 0, 1, 1)
                + line(3, 3, 17, 0, 0, 1, 2)
                + line(4, 3, 21, 0, 0, 1, 3);
        assertArrayEquals(
                new double[] {20, 9}, parse(text, options().maxBranchLength(9)).length(), 1e-12);
        assertArrayEquals(
                new double[] {20, 5, 4},
                parse(text, options().maxBranchLength(8)).length(),
                1e-12);
    }

    @Test
    void anyTreeOfPointsHasFinitePositiveSizes() {
        Random random = new Random(5);
        double[] radii = {0, 0, -1, 0.001, 0.3, 2};
        for (int trial = 0; trial < 3000; trial++) {
            int n = 1 + random.nextInt(12);
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= n; i++) {
                int parent = i == 1 ? -1 : 1 + Math.max(0, i - 2 - random.nextInt(3));
                double x = random.nextInt(3);
                double y = random.nextInt(3) * 1e-6;
                text.append(line(
                        // Ids that run backwards in half of the trials: the walk then starts far from the root.
                        trial % 2 == 0 ? i : 100 - i,
                        random.nextInt(6),
                        x,
                        y,
                        0,
                        radii[random.nextInt(radii.length)],
                        parent < 0 ? -1 : trial % 2 == 0 ? parent : 100 - parent));
            }
            Swc.Options options =
                    options().minRadius(0.05).ncomp(1 + random.nextInt(3)).maxBranchLength(1 + random.nextInt(4));
            Morphology m = parse(text.toString(), options);
            for (double[] column :
                    List.of(m.length(), m.radius(), m.area(), m.volume(), m.resistiveLoadIn(), m.resistiveLoadOut())) {
                for (double value : column) {
                    assertTrue(
                            value > 0 && Double.isFinite(value),
                            () -> value + " in " + Arrays.toString(column) + " of\n" + text);
                }
            }
            for (double[] column : List.of(m.x(), m.y(), m.z())) {
                for (double value : column) {
                    assertTrue(Double.isFinite(value), () -> value + " is a center of\n" + text);
                }
            }
        }
    }

    private static Swc.Options options() {
        return Swc.options().conventions(Conventions.JAXLEY);
    }

    private static void assertSame(Morphology expected, Morphology actual) {
        assertEquals(expected.branches(), actual.branches());
        assertArrayEquals(expected.parents(), actual.parents());
        assertArrayEquals(expected.area(), actual.area());
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
