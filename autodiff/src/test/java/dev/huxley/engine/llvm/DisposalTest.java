package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.simulate.Huxley;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.Tape;
import dev.huxley.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Code and memory are given back when a simulation is closed. Only with -Psoak. */
@Tag("soak")
class DisposalTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int CYCLES = 500;
    private static final int WARM_UP = 100;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @Test
    void residentSetStaysFlatOverCompilations() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "skipped: no " + STATUS + " on this system");
        RandomCell random = RandomCell.of(9, 0, 20, 2, 3);
        double atStart = 0;
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            if (cycle == WARM_UP) {
                atStart = residentMegabytes();
            }
            try (NDManager manager = Huxley.newManager();
                    Simulation simulation = Simulation.of(random.cell)
                            .dt(RandomCell.DT)
                            .tMax(1)
                            .engine("llvm")
                            .build();
                    Tape tape = Tape.open()) {
                Tree radius = Tree.of("radius", manager.create(random.cell.get("radius")));
                radius.get("radius").setRequiresGradient(true);
                Inputs inputs = Inputs.none().set(random.cell, "radius", radius.get("radius"));
                tape.gradients(simulation.run(manager, inputs).square().sum(), radius);
            }
        }
        double atEnd = residentMegabytes();
        System.out.printf("soak: %.1f MB after %d compilations, %.1f MB after %d%n", atStart, WARM_UP, atEnd, CYCLES);
        assertTrue(atEnd < 1.05 * atStart, "the resident set grew from " + atStart + " to " + atEnd + " MB");
    }

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
