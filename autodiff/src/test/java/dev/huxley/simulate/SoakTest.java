package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.model.Cell;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.Scalars;
import dev.huxley.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Native memory stays flat over thousands of runs. Only with -Psoak. */
@Tag("soak")
class SoakTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int RUNS = 2000;
    private static final int WARM_UP = 200;

    @Test
    void residentSetStaysFlatOverGradientRuns() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "skipped: no " + STATUS + " on this system");
        Cell cell = GradientTest.branchedCell();
        cell.branch(0).comp(0).stimulate(Waveform.step(0.2, 1, 0.9, 0.05, 5));
        cell.branch(0).comp(0).record("v");
        cell.makeTrainable("HH_gNa");
        cell.branch(0, 1).makeTrainable("radius");
        double atStart = 0;
        try (NDManager manager = Huxley.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.05).tMax(1).build()) {
            for (int run = 0; run < RUNS; run++) {
                if (run == WARM_UP) {
                    atStart = residentMegabytes();
                }
                try (NDManager own = manager.newSubManager();
                        Tape tape = Tape.open()) {
                    Tree parameters = cell.parameters(own);
                    NDArray v = simulation.run(parameters);
                    NDArray loss = v.add(Scalars.of(v, 65)).square().mean();
                    tape.gradients(loss, parameters);
                }
                if (run % 200 == 0) {
                    System.out.printf(
                            "soak: run %d, %.1f MB resident, Java heap %.1f MB%n",
                            run, residentMegabytes(), heapMegabytes());
                }
            }
        }
        double atEnd = residentMegabytes();
        double growth = atEnd / atStart - 1;
        System.out.printf("soak: %.1f MB after %d runs, %.1f MB after %d%n", atStart, WARM_UP, atEnd, RUNS);
        assertTrue(
                growth < 0.05,
                "the resident set grew by " + 100 * growth + " %, from " + atStart + " to " + atEnd + " MB");
    }

    /** The resident set after garbage collections that shrink Java's heap, so that what is left is native memory. */
    private static double residentMegabytes() throws IOException {
        double least = Double.POSITIVE_INFINITY;
        for (int collection = 0; collection < 5; collection++) {
            System.gc();
            least = Math.min(least, residentNow());
        }
        return least;
    }

    private static double heapMegabytes() {
        return Runtime.getRuntime().totalMemory() / 1048576.0;
    }

    private static double residentNow() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToDouble(kilobytes -> Double.parseDouble(kilobytes) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
