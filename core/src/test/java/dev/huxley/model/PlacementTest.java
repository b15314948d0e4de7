package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.model.Placement.Plane;
import dev.huxley.morphology.Swc;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Places, distances and movements. */
class PlacementTest {
    private static Cell built() {
        Compartment compartment = new Compartment();
        return new Cell(
                List.of(new Branch(compartment, 2), new Branch(compartment, 3), new Branch(compartment, 1)), -1, 0, 0);
    }

    private static Cell traced() {
        return new Cell(Swc.parse(
                "1 1 0 0 0 5 -1\n2 3 3 4 0 1 1\n3 3 6 8 0 1 2\n4 3 6 8 12 1 3\n",
                "bent",
                Swc.options().ncomp(2)));
    }

    @Test
    void directDistancesAreStraightAndPathsFollowTheBranches() {
        Cell cell = traced();
        View soma = cell.branch(0).comp(0);
        assertEquals(0, Distances.direct(soma, soma)[0]);
        double[] direct = Distances.direct(soma, cell);
        double[] path = Distances.alongBranches(soma, cell);
        for (int row = 0; row < direct.length; row++) {
            double x = cell.get("x")[row] - soma.get("x")[0];
            double y = cell.get("y")[row] - soma.get("y")[0];
            double z = cell.get("z")[row] - soma.get("z")[0];
            assertEquals(Math.sqrt(x * x + y * y + z * z), direct[row], 1e-12);
        }
        double[] length = cell.get("length");
        assertEquals((length[0] + length[1]) / 2, path[1], 1e-12);
        assertEquals(length[0] / 2 + length[2] / 2, path[2], 1e-12, "a neurite begins at the middle of a sphere");
    }

    @Test
    void pathsBetweenSiblingsPassTheirBranchPoint() {
        Cell cell = built();
        cell.set("length", 10, 20, 30, 40, 50, 60);
        assertArrayEquals(
                new double[] {15 + 20 + 5, 15 + 10, 0, 35, 80, 15 + 30},
                Distances.alongBranches(cell.branch(1).comp(0), cell),
                1e-12);
        NeuronModel two = ViewTest.cells(built(), built());
        assertEquals(Double.POSITIVE_INFINITY, Distances.alongBranches(two.select(0), two.cell(1))[0]);
        assertSays(() -> Distances.alongBranches(cell.branch(0), cell), "one compartment", "2", "comp(...)");
        assertSays(() -> Distances.direct(cell.select(0), cell), "not known", "Layout.apply");
        assertSays(() -> Distances.direct(cell.select(0), built()), "one model");
    }

    @Test
    void layoutPutsBranchesEndToEnd() {
        Cell cell = built();
        Layout.apply(cell);
        assertEquals(5, cell.get("x")[0], 1e-12);
        assertEquals(15, cell.get("x")[1], 1e-12);
        for (int branch = 1; branch < 3; branch++) {
            double[] start = {
                cell.trace(branch).orElseThrow().x()[0],
                cell.trace(branch).orElseThrow().y()[0]
            };
            assertArrayEquals(new double[] {20, 0}, start, 1e-12);
        }
        assertTrue(cell.get("y")[2] * cell.get("y")[5] < 0, "children fan out to both sides");
        double[] direct = Distances.direct(cell.branch(1).comp(0), cell.branch(1));
        assertArrayEquals(new double[] {0, 10, 20}, direct, 1e-12);
    }

    @Test
    void movementsKeepDistances() {
        for (Cell cell : List.of(built(), traced())) {
            Layout.apply(cell);
            double[] before = Distances.direct(cell.comp(0).select(0), cell);
            double[] area = cell.get("area");
            Placement.move(cell, 1, -2, 3);
            Placement.rotate(cell, 33, Plane.XZ);
            Placement.rotate(cell, -70, Plane.YZ);
            Placement.rotate(cell, 10, Plane.XY);
            Placement.moveTo(cell, 7, 8, 9);
            assertEquals(7, cell.get("x")[0], 1e-12);
            assertEquals(9, cell.get("z")[0], 1e-12);
            assertArrayEquals(before, Distances.direct(cell.select(0), cell), 1e-9);
            assertArrayEquals(area, cell.get("area"));
        }
        Cell cell = traced();
        double[] x = cell.get("x");
        Placement.rotate(cell, 90, Plane.XY);
        assertArrayEquals(x, cell.get("y"), 1e-12, "x turns to y");
        // The traced points moved too: another cut is where the cell is.
        Cell cut = cell.withCompartments(1, 2);
        assertArrayEquals(cell.branch(1).get("y"), cut.branch(1).get("y"), 1e-12);
        assertEquals(Arrays.stream(cell.branch(0).get("y")).average().orElseThrow(), cut.get("y")[0], 1e-9);
    }

    @Test
    void layersPlaceCellsSideBySide() {
        NeuronModel cells = new Network(built(), built(), traced());
        Placement.layers(cells, new int[] {2, 1}, 500, 1500, false);
        assertArrayEquals(
                new double[] {0, 0, 1500},
                new double[] {first(cells, 0, "x"), first(cells, 1, "x"), first(cells, 2, "x")},
                1e-9);
        assertArrayEquals(
                new double[] {-250, 250, 0},
                new double[] {first(cells, 0, "y"), first(cells, 1, "y"), first(cells, 2, "y")},
                1e-9);
        Placement.layers(cells, new int[] {1, 2}, 100, 300, true);
        assertEquals(300, first(cells, 2, "y"), 1e-9);
        assertEquals(50, first(cells, 2, "x"), 1e-9);
        assertSays(() -> Placement.layers(cells, new int[] {1, 1}, 1, 1, true), "[1, 1]", "3 cells");
        assertSays(() -> Placement.move(cells.branch(0), 1, 1, 1), "whole cells", "2 of the 6", "cell 0");
        assertSays(() -> Placement.move(cells, Double.NaN, 1, 1), "NaN");
        assertSays(() -> Placement.moveEachTo(cells, new double[1], new double[1], new double[1]), "3 cells", "1");
    }

    private static double first(NeuronModel cells, int cell, String axis) {
        return cells.cell(cell).get(axis)[0];
    }
}
