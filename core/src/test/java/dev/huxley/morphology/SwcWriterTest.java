package dev.huxley.morphology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A morphology that is written and read again has the same branches, compartments and types. */
class SwcWriterTest {
    /** Areas and loads are sums over the same points, so nothing but the last digits may differ. */
    private static final double TOLERANCE = 1e-12;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a sphere with two tapered neurites, one of them branched
                "1 1 0 0 0 6 -1\n2 3 0 6 0 2 1\n3 3 0 30 1 1 2\n4 3 8 60 2 0.4 3\n5 4 0 -6 0 3 1\n6 4 3 -90 5 1.2 5\n"
                        + "7 3 -9 55 0 0.7 3\n",
                // a chain of soma points with neurites at its end and between
                "1 1 0 0 0 3 -1\n2 1 0 5 0 5 1\n3 1 0 10 0 2 2\n4 3 0 14 0 1 3\n5 3 0 40 0 0.5 4\n6 4 5 5 0 1.5 2\n"
                        + "7 4 30 5 0 1 6\n",
                // no soma, custom types, two roots of one type
                "1 7 0 0 0 1 -1\n2 7 10 0 0 2 1\n3 8 20 3 0 1 2\n4 7 20 -3 0 1 2\n",
                // NeuroMorpho's three points
                "1 1 0 0 0 5 -1\n2 1 0 5 0 5 1\n3 1 0 -5 0 5 1\n4 3 20 0 0 1 1\n5 3 60 0 0 1 4\n"
            })
    void compartmentsAndTypesAreKept(String text) {
        for (int ncomp : new int[] {1, 4}) {
            assertKept(Swc.describe(text, "given", Swc.options().ncomp(ncomp)).morphology(), ncomp);
        }
    }

    @Test
    void morphologiesOfTheArchiveAreKept() throws IOException {
        Path archive = SharedData.file("morphologies");
        try (Stream<Path> files = Files.list(archive)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".swc"))
                    .sorted()
                    .toList();
            assertFalse(all.isEmpty());
            all.forEach(file ->
                    assertKept(Swc.describe(file, Swc.options().ncomp(3)).morphology(), 3));
        }
    }

    private static void assertKept(Morphology given, int ncomp) {
        Morphology read = Swc.describe(
                        SwcWriter.text(given), "read", Swc.options().ncomp(ncomp))
                .morphology();
        String name = given.name();
        assertEquals(given.branchCount(), read.branchCount(), name);
        assertArrayEquals(given.parents(), read.parents(), name);
        assertEquals(given.attachments(), read.attachments(), name);
        assertEquals(types(given), types(read), name);
        assertSame(given.area(), read.area(), name + ", area");
        assertSame(given.length(), read.length(), name + ", length");
        assertSame(given.radius(), read.radius(), name + ", radius");
        assertSame(given.volume(), read.volume(), name + ", volume");
        assertSame(given.resistiveLoadIn(), read.resistiveLoadIn(), name + ", load");
        assertSame(given.resistiveLoadOut(), read.resistiveLoadOut(), name + ", load");
    }

    private static List<Integer> types(Morphology morphology) {
        return morphology.branches().stream().map(TracedBranch::type).toList();
    }

    private static void assertSame(double[] given, double[] read, String what) {
        double largest = Arrays.stream(given).max().orElseThrow();
        for (int i = 0; i < given.length; i++) {
            assertEquals(given[i], read[i], TOLERANCE * largest, what + " of compartment " + i);
        }
    }

    /** A cell keeps its shape, with the groups that SWC knows. */
    @Test
    void aCellOfCylindersIsAFileOfStraightLines() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0, 1);
        cell.set("radius", 1.5);
        cell.branch(0).addToGroup("soma");
        cell.branch(1, 3).addToGroup("apical");
        cell.branch(2).addToGroup("basal");
        Path file = folder.resolve("cell.swc");
        SwcWriter.write(cell.morphology(), file);
        Cell read = new Cell(Swc.read(file, Swc.options().ncomp(2)));
        assertEquals(sum(cell, "area"), sum(read, "area"), 1e-12 * sum(cell, "area"));
        assertEquals(sum(cell, "length"), sum(read, "length"), 1e-12 * sum(cell, "length"));
        // Branches 1 and 3 are of one type, with nothing between them: one branch in a file.
        assertEquals(3, read.structure().branches());
        assertEquals(cell.group("soma").get("area").length, read.group("soma").get("area").length);
        assertTrue(read.groups().containsAll(List.of("soma", "apical", "basal")));
    }

    @Test
    void aCellWithAChangedRadiusIsNamed() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.branch(1).comp(1).set("radius", 3);
        String message =
                assertThrows(IllegalArgumentException.class, cell::morphology).getMessage();
        assertTrue(message.contains("branch 1"), message);
    }

    /** SWC has a ring of membrane at the beginning of a thin branch on a thick one, which the cell does not have. */
    @Test
    void aJumpOfTheRadiusIsRefusedAndNothingIsWritten() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.branch(1).set("radius", 0.5);
        Path file = folder.resolve("jump.swc");
        String message = assertThrows(IllegalArgumentException.class, () -> SwcWriter.write(cell.morphology(), file))
                .getMessage();
        assertTrue(message.contains("ring of membrane"), message);
        assertFalse(Files.exists(file));
    }

    private static double sum(Cell cell, String key) {
        return Arrays.stream(cell.get(key)).sum();
    }
}
