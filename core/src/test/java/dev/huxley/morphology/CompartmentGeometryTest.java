package dev.huxley.morphology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The laws of solid geometry, on shapes small enough to know by formula. */
class CompartmentGeometryTest {
    private static final double RELATIVE = 1e-12;

    @Test
    void cylinderTracedByManyPointsHasAreaTwoPiRL() {
        double r = 1.5;
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        double at = 0;
        for (int i = 1; i <= 40; i++) {
            text.append(line(i, 3, at, 0, 0, r, i == 1 ? -1 : i - 1));
            at += i == 40 ? 0 : 0.1 + random.nextDouble();
        }
        for (int ncomp : new int[] {1, 2, 3, 7, 100}) {
            Morphology m = parse(text.toString(), Swc.options().ncomp(ncomp));
            for (int c = 0; c < ncomp; c++) {
                double l = at / ncomp;
                assertClose(l, m.length()[c], "length");
                assertClose(r, m.radius()[c], "radius");
                assertClose(2 * Math.PI * r * l, m.area()[c], "area");
                assertClose(Math.PI * r * r * l, m.volume()[c], "volume");
                assertClose(l / 2 / (Math.PI * r * r), m.resistiveLoadIn()[c], "load in");
                assertClose(l / 2 / (Math.PI * r * r), m.resistiveLoadOut()[c], "load out");
                assertClose((c + 0.5) * l, m.x()[c], "x of the center");
            }
        }
    }

    @Test
    void frustumHasItsAreaVolumeAndLoads() {
        double r1 = 3;
        double r2 = 1;
        double l = 8;
        Morphology m = parse(line(1, 3, 0, 0, 0, r1, -1) + line(2, 3, 0, l, 0, r2, 1), Swc.options());
        assertClose(Math.PI * (r1 + r2) * Math.hypot(r1 - r2, l), m.area()[0], "area");
        assertClose(Math.PI / 3 * l * (r1 * r1 + r1 * r2 + r2 * r2), m.volume()[0], "volume");
        assertClose(l / 2 / (Math.PI * r1 * 2), m.resistiveLoadIn()[0], "load of the thick half");
        assertClose(l / 2 / (Math.PI * 2 * r2), m.resistiveLoadOut()[0], "load of the thin half");
        assertClose(2, m.radius()[0], "mean radius");
        assertClose(4, m.y()[0], "y of the center");
    }

    @Test
    void tracingABranchFromItsOtherEndSwapsItsLoads() {
        Morphology forward = parse(
                line(1, 3, 0, 0, 0, 3, -1) + line(2, 3, 0, 4, 0, 2, 1) + line(3, 3, 0, 9, 0, 0.5, 2), Swc.options());
        Morphology backward = parse(
                line(3, 3, 0, 0, 0, 3, -1) + line(2, 3, 0, 4, 0, 2, 3) + line(1, 3, 0, 9, 0, 0.5, 2), Swc.options());
        assertTrue(forward.resistiveLoadIn()[0] < forward.resistiveLoadOut()[0]);
        assertClose(forward.resistiveLoadIn()[0], backward.resistiveLoadOut()[0], "thick half");
        assertClose(forward.resistiveLoadOut()[0], backward.resistiveLoadIn()[0], "thin half");
        assertClose(forward.area()[0], backward.area()[0], "area");
        assertClose(forward.volume()[0], backward.volume()[0], "volume");
    }

    @Test
    void splittingKeepsLengthAreaVolumeAndTotalLoad() {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder(line(1, 3, 0, 0, 0, 2, -1));
        double[] at = new double[3];
        for (int i = 2; i <= 60; i++) {
            for (int d = 0; d < 3; d++) {
                at[d] += random.nextGaussian();
            }
            text.append(line(i, 3, at[0], at[1], at[2], 0.2 + random.nextDouble(), i - 1));
        }
        Morphology one = parse(text.toString(), Swc.options());
        for (int ncomp : new int[] {2, 3, 10, 1000}) {
            Morphology many = one.withCompartments(ncomp);
            assertClose(sum(one.length()), sum(many.length()), "length");
            assertClose(sum(one.area()), sum(many.area()), "area");
            assertClose(sum(one.volume()), sum(many.volume()), "volume");
            assertClose(one.radius()[0], sum(many.radius()) / ncomp, "mean radius");
            assertClose(
                    sum(one.resistiveLoadIn()) + sum(one.resistiveLoadOut()),
                    sum(many.resistiveLoadIn()) + sum(many.resistiveLoadOut()),
                    "resistance from end to end");
            for (int row = 1; row < ncomp; row++) {
                assertEquals(many.length()[0], many.length()[row], "compartments have equal lengths");
            }
        }
    }

    @Test
    void singlePointSomaIsASphere() {
        double r = 7;
        for (int ncomp : new int[] {1, 4}) {
            Morphology m = parse(line(1, 1, 5, 6, 7, r, -1), Swc.options().ncomp(ncomp));
            assertClose(2 * r, sum(m.length()), "diameter");
            assertClose(4 * Math.PI * r * r, sum(m.area()), "area");
            assertClose(4.0 / 3.0 * Math.PI * r * r * r, sum(m.volume()), "volume");
            for (int c = 0; c < ncomp; c++) {
                assertClose(r / ncomp / (Math.PI * r * r), m.resistiveLoadIn()[c], "load in");
                assertClose(r / ncomp / (Math.PI * r * r), m.resistiveLoadOut()[c], "load out");
                assertArrayEquals(new double[] {5, 6, 7}, new double[] {m.x()[c], m.y()[c], m.z()[c]});
            }
        }
    }

    @Test
    void dendriteOnASinglePointSomaStartsAtItsOwnFirstPoint() {
        Morphology m = parse(
                line(1, 1, 0, 0, 0, 10, -1) + line(2, 3, 12, 0, 0, 1, 1) + line(3, 3, 17, 0, 0, 1, 2), Swc.options());
        assertArrayEquals(new int[] {-1, 0}, m.parents());
        assertClose(5, m.length()[1], "length");
        assertClose(2 * Math.PI * 5, m.area()[1], "area");
        assertClose(14.5, m.x()[1], "x of the center");
    }

    @Test
    void neuriteOfOnePointIsAShortCylinderByJaxleysConventions() {
        Morphology m = parse(line(1, 1, 0, 0, 0, 10, -1) + line(2, 2, 12, 0, 0, 0.5, 1), jaxley());
        assertClose(0.1, m.length()[1], "length");
        assertClose(2 * Math.PI * 0.5 * 0.1, m.area()[1], "area");
        assertClose(0.05 / (Math.PI * 0.25), m.resistiveLoadIn()[1], "load");
        Morphology coincident = parse(line(1, 3, 1, 1, 1, 0.5, -1) + line(2, 3, 1, 1, 1, 0.5, 1), jaxley());
        assertClose(2 * Math.PI * 0.5 * 0.1, coincident.area()[0], "area of two points at one place");
    }

    private static final String TWO_RADII_AT_ONE_PLACE = line(1, 3, 0, 0, 0, 2, -1)
            + line(2, 3, 4, 0, 0, 2, 1)
            + line(3, 3, 4, 0, 0, 1, 2)
            + line(4, 3, 10, 0, 0, 1, 3);

    @Test
    void twoRadiiAtOnePlaceAreARingOfMembrane() {
        double ring = Math.PI * (2 * 2 - 1);
        double tubes = 2 * Math.PI * (2 * 4 + 1 * 6);
        for (int ncomp : new int[] {1, 2, 3, 5, 10, 1000}) {
            Morphology m = parse(TWO_RADII_AT_ONE_PLACE, Swc.options().ncomp(ncomp));
            assertClose(tubes + ring, sum(m.area()), ncomp + " compartments have the area");
            assertClose(Math.PI * (4 * 4 + 1 * 6), sum(m.volume()), "volume");
        }
        // The ring lies on the border of the second and the third of five compartments, and within the first of two.
        assertClose(
                2 * Math.PI * 2 * 2 + ring / 2,
                parse(TWO_RADII_AT_ONE_PLACE, Swc.options().ncomp(5)).area()[1],
                "half");
        assertClose(
                2 * Math.PI * 2 + ring / 2,
                parse(TWO_RADII_AT_ONE_PLACE, Swc.options().ncomp(5)).area()[2],
                "half");
        assertClose(
                2 * Math.PI * (8 + 1) + ring,
                parse(TWO_RADII_AT_ONE_PLACE, Swc.options().ncomp(2)).area()[0],
                "whole");
    }

    @Test
    void pointsTracedTwiceAddNoMembraneAndLetTheRadiusJumpByJaxleysConventions() {
        Morphology m = parse(TWO_RADII_AT_ONE_PLACE, jaxley());
        assertClose(2 * Math.PI * (2 * 4 + 1 * 6), m.area()[0], "area");
        assertClose(Math.PI * (4 * 4 + 1 * 6), m.volume()[0], "volume");
    }

    @Test
    void zeroRadiusTipIsAClosingCone() {
        double r = 2;
        double l = 6;
        String text = line(1, 3, 0, 0, 0, r, -1) + line(2, 3, l, 0, 0, 0, 1);
        for (int ncomp : new int[] {1, 2, 7, 100}) {
            Morphology m = parse(text, Swc.options().ncomp(ncomp));
            assertClose(Math.PI * r * Math.hypot(r, l), sum(m.area()), "area of a cone");
            assertClose(Math.PI / 3 * r * r * l, sum(m.volume()), "volume of a cone");
            double out = m.resistiveLoadOut()[ncomp - 1];
            assertTrue(out > 1e4 && Double.isFinite(out), "nothing flows out of the tip: load " + out);
        }
        assertClose(
                l / 2 / (Math.PI * r * r / 2),
                parse(text, Swc.options()).resistiveLoadIn()[0],
                "load of the thick half");
        double min = 0.05;
        Morphology lifted = parse(text, Swc.options().minRadius(min));
        assertClose(Math.PI * (r + min) * Math.hypot(r - min, l), lifted.area()[0], "lifted, it does not close");
        assertClose(l / 2 / (Math.PI * (r + min) / 2 * min), lifted.resistiveLoadOut()[0], "load of the lifted half");
    }

    @Test
    void zeroRadiusTipIsAConeWithFiniteLoadsByJaxleysConventions() {
        double min = 0.05;
        double r = 2;
        double l = 6;
        String text = line(1, 3, 0, 0, 0, r, -1) + line(2, 3, l, 0, 0, 0, 1);
        Morphology m = parse(text, jaxley().minRadius(min));
        assertClose(Math.PI * r * Math.hypot(r, l), m.area()[0], "area of a cone");
        assertClose(Math.PI / 3 * r * r * l, m.volume()[0], "volume of a cone");
        assertClose(l / 2 / (Math.PI * r * r / 2), m.resistiveLoadIn()[0], "load of the thick half");
        assertClose(l / 2 / (Math.PI * r / 2 * min), m.resistiveLoadOut()[0], "load of the closing half");
    }

    @Test
    void minRadiusLiftsRadiusAreaVolumeAndLoadsTogether() {
        String thin = line(1, 3, 0, 0, 0, 0.1, -1) + line(2, 3, 5, 0, 0, 0, 1) + line(3, 3, 9, 0, 0, -1, 2);
        String lifted = line(1, 3, 0, 0, 0, 0.5, -1) + line(2, 3, 5, 0, 0, 0.5, 1) + line(3, 3, 9, 0, 0, 0.5, 2);
        Morphology m = parse(thin, Swc.options().minRadius(0.5).ncomp(3));
        Morphology expected = parse(lifted, Swc.options().ncomp(3));
        assertArrayEquals(expected.radius(), m.radius(), "radius");
        assertArrayEquals(expected.area(), m.area(), "area");
        assertArrayEquals(expected.volume(), m.volume(), "volume");
        assertArrayEquals(expected.resistiveLoadIn(), m.resistiveLoadIn(), "load in");
        assertArrayEquals(expected.resistiveLoadOut(), m.resistiveLoadOut(), "load out");
    }

    @Test
    void sizesAreCheckedBeforeAnythingIsAllocated() {
        String cable = line(1, 3, 0, 0, 0, 1, -1) + line(2, 3, 1, 0, 0, 1, 1) + line(3, 3, 1, 1, 0, 1, 2);
        Morphology m = parse(cable + line(4, 3, 1, -1, 0, 1, 2), Swc.options());
        assertEquals(3, m.branchCount());
        for (int[] counts : new int[][] {{1, 1}, {1, 0, 1}, {1, Integer.MAX_VALUE, Integer.MAX_VALUE}}) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> m.withCompartments(counts));
            assertTrue(e.getMessage().contains("test.swc"), e.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> Swc.options().ncomp(0));
        assertThrows(IllegalArgumentException.class, () -> Swc.options().ncomp(Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> Swc.options().maxBranchLength(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Swc.options().minRadius(-1));
        assertThrows(IllegalArgumentException.class, () -> Swc.options().minRadius(Double.NaN));
    }

    @Test
    void arraysGivenOutAreCopies() {
        Morphology m = parse(line(1, 1, 0, 0, 0, 1, -1), Swc.options());
        m.area()[0] = 0;
        m.parents()[0] = 7;
        m.branches().get(0).radius()[0] = 0;
        m.groups().get("soma")[0] = false;
        assertClose(4 * Math.PI, m.area()[0], "area");
        assertEquals(-1, m.parents()[0]);
        assertEquals(1, m.branches().get(0).radius()[0]);
        assertTrue(m.groups().get("soma")[0]);
    }

    private static Swc.Options jaxley() {
        return Swc.options().conventions(Conventions.JAXLEY);
    }

    static Morphology parse(String text, Swc.Options options) {
        return Swc.parse(text, "test.swc", options);
    }

    static String line(int id, int type, double x, double y, double z, double r, int parent) {
        return id + " " + type + " " + x + " " + y + " " + z + " " + r + " " + parent + "\n";
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static void assertClose(double expected, double actual, String what) {
        assertEquals(expected, actual, RELATIVE * Math.abs(expected), what);
    }
}
