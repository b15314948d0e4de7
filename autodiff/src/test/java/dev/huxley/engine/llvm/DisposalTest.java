package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrModule;
import dev.huxley.engine.llvm.ir.VectorMath;
import dev.huxley.engine.llvm.jit.CompiledModule;
import dev.huxley.engine.llvm.jit.LlvmLibrary;
import dev.huxley.engine.llvm.jit.NativeLibrary;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.jit.ObjectCache;
import dev.huxley.engine.llvm.jit.SharedCode;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
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
    private static final int LATE = 300;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    /** Nothing comes from the cache, and no two texts are equal. */
    @Test
    void residentSetStaysFlatOverCompilations() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "skipped: no " + STATUS + " on this system");
        SharedCode shared = new SharedCode(new ObjectCache(null, 0));
        Peaks peaks = new Peaks();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            peaks.look(cycle);
            double number = cycle;
            IrModule module = new IrModule(LlvmLibrary.host(), Precision.FLOAT64);
            module.entry("power", function -> {
                Arithmetic vector = function.arithmetic(8);
                String value = VectorMath.exp(vector, VectorMath.log(vector, vector.constant(number)));
                vector.store(value, "%words");
                function.returnVoid();
            });
            try (CompiledModule compiled = new CompiledModule(module.text(), LlvmLibrary.host(), shared);
                    NativeMemory memory = NativeMemory.ofNumbers(8, Precision.FLOAT64)) {
                compiled.function("power").call(memory);
                assertEquals(number, memory.get(7), 1e-12 * number, "cycle " + cycle);
            }
        }
        assertEquals(CYCLES, shared.compiled());
        peaks.requireFlat();
    }

    @Test
    void residentSetStaysFlatOverSimulations() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "skipped: no " + STATUS + " on this system");
        RandomCell random = RandomCell.of(9, 0, 20, 2, 3);
        Peaks peaks = new Peaks();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            peaks.look(cycle);
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = Simulation.of(random.cell)
                            .dt(RandomCell.DT)
                            .tMax(1)
                            .engine("llvm")
                            .build();
                    Tape tape = Tape.open()) {
                ArrayTree radius = ArrayTree.of("radius", manager.create(random.cell.get("radius")));
                radius.get("radius").setRequiresGradient(true);
                Inputs inputs = Inputs.none().with(random.cell, "radius", radius.get("radius"));
                tape.gradients(simulation.run(manager, inputs).square().sum(), radius);
            }
        }
        peaks.requireFlat();
    }

    /** The C library and the Java heap give memory back by fits and starts, so peaks over many cycles are compared. */
    private static final class Peaks {
        private double early;
        private double late;

        void look(int cycle) throws IOException {
            if (cycle >= WARM_UP && cycle % 20 == 0) {
                double resident = residentMegabytes();
                early = cycle < LATE ? Math.max(early, resident) : early;
                late = cycle >= LATE ? Math.max(late, resident) : late;
            }
        }

        void requireFlat() {
            System.out.printf(
                    "soak: at most %.1f MB from cycle %d on, %.1f MB from %d to %d%n",
                    early, WARM_UP, late, LATE, CYCLES);
            assertTrue(late < 1.05 * early, "the resident set grew from " + early + " to " + late + " MB");
        }
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
