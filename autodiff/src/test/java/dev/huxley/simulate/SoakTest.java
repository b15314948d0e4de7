package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.model.Cell;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
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
    private static final int WINDOW = 400;

    @Test
    void residentSetStaysFlatOverGradientRuns() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "skipped: no " + STATUS + " on this system");
        Cell cell = GradientTest.branchedCell();
        cell.branch(0).comp(0).stimulate(Waveform.step(0.2, 1, 0.9, 0.05, 5));
        cell.branch(0).comp(0).record("v");
        cell.makeTrainable("HH_gNa");
        cell.branch(0, 1).makeTrainable("radius");
        // The C library gives memory back by fits and starts, so peaks over many runs are compared.
        double early = 0;
        double late = 0;
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.05).tMax(1).build()) {
            for (int run = 0; run < RUNS; run++) {
                try (NDManager own = manager.newSubManager();
                        Tape tape = Tape.open()) {
                    ArrayTree parameters = cell.parameters(own);
                    NDArray v = simulation.run(parameters);
                    NDArray loss = v.add(65)
                            .div(2)
                            .pow(2)
                            .maximum(1e-9)
                            .mul(own.create(new double[] {2}))
                            .mean();
                    tape.gradients(loss, parameters);
                }
                if (run % 20 == 0) {
                    double resident = residentMegabytes();
                    early = run >= WARM_UP && run < WARM_UP + WINDOW ? Math.max(early, resident) : early;
                    late = run >= RUNS - WINDOW ? Math.max(late, resident) : late;
                }
            }
        }
        double growth = late / early - 1;
        System.out.printf("soak: at most %.1f MB early, %.1f MB late%n", early, late);
        assertTrue(
                growth < 0.05,
                "the resident set grew by " + 100 * growth + " %, from " + early + " to " + late + " MB");
    }

    /** The resident set after a garbage collection, so that Java's heap counts as little as it can. */
    private static double residentMegabytes() throws IOException {
        System.gc();
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToDouble(kilobytes -> Double.parseDouble(kilobytes) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
