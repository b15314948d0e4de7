package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.mechanism.hh.HH;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Views are index sets on the model's compartments, numbered locally. */
class ViewTest {
    /** Two cells: branches of 2, 3 and 1 compartments (0-5), and of 4 and 2 (6-11). */
    private NeuronModel cells;

    @BeforeEach
    void build() {
        Compartment compartment = new Compartment();
        Cell first = new Cell(
                List.of(new Branch(compartment, 2), new Branch(compartment, 3), new Branch(compartment, 1)), -1, 0, 0);
        Cell second = new Cell(List.of(new Branch(compartment, 4), new Branch(compartment, 2)), -1, 0);
        cells = cells(first, second);
    }

    static NeuronModel cells(Cell... parts) {
        List<Cell> list = List.of(parts);
        return new NeuronModel(
                Structure.ofCells(list.stream().map(NeuronModel::structure).toList()), list) {};
    }

    @Test
    void levelsCountWithinTheLevelAbove() {
        assertView(cells.cell(1), 6, 7, 8, 9, 10, 11);
        assertView(cells.branch(1), 2, 3, 4, 10, 11);
        assertView(cells.cell(0).branch(2), 5);
        assertView(cells.comp(0), 0, 2, 5, 6, 10);
        assertView(cells.cell(1).branch(0).comp(1, 3), 7, 9);
        assertView(cells.branch(1).comp(2), 4);
        assertView(cells.cell(0, 1).branch(0, 1).comp(1), 1, 3, 7, 11);
    }

    @Test
    void indicesMayBeRangesMasksAndAll() {
        assertView(cells.cell(0).branch(Index.range(1, 3)), 2, 3, 4, 5);
        assertView(cells.cell(0).branch(Index.mask(true, false, true)), 0, 1, 5);
        assertView(cells.cell(Index.all()).branch(0).comp(Index.all()), 0, 1, 6, 7, 8, 9);
        assertView(cells.comp(Index.range(2, 100)), 4, 8, 9);
    }

    @Test
    void placesOnBranchesAreCompartmentsThatContainThem() {
        assertView(cells.loc(0), 0, 2, 5, 6, 10);
        assertView(cells.loc(1), 1, 4, 5, 9, 11);
        // On a border (two and four compartments) the one nearer to the root, as in Jaxley.
        assertView(cells.loc(0.5), 0, 3, 5, 7, 10);
        assertView(cells.loc(0.51), 1, 3, 5, 8, 11);
        assertView(cells.cell(1).branch(0).loc(0.49), 7);
    }

    @Test
    void groupsAndMechanismsNarrowAndNest() {
        cells.cell(0).branch(1).addToGroup("apical");
        cells.cell(1).comp(0).addToGroup("apical");
        cells.branch(0).insert(new HH());
        assertView(cells.group("apical"), 2, 3, 4, 6, 10);
        assertView(cells.cell(1).group("apical"), 6, 10);
        assertView(cells.group("apical").comp(0), 2, 6, 10);
        assertView(cells.mechanism("HH"), 0, 1, 6, 7, 8, 9);
        assertView(cells.group("apical").mechanism("HH"), 6);
        assertEquals(Set.of("apical"), cells.groups());
    }

    @Test
    void selectionsAreRowNumbersOrFlags() {
        assertArrayEquals(new int[] {7, 0, 3}, cells.select(7, 0, 3).compartments());
        assertView(cells.cell(0).branch(1).select(true, false, true), 2, 4);
    }

    @Test
    void labelsSayWhatIsInView() {
        assertEquals(
                "cell(0).branch(1,2).comp(0)",
                cells.cell(0).branch(1, 2).comp(0).label());
        assertEquals("", cells.label());
        assertEquals(
                "cell(0).branch(0-2): 6 compartments",
                cells.cell(0).branch(0, 1, 2).toString());
        assertEquals("select(0,1,5)", cells.select(0, 1, 5).label());
    }

    @Test
    void viewsOfNothingAreErrorsWithWhatThereIs() {
        assertSays(() -> cells.cell(2), "cell(2)", "0,1");
        assertSays(() -> cells.cell(1).branch(2), "branch(2)", "cell(1)", "0,1");
        assertSays(() -> cells.branch(0).comp(7), "comp(7)", "branch(0)", "0-3");
        assertSays(() -> cells.comp(Index.range(10, 20)), "comp(10-19)", "empty");
        assertSays(() -> cells.comp(-1), "-1", "from 0");
        assertSays(() -> cells.loc(1.01), "1.01", "between 0 and 1");
        assertSays(() -> cells.loc(Double.NaN), "NaN");
        assertSays(() -> cells.select(12), "12", "0-11");
        assertSays(() -> cells.cell(0).select(6), "6", "0-5");
        assertSays(() -> cells.cell(0).branch(0).select(true), "1 flags", "2 compartments");
        assertSays(() -> Index.of(), "at least one");
        assertSays(() -> Index.range(3, 3), "range(3, 3)");
        cells.cell(0).comp(0).addToGroup("soma");
        assertSays(() -> cells.group("smoa"), "'smoa'", "Did you mean 'soma'");
        assertSays(() -> cells.cell(1).group("soma"), "cell(1).soma", "empty");
        cells.insert(new HH());
        assertSays(() -> cells.mechanism("Hh"), "mechanism 'Hh'", "HH");
    }

    private static void assertView(View view, int... compartments) {
        assertArrayEquals(compartments, view.compartments(), view.label());
    }

    @Test
    void groupNamesCannotBePaths() {
        Cell cell = new Cell(new Compartment());
        for (String name : new String[] {"", " ", "a/b", "/"}) {
            assertSays(() -> cell.addToGroup(name), "'" + name + "'", "group");
        }
    }
}
