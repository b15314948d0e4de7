package dev.huxley.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.tree.ArrayTree;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of arrays in files. */
class TreeFileTest {
    @TempDir
    Path folder;

    @Test
    void aTreeThatWasReadAgainIsTheSameInEveryBit() {
        try (NDManager manager = NDManager.newBaseManager()) {
            ArrayTree tree = ArrayTree.builder()
                    .set("soma/HH_gNa", manager.create(new double[] {0.12, Double.NaN, -0.0, Double.MIN_VALUE}))
                    .set("soma/HH_gK", manager.create(1.5))
                    .set("net/w", manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3)))
                    .set("net/half", manager.create(new float[] {1, 2}).toType(DataType.FLOAT16, true))
                    .set("places", manager.create(new int[] {1, -2}))
                    .set("long", manager.create(new long[] {Long.MIN_VALUE}))
                    .set("bytes", manager.create(new byte[] {-1, 2}))
                    .set("unsigned", manager.create(new int[] {255, 0}).toType(DataType.UINT8, true))
                    .set("mask", manager.create(new boolean[] {true, false, true}))
                    .build();
            Path file = folder.resolve("parameters.huxley");
            TreeFile.write(tree, file);
            ArrayTree read = TreeFile.read(file, manager);
            assertEquals(tree, read);
            assertEquals(tree.paths(), read.paths(), "order");
            assertEquals(manager, read.get("soma/HH_gK").getManager());
            assertEquals(
                    List.of(),
                    TreeFile.parse(TreeFile.bytes(ArrayTree.empty()), "empty", manager)
                            .paths());
        }
    }

    @Test
    void damagedAndOtherFilesAreRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            byte[] bytes = TreeFile.bytes(ArrayTree.of("a", manager.create(new double[] {1, 2})));
            for (int at = 0; at < bytes.length; at++) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= 4;
                try {
                    assertEquals(
                            ArrayTree.of("a", manager.create(new double[] {1, 2})),
                            TreeFile.parse(damaged, "damaged", manager),
                            "byte " + at);
                } catch (StorageException expected) {
                    assertEquals(0, expected.getMessage().indexOf("damaged: "));
                }
            }
            ModelFileTest.assertSays(
                    () -> TreeFile.parse(ModelFile.bytes(StoredModels.traced()), "a model", manager),
                    "huxley-model",
                    "not a huxley-tree");
            assertThrows(StorageException.class, () -> ModelFileTest.parse(bytes));
        }
    }
}
