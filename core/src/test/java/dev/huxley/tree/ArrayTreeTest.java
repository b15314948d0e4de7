package dev.huxley.tree;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ArrayTreeTest {
    private NDManager manager;
    private ArrayTree tree;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
        tree = ArrayTree.builder()
                .set("soma/HH_gNa", manager.create(new double[] {0.12, 0.13}))
                .set("radius", manager.create(2.0))
                .set("soma/gates/m", manager.create(new float[] {0.5f, Float.NaN}))
                .set("count", manager.create(new int[] {1, 2, 3}))
                .build();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static void assertFails(Executable action, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }

    private ArrayTree copy(ArrayTree original) {
        return original.map(NDArray::duplicate);
    }

    @Test
    void leavesAreOrderedDepthFirstByFirstInsertion() {
        assertEquals(List.of("soma/HH_gNa", "soma/gates/m", "radius", "count"), tree.paths());
        assertEquals(List.of("soma", "radius", "count"), tree.names());
        assertEquals(4, tree.size());
        ArrayTree replaced = tree.with("soma/HH_gNa", manager.create(1.0));
        assertEquals(tree.paths(), replaced.paths(), "replacing keeps the place");
        List<String> visited = new ArrayList<>();
        tree.forEach((path, array) -> visited.add(path));
        assertEquals(tree.paths(), visited);
    }

    @Test
    void withAndWithoutLeaveTheOriginalAlone() {
        ArrayTree before = copy(tree);
        ArrayTree more = tree.with("soma/gates/h", manager.create(0.6));
        ArrayTree less = tree.without("soma");
        assertEquals(before, tree);
        assertEquals(5, more.size());
        assertEquals(List.of("radius", "count"), less.paths());
        assertSame(tree.get("radius"), more.get("radius"), "other arrays are shared, not copied");
    }

    @Test
    void removingTheLastLeafRemovesItsFolders() {
        ArrayTree less = tree.without("soma/gates/m");
        assertFalse(less.contains("soma/gates"));
        assertTrue(less.contains("soma/HH_gNa"));
        assertEquals(
                ArrayTree.empty(), ArrayTree.of("a/b/c", manager.create(1.0)).without("a/b/c"));
    }

    @Test
    void subtreeAndWithAreInverse() {
        assertEquals(tree, tree.with("soma", tree.subtree("soma")));
        ArrayTree moved = ArrayTree.empty().with("cell/0", tree);
        assertEquals(tree, moved.subtree("cell/0"));
        assertSame(tree.get("soma/gates/m"), moved.get("cell/0/soma/gates/m"));
        assertEquals(List.of("m"), tree.subtree("soma/gates").paths());
    }

    @Test
    void settingAFolderReplacesIt() {
        ArrayTree other = ArrayTree.of("K", manager.create(1.0));
        assertEquals(
                List.of("soma/K", "radius", "count"), tree.with("soma", other).paths());
        assertEquals(
                List.of("radius", "count"), tree.with("soma", ArrayTree.empty()).paths());
        assertSame(tree, tree.with("dendrite", ArrayTree.empty()));
    }

    @Test
    void unflattenUndoesFlatten() {
        NDList arrays = tree.flatten();
        assertEquals(4, arrays.size());
        ArrayTree again = tree.unflatten(arrays);
        assertEquals(tree, again);
        for (String path : tree.paths()) {
            assertSame(tree.get(path), again.get(path), path);
        }
        assertEquals(
                ArrayTree.empty(), ArrayTree.empty().unflatten(ArrayTree.empty().flatten()));
        assertFails(() -> tree.unflatten(new NDList(manager.create(1.0))), "4 leaves", "1 arrays", "soma/gates/m");
    }

    @Test
    void mapObeysIdentityAndComposition() {
        ArrayTree numbers = tree.without("count");
        assertEquals(numbers, numbers.map(array -> array));
        ArrayTree twoMaps = numbers.map(NDArray::exp).map(NDArray::neg);
        assertEquals(numbers.map(array -> array.exp().neg()), twoMaps);
        List<String> seen = new ArrayList<>();
        tree.mapWithPath((path, array) -> {
            seen.add(path);
            assertSame(tree.get(path), array);
            return array;
        });
        assertEquals(tree.paths(), seen);
    }

    @Test
    void zipPairsByPathWhateverTheOrder() {
        ArrayTree reversed = ArrayTree.builder()
                .set("b", manager.create(10.0))
                .set("a", manager.create(20.0))
                .build();
        ArrayTree sum = ArrayTree.of("a", manager.create(1.0))
                .with("b", manager.create(2.0))
                .zip(reversed, NDArray::add);
        assertEquals(List.of("a", "b"), sum.paths());
        assertEquals(21.0, sum.get("a").getDouble());
        assertEquals(12.0, sum.get("b").getDouble());
        assertEquals(tree, tree.zip(tree, (first, second) -> second));
    }

    @Test
    void zipNamesThePathsThatDiffer() {
        ArrayTree other = tree.without("radius").with("length", manager.create(1.0));
        assertFails(() -> tree.zip(other, (a, b) -> a), "first has [radius]", "second has [length]");
    }

    @Test
    void equalityIsOfBitsAndNotOfOrder() {
        assertEquals(tree, copy(tree), "NaN equals NaN");
        assertEquals(tree.hashCode(), copy(tree).hashCode());
        ArrayTree turned = ArrayTree.builder()
                .set("count", tree.get("count"))
                .set("soma", tree.subtree("soma"))
                .set("radius", tree.get("radius"))
                .build();
        assertEquals(tree, turned);
        assertEquals(tree.hashCode(), turned.hashCode());
        assertAll(
                () -> assertNotEquals(tree, tree.with("radius", manager.create(Math.nextUp(2.0))), "one bit"),
                () -> assertNotEquals(tree, tree.with("radius", manager.create(2.0f)), "data type"),
                () -> assertNotEquals(tree, tree.with("radius", manager.create(new double[] {2.0})), "shape"),
                () -> assertNotEquals(tree, tree.without("radius")),
                () -> assertNotEquals(tree, tree.with("count", manager.create(new int[] {1, 2, 4}))),
                () -> assertNotEquals(
                        ArrayTree.of("a", manager.create(0.0)),
                        ArrayTree.of("a", manager.create(-0.0)),
                        "negative zero"),
                () -> assertEquals(
                        ArrayTree.of("a", manager.create(Double.NaN)),
                        ArrayTree.of("a", manager.create(Double.longBitsToDouble(0x7ff8000000000001L))),
                        "any NaN"));
    }

    @Test
    void structureIsPathsTypesAndShapes() {
        assertEquals(
                new ArrayTree.ArrayType(DataType.FLOAT64, new Shape(2)),
                tree.structure().get("soma/HH_gNa"));
        assertTrue(tree.sameStructure(tree.map(NDArray::onesLike)));
        assertFalse(tree.sameStructure(tree.with("radius", manager.create(new double[] {1}))));
        assertFalse(tree.sameStructure(tree.without("radius")));
    }

    @Test
    void aMissingPathListsWhatIsThereAndTheNearestName() {
        assertFails(
                () -> tree.get("soma/HH_gna"),
                "soma/HH_gna",
                "soma/HH_gNa, soma/gates/m",
                "did you mean \"soma/HH_gNa\"");
        assertFails(() -> tree.subtree("soma/gate"), "did you mean \"soma/gates\"");
        assertFails(() -> tree.without("radios"), "did you mean \"radius\"");
        assertFails(() -> ArrayTree.empty().get("a"), "the tree is empty");
        String far = assertThrows(IllegalArgumentException.class, () -> tree.get("xyzuvwq"))
                .getMessage();
        assertFalse(far.contains("did you mean"), far);
    }

    @Test
    void leavesAndFoldersAreNotMistakenForEachOther() {
        NDArray one = manager.create(1.0);
        assertFails(() -> tree.get("soma"), "folder", "HH_gNa", "subtree");
        assertFails(() -> tree.subtree("radius"), "radius", "use get");
        assertFails(() -> tree.with("radius/x", one), "\"radius\" is an array");
        assertFails(() -> tree.with("soma/gates/m/x/y", one), "\"soma/gates/m\" is an array");
        assertFails(() -> tree.with("soma", one), "\"soma\" is a folder", "gates");
        assertFails(() -> tree.with("radius", tree), "\"radius\" is an array");
        assertFails(() -> tree.with("radius", ArrayTree.empty()), "\"radius\" is an array");
        assertFalse(tree.contains("radius/x"));
        assertTrue(tree.contains("soma"));
    }

    @Test
    void malformedPathsAndNullArraysAreRefused() {
        NDArray one = manager.create(1.0);
        for (String bad : new String[] {"", " ", "/", "a//b", "/a", "a/"}) {
            assertFails(() -> tree.with(bad, one), "\"" + bad + "\"", "soma/HH_gNa");
            assertFails(() -> tree.get(bad), "\"" + bad + "\"");
        }
        assertFails(() -> tree.get((String) null), "null");
        assertFails(() -> tree.with("a", (NDArray) null), "\"a\" is null");
        assertFails(() -> tree.with("a", (ArrayTree) null), "\"a\" is null");
        assertFails(() -> tree.map(array -> null), "soma/HH_gNa", "null");
    }

    @Test
    void textShowsNamesShapesTypesAndFirstValues() {
        ArrayTree shown = tree.with("long", manager.arange(10))
                .with("flag", manager.create(new boolean[] {true}))
                .with("none", manager.create(new Shape(0), DataType.FLOAT64));
        int before = manager.getManagedArrays().size();
        String text = shown.toString();
        assertEquals(before, manager.getManagedArrays().size(), "printing leaves no arrays behind");
        assertTrue(
                text.contains("soma\n  HH_gNa  (2) float64  [0.12, 0.13]\n  gates\n    m  (2) float32  [0.5, NaN]"),
                text);
        assertTrue(text.contains("radius  () float64  2.0"), text);
        assertTrue(text.contains("[0, 1, 2, 3, 4, 5, ...]"), text);
        assertTrue(text.contains("[true]"), text);
        assertTrue(text.contains("none    (0) float64  []"), text);
        assertEquals("(empty tree)", ArrayTree.empty().toString());
        NDArray closed = manager.create(1.0);
        ArrayTree withClosed = ArrayTree.of("a", closed);
        closed.close();
        assertEquals("a  (closed array)", withClosed.toString());
    }

    @Test
    void aTreeOwnsNoArrays() {
        int before = manager.getManagedArrays().size();
        ArrayTree other = tree.with("x/y", tree.get("radius")).without("soma").with("z", tree);
        other.flatten();
        assertEquals(before, manager.getManagedArrays().size());
        assertFalse(tree.get("soma/HH_gNa").isReleased());
    }
}
