package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Views resolve to index sets on the columns, for every kind of index, and columns and views share one index space.
 */
class ViewLawsTest {
    /** Two cells: branches of 2, 3 and 1 compartments (0-5), and of 4 and 2 (6-11). */
    private NeuronModel cells;

    @BeforeEach
    void build() {
        Compartment compartment = new Compartment();
        Cell first = new Cell(
                List.of(new Branch(compartment, 2), new Branch(compartment, 3), new Branch(compartment, 1)), -1, 0, 0);
        Cell second = new Cell(List.of(new Branch(compartment, 4), new Branch(compartment, 2)), -1, 0);
        cells = ViewTest.cells(first, second);
    }

    /** Local scope: as in Jaxley, numbers restart in every parent and count the elements in view. */
    @Test
    void localNumbersCountWhatIsInView() {
        assertRows(cells.cell(1).cell(0), 6, 7, 8, 9, 10, 11);
        assertRows(cells.branch(1, 2).branch(0), 2, 3, 4, 10, 11);
        assertRows(cells.cell(0).branch(1, 2).branch(1), 5);
        assertRows(cells.comp(1, 2).comp(0), 1, 3, 7, 11);
        cells.cell(0).branch(2).addToGroup("soma");
        cells.cell(1).branch(1).addToGroup("soma");
        assertRows(cells.group("soma").branch(0).comp(0), 5, 10);
        assertRows(cells.group("soma").cell(1).comp(1), 11);
        // Places on branches are those of the whole branch.
        assertRows(cells.comp(1, 2).loc(0.99), 1, 4, 11);
    }

    /** Global scope. */
    @Test
    void globalNumbersAreThoseOfTheModel() {
        Selection global = cells.scope(Scope.GLOBAL);
        assertRows(global.branch(2, 3), 5, 6, 7, 8, 9);
        assertRows(global.comp(0, 7, 11), 0, 7, 11);
        assertRows(global.cell(1).branch(4).comp(10), 10);
        assertRows(
                cells.cell(1).scope(Scope.GLOBAL).branch(3).scope(Scope.LOCAL).comp(0), 6);
        assertSays(() -> global.cell(0).branch(3), "branch(3)", "global.cell(0)", "0-2");
        assertEquals("global.comp(7)", global.comp(7).label());
    }

    /** Kinds of index. */
    @Test
    void everyKindOfIndexGivesTheSameRows() {
        int[] expected = {7, 9};
        assertRows(cells.cell(1).branch(0).comp(1, 3), expected);
        assertRows(cells.cell(1).branch(0).comp(Index.of(List.of(1, 3))), expected);
        assertRows(cells.cell(1).branch(0).comp(Index.range(1, 4, 2)), expected);
        assertRows(cells.cell(1).branch(0).comp(Index.mask(false, true, false, true)), expected);
        assertRows(cells.cell(1).branch(0).comp(Index.from(1)).comp(Index.range(0, 3, 2)), expected);
        assertRows(cells.cell(1).branch(0).loc(0.3, 0.9), expected);
        assertRows(cells.select(7, 9), expected);
        assertRows(cells.where("global_branch == 3 and comp in [1, 3]"), expected);
        assertRows(cells.cell(1).branch(Index.all()).comp(Index.all()), 6, 7, 8, 9, 10, 11);
        assertSays(() -> Index.range(0, 5, 0), "step of at least 1");
        assertSays(() -> Index.from(-1), "-1", "from 0");
        assertSays(() -> Index.of(List.of()), "at least one");
    }

    /** Numbers of views are dense ranks, as pandas computes them in Jaxley; here computed from sets. */
    @Test
    void randomNarrowingEqualsDenseRanks() {
        Random random = new Random(6);
        for (int trial = 0; trial < 300; trial++) {
            Selection view = cells;
            for (int step = 0; step < 4; step++) {
                int level = random.nextInt(3);
                boolean global = random.nextBoolean();
                int low = random.nextInt(3);
                int high = low + 1 + random.nextInt(4);
                int[] expected = naive(view.compartments(), level, global, low, high);
                if (expected.length == 0) {
                    continue;
                }
                Selection scoped = view.scope(global ? Scope.GLOBAL : Scope.LOCAL);
                Index index = Index.range(low, high);
                view = level == 0 ? scoped.cell(index) : level == 1 ? scoped.branch(index) : scoped.comp(index);
                assertRows(view, expected);
            }
        }
    }

    private int[] naive(int[] rows, int level, boolean global, int low, int high) {
        Structure structure = cells.structure();
        return Arrays.stream(rows)
                .filter(row -> {
                    int cell = structure.cell(row);
                    int branch = structure.branch(row);
                    int own = level == 0 ? cell : level == 1 ? branch : row;
                    TreeSet<Integer> beside = new TreeSet<>();
                    for (int other : rows) {
                        boolean sameParent = level == 0
                                || (level == 1 && structure.cell(other) == cell)
                                || (level == 2 && structure.branch(other) == branch);
                        if (sameParent) {
                            beside.add(
                                    level == 0 ? structure.cell(other) : level == 1 ? structure.branch(other) : other);
                        }
                    }
                    int number = global ? own : beside.headSet(own).size();
                    return number >= low && number < high;
                })
                .toArray();
    }

    @Test
    void groupsMechanismsAndQueriesNest() {
        cells.cell(0).branch(1).addToGroup("exc");
        cells.cell(1).branch(0).addToGroup("exc");
        cells.comp(0).addToGroup("start");
        cells.cell(1).insert(new HH());
        assertRows(cells.group("exc").group("start"), 2, 6);
        assertRows(cells.group("exc").mechanism("HH").comp(Index.from(2)), 8, 9);
        assertRows(cells.group("exc").where("mechanism == 'HH' and group == 'start'"), 6);
        assertRows(cells.where("exc and not HH and comp > 0"), 3, 4);
        assertSays(() -> cells.where("exc and HH and comp > 7"), "empty", "12 compartments", "table()");
        assertSays(() -> cells.where("group == 'inh'"), "no group 'inh'", "^");
    }

    /** A selection keeps its own order through further narrowing, and what follows counts in that order. */
    @Test
    void narrowingKeepsTheOrderOfASelection() {
        View mixed = cells.select(9, 3, 7, 2, 0);
        assertRows(mixed.cell(0), 9, 7);
        assertRows(mixed.cell(1), 3, 2, 0);
        assertRows(mixed.comp(1), 7, 2);
        assertRows(mixed.select(2, 9), 2, 9);
        assertSays(() -> cells.select(3, 1, 3), "compartment 3", "twice");
    }

    @Test
    void iterationGivesEveryPartOnce() {
        assertEquals(2, cells.cells().size());
        assertEquals(5, cells.branches().size());
        assertEquals(12, cells.comps().size());
        assertRows(cells.branches().get(3), 6, 7, 8, 9);
        assertEquals("cell(1).branch(0)", cells.branches().get(3).label());
        assertEquals("cell(0).branch(1).comp(2)", cells.comps().get(4).label());
        assertEquals("cell(1).branch(1)", cells.cell(1).branches().get(1).label());
        assertEquals(
                "cell(1).branch(1).comp(0)",
                cells.cell(1).branch(1).comps().get(0).label());
        for (View part : cells.comps()) {
            part.set("v", part.compartments()[0]);
        }
        assertArrayEquals(IntStream.range(0, 12).asDoubleStream().toArray(), cells.get("v"));
        // A label leads back to the part it names.
        assertRows(cells.cell(1).branch(1).comp(0), cells.comps().get(10).compartments());
    }

    @Test
    void shapeCountsEveryLevel() {
        assertEquals(new ModelShape(2, 5, 12), cells.shape());
        assertEquals(new ModelShape(1, 2, 2), cells.cell(0).branch(1, 2).comp(0).shape());
        assertEquals("1 cell, 2 branches, 6 compartments", cells.cell(1).shape().toString());
    }

    /** The row numbers of queries and tables are those that views select. */
    @Test
    void rowsOfViewsAreRowsOfColumns() {
        cells.select(3, 8).set("radius", 0.5, 0.25);
        View thin = cells.where("radius < 1");
        assertRows(thin, 3, 8);
        cells.select(thin.compartments()).set("length", 77);
        for (int row = 0; row < 12; row++) {
            assertEquals(
                    row == 3 || row == 8 ? 77 : 10,
                    cells.nodes().numbers("length").value(row),
                    "row " + row);
        }
    }

    /** A21. */
    @Test
    void mechanismsAreAWayToTheirValues() {
        cells.comp(0).insert(new Leak());
        cells.mechanism("Leak").set("Leak_gLeak", 1, 2, 3, 4, 5);
        assertArrayEquals(new double[] {1, 2, 3, 4, 5}, cells.mechanism("Leak").get("Leak_gLeak"));
        assertArrayEquals(new double[] {4, 5}, cells.cell(1).mechanism("Leak").get("Leak_gLeak"));
    }

    @Test
    void namesOfNumbersAreNoNamesOfGroups() {
        for (String name : new String[] {"group", "comp", "global_branch", "mechanism"}) {
            assertSays(() -> cells.addToGroup(name), "'" + name + "'", "name of its own");
        }
        assertSays(() -> cells.insert(new Leak("cell")), "'cell'", "another name");
    }

    private static void assertRows(Selection view, int... rows) {
        assertArrayEquals(rows, view.compartments(), view.label());
    }
}
