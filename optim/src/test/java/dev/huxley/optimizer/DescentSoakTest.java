package dev.huxley.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.tree.ArrayTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Native memory over many steps, as the operating system sees it. */
@Tag("soak")
class DescentSoakTest {
    private static final Path STATUS = Path.of("/proc/self/status");

    /**
     * Each step makes about 10 arrays of 80 kB: leaking one of them would cost 800 MB. Resident memory first rises to a
     * plateau (by about 120 MB with a heap of 2 GB: buffers wait for the garbage collector), so it is compared from
     * there.
     */
    @Test
    void tenThousandMoreStepsTakeNoMoreMemory() throws IOException {
        Assumptions.assumeTrue(Files.exists(STATUS), "resident memory is read from /proc/self/status");
        Optimizer optimizer = new ClippedGradient(1, new Adam(0.01));
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray ones = manager.ones(new Shape(10_000), DataType.FLOAT64);
            ArrayTree parameters = ArrayTree.of("soma/HH_gNa", ones);
            try (Descent descent = Descent.start(manager, optimizer, parameters)) {
                for (int i = 0; i < 10_000; i++) {
                    descent.step(parameters, 1);
                }
                int arrays = manager.getManagedArrays().size();
                long before = residentKilobytes();
                for (int i = 0; i < 10_000; i++) {
                    descent.step(parameters, 1);
                }
                long after = residentKilobytes();
                assertEquals(arrays, manager.getManagedArrays().size());
                assertTrue(after - before < 100_000, "resident memory went from " + before + " to " + after + " kB");
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
