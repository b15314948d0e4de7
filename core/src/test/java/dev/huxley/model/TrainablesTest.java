package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.tree.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trainable parameters: who shares a value, and how values come back. */
class TrainablesTest {
    private NDManager manager;
    /** Three one-branch cells of 1, 2 and 1 compartments. */
    private Model cells;

    @BeforeEach
    void build() {
        manager = NDManager.newBaseManager();
        cells = ViewTest.cells(cell(1), cell(2), cell(1));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Cell cell(int compartments) {
        return new Cell(new Branch(new Compartment(), compartments), -1);
    }

    /** Groups of unequal size: padding of the shorter ones must not reach other compartments. */
    @Test
    void groupsOfUnequalSizeTouchNothingElse() {
        cells.set("radius", 1, 2, 4, 8);
        cells.cell(0, 1).makeTrainable("radius");
        TrainableParameter trainable = cells.trainables().get(0);
        assertGroups(trainable, new int[] {0}, new int[] {1, 2});
        assertArrayEquals(new double[] {1, 3}, trainable.values(), "means of the present values");
        cells.write(Tree.of(trainable.path(), manager.create(new double[] {10, 20})));
        assertArrayEquals(new double[] {10, 20, 20, 8}, cells.get("radius"));
        assertArrayEquals(new double[] {10, 20}, cells.trainables().get(0).values());
        assertEquals(2 * Math.PI * 20 * 10, cells.get("area")[1], 1e-9);
    }

    @Test
    void sharingFollowsTheLastLevelOfTheView() {
        Cell cell = new Cell(List.of(new Branch(new Compartment(), 2), new Branch(new Compartment(), 3)), -1, 0);
        cell.makeTrainable("v");
        cell.branch(0, 1).makeTrainable("v");
        cell.branch(0, 1).comp(0, 1).makeTrainable("v");
        cell.branch(1).loc(1).makeTrainable("v");
        cell.comp(0).addToGroup("starts");
        cell.group("starts").makeTrainable("v");
        cell.makeTrainable("v", Sharing.PER_COMPARTMENT, -1, -2, -3, -4, -5);
        List<TrainableParameter> all = cell.trainables();
        assertGroups(all.get(0), new int[] {0, 1, 2, 3, 4});
        assertGroups(all.get(1), new int[] {0, 1}, new int[] {2, 3, 4});
        assertGroups(all.get(2), new int[] {0}, new int[] {1}, new int[] {2}, new int[] {3});
        assertGroups(all.get(3), new int[] {4});
        assertGroups(all.get(4), new int[] {0, 2});
        assertGroups(all.get(5), new int[] {0}, new int[] {1}, new int[] {2}, new int[] {3}, new int[] {4});
        assertArrayEquals(new double[] {-1, -2, -3, -4, -5}, all.get(5).values());
        assertEquals("starts/v", all.get(4).path());
        assertEquals(6, cell.parameters(manager).size());
    }

    @Test
    void onlyCompartmentsWithTheMechanismTakePart() {
        Cell cell = new Cell(List.of(new Branch(new Compartment(), 2), new Branch(new Compartment(), 3)), -1, 0);
        cell.comp(1).insert(new Leak());
        cell.branch(0, 1).makeTrainable("Leak_gLeak");
        assertGroups(cell.trainables().get(0), new int[] {1}, new int[] {3});
        assertSays(
                () -> cell.comp(0, 1).makeTrainable("Leak_gLeak"), "Leak_gLeak", "branch 0, compartment 0", "insert");
        assertEquals(1, cell.trainables().size());
    }

    @Test
    void wrongTrainablesAreNamed() {
        Cell cell = cell(3);
        cell.makeTrainable("radius");
        assertSays(() -> cell.makeTrainable("radius"), "'radius'", "already", "deleteTrainables");
        assertSays(() -> cell.makeTrainable("raduis"), "'raduis'", "radius");
        assertSays(() -> cell.makeTrainable("area"), "'area'", "radius and length");
        assertSays(() -> cell.comp(0, 1).makeTrainable("v", 1, 2, 3), "'v'", "2 trainable values", "3 start values");
        assertSays(() -> cell.comp(0, 1).makeTrainable("length", 1, -2), "'length'", "-2.0", "compartment 1");
        assertEquals(1, cell.trainables().size());
        cell.deleteTrainables();
        cell.makeTrainable("radius", 3);
        assertArrayEquals(new double[] {3}, cell.trainables().get(0).values());
    }

    @Test
    void writeIsAllOrNothing() {
        Cell cell = cell(2);
        cell.comp(0, 1).makeTrainable("radius");
        cell.makeTrainable("length");
        Tree good = cell.parameters(manager);
        String radius = cell.trainables().get(0).path();
        Tree shifted = good.with(radius, manager.create(new double[] {5, 6}));
        assertSays(() -> cell.write(shifted.with("length", manager.create(new double[] {-1}))), "'length'", "-1.0");
        assertSays(() -> cell.write(shifted.with("length", manager.create(new double[] {1, 2}))), "'length'", "2");
        assertSays(() -> cell.write(shifted.with("lenght", manager.create(new double[] {1}))), "lenght", "length");
        assertSays(
                () -> cell.write(shifted.with("length", manager.create(new double[] {Double.NaN}))), "'length'", "NaN");
        assertArrayEquals(new double[] {1, 1}, cell.get("radius"));
        assertArrayEquals(new double[] {1, 1}, cell.trainables().get(0).values());
        cell.write(shifted);
        assertArrayEquals(new double[] {5, 6}, cell.get("radius"));
        assertEquals(shifted, cell.parameters(manager));
        cell.write(Tree.of("length", manager.create(new float[] {2.5f})));
        assertArrayEquals(new double[] {2.5, 2.5}, cell.get("length"));
    }

    @Test
    void parametersAreLeavesThatRequireGradients() {
        Cell cell = cell(2);
        cell.comp(0, 1).makeTrainable("v", -60, -61);
        NDArray values = cell.parameters(manager).flatten().get(0);
        assertArrayEquals(new double[] {-60, -61}, values.toDoubleArray());
        assertTrue(values.hasGradient());
        assertEquals(manager, values.getManager());
    }

    @Test
    void equalLabelsGetDifferentPaths() {
        Cell cell = cell(200);
        int[] even = IntStream.range(0, 90).map(i -> 2 * i).toArray();
        int[] fewer = Arrays.copyOf(even, 80);
        cell.select(even).makeTrainable("v");
        cell.select(fewer).makeTrainable("v");
        assertEquals(2, cell.parameters(manager).size());
    }

    private static void assertGroups(TrainableParameter trainable, int[]... groups) {
        assertEquals(groups.length, trainable.rows().size(), trainable.path());
        for (int i = 0; i < groups.length; i++) {
            assertArrayEquals(groups[i], trainable.rows().get(i), trainable.path());
        }
    }
}
