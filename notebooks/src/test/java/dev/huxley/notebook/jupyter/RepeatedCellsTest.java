package dev.huxley.notebook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.notebook.jupyter.KernelClient.Executed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory of a kernel whose cells are run again and again. */
class RepeatedCellsTest {
    private static final String MODEL =
            """
            import static dev.huxley.notebook.Huxley.*;
            import dev.huxley.fit.*;
            import dev.huxley.mechanism.hh.*;
            import dev.huxley.model.*;
            import dev.huxley.protocol.*;
            import dev.huxley.simulate.*;
            import dev.huxley.tree.*;
            import ai.djl.ndarray.types.*;

            Cell cell(int compartments) {
                Cell cell = new Cell(new Branch(new Compartment(), compartments));
                cell.insert(new HH());
                cell.comp(0).stimulate(Waveform.step(1, 2, 0.1, 0.025, 10));
                cell.comp(0).record("v");
                cell.makeTrainable("HH_gNa");
                return cell;
            }
            Cell cell = cell(50);
            Simulation kept = Simulation.of(cell).dt(0.025).build();
            int runs = 0;

            Simulation work() {
                show(run(cell, 0.025));
                gradients(p -> kept.run(p).square().mean(), cell.parameters(manager("gradient")));
                fit(Fit.minimize(p -> kept.run(p).square().mean()).iterations(3), cell.parameters(manager("fit")));
                manager("large").zeros(new Shape(2_000_000)); // 8 MB
                Simulation another = Simulation.of(cell(10 + runs++ / 5)).dt(0.025).build();
                another.run(manager("other"));
                return another;
            }
            """;

    /**
     * A run that closes its simulation, a gradient, a fit, an array, and a simulation, of a model of another form now and
     * then, which is declared again and never closed. It is one statement, since JShell keeps some ten kilobytes for
     * each.
     */
    private static final String CELL = "Simulation simulation = work();";

    @TempDir
    Path folder;

    /** A short form of the law below, which fails if a run loses its large array. */
    @Test
    void memoryHardlyGrows() throws IOException {
        requireSmallGrowth(10, 30, 0.12);
    }

    @Test
    @Tag("soak")
    void memoryStays() throws IOException {
        requireSmallGrowth(50, 200, 0.05);
    }

    private void requireSmallGrowth(int early, int late, double limit) throws IOException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "skipped: this system has no /proc");
        // A heap of fixed size: what Java has of it is no sign of what the cells keep.
        try (KernelProcess kernel = new KernelProcess(folder, 5, "-Xms300m", "-Xmx300m", "-XX:+AlwaysPreTouch")) {
            requireOk(kernel, MODEL);
            long before = 0;
            long heapBefore = 0;
            for (int run = 1; run <= late; run++) {
                requireOk(kernel, CELL);
                if (run == early) {
                    before = resident(kernel);
                    heapBefore = usedHeapMegabytes(kernel);
                }
            }
            long after = resident(kernel);
            long heapGrowth = usedHeapMegabytes(kernel) - heapBefore;
            assertTrue(heapGrowth < 15, "the used heap grew by " + heapGrowth + " MB from " + heapBefore + " MB");
            double growth = after / (double) before - 1;
            System.out.printf(
                    "resident after run %d: %d MB, after run %d: %d MB%n", early, before >> 20, late, after >> 20);
            assertTrue(
                    growth < limit,
                    "from run " + early + " to run " + late + " the resident memory grew by " + 100 * growth
                            + " %, from " + (before >> 20) + " to " + (after >> 20) + " MB");
        }
    }

    private static long usedHeapMegabytes(KernelProcess kernel) {
        return Long.parseLong(kernel.client()
                .execute("(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20")
                .lastText());
    }

    /** The memory that the process holds after a garbage collection, which also frees what Java objects hold outside the heap. */
    private static long resident(KernelProcess kernel) throws IOException {
        for (int i = 0; i < 3; i++) {
            requireOk(kernel, "System.gc(); Thread.sleep(300);");
        }
        return kernel.residentBytes();
    }

    private static void requireOk(KernelProcess kernel, String code) {
        Executed executed = kernel.client().execute(code);
        assertEquals("ok", executed.status(), () -> executed.texts().toString());
    }
}
