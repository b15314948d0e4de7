package dev.huxley.engine.llvm.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal texts share their code within a process, and between processes through the cache. */
class SharedCodeTest {
    private static final long LARGE = 1 << 20;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @Test
    void equalTextsAreCompiledOnceAndFreedWithTheLastUse() {
        SharedCode shared = withoutCache();
        CompiledModule first = module(shared, 3);
        CompiledModule second = module(shared, 3);
        CompiledModule other = module(shared, 4);
        assertEquals(2, shared.compiled(), "compilations of two texts");
        assertEquals(first.address("number"), second.address("number"));
        assertNotEquals(first.address("number"), other.address("number"));
        other.close();
        first.close();
        first.close();
        assertThrows(IllegalStateException.class, () -> first.address("number"));
        assertEquals(3, result(second), "after one of two uses was closed, twice");
        assertEquals(1, shared.open());
        second.close();
        assertEquals(0, shared.open());
        try (CompiledModule again = module(shared, 3)) {
            assertEquals(3, result(again));
            assertEquals(3, shared.compiled(), "compilations, one after all was freed");
        }
    }

    @Test
    void threadsThatAskForTheSameCodeWaitForOneCompilation() throws Exception {
        SharedCode shared = withoutCache();
        int count = 8;
        CyclicBarrier together = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        for (int round = 1; round <= 5; round++) {
            int number = round;
            List<Future<CompiledModule>> modules = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                // The rounds' other texts are compiled meanwhile.
                int own = i % 2 == 0 ? number : 100 * number + i;
                modules.add(threads.submit(() -> {
                    together.await();
                    CompiledModule module = module(shared, own);
                    assertEquals(own, result(module));
                    return module;
                }));
            }
            for (Future<CompiledModule> module : modules) {
                module.get();
            }
            assertEquals(5 * round, shared.compiled(), "compilations of 5 texts in each of " + round + " rounds");
            assertEquals(5, shared.open());
            for (Future<CompiledModule> module : modules) {
                module.get().close();
            }
            assertEquals(0, shared.open());
        }
        threads.shutdown();
    }

    @Test
    void aFailureIsNotKept() {
        SharedCode shared = withoutCache();
        for (int i = 0; i < 2; i++) {
            assertThrows(IllegalStateException.class, () -> new CompiledModule("nonsense", LlvmLibrary.host(), shared));
        }
        assertEquals(0, shared.open());
        assertEquals(2, shared.linked(), "attempts");
    }

    @Test
    void anotherProcessCompilesNothing() {
        try (CompiledModule first = module(withCache(), 5)) {
            assertEquals(5, result(first));
        }
        SharedCode second = withCache();
        try (CompiledModule module = module(second, 5)) {
            assertEquals(0, second.compiled());
            assertEquals(1, second.linked());
            assertEquals(5, result(module));
        }
    }

    @Test
    void damagedEntriesAreRebuilt() throws IOException {
        module(withCache(), 5).close();
        Path file = entry();
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        damaged[damaged.length - 20] ^= 1;
        Files.write(file, damaged);
        SharedCode second = withCache();
        try (CompiledModule module = module(second, 5)) {
            assertEquals(1, second.compiled());
            assertEquals(5, result(module));
        }
        assertEquals(whole.length, Files.size(entry()), "the size of the rebuilt entry");
    }

    /** As when it was made by a process that had other libraries; its checksum is right. */
    @Test
    void entriesThatCannotBeLinkedAreCompiledAnew() {
        Target host = LlvmLibrary.host();
        CodeKey key = CodeKey.of(text(5), host);
        byte[] unresolved = CodeGeneration.compile(
                "declare void @huxley_no_such_function()\ndefine void @number(ptr %words) {\nentry:\n"
                        + "  call void @huxley_no_such_function()\n  ret void\n}\n",
                host);
        byte[] withoutTheFunction =
                CodeGeneration.compile("define void @other(ptr %words) {\nentry:\n  ret void\n}\n", host);
        for (byte[] wrong : new byte[][] {unresolved, withoutTheFunction, new byte[100], {}}) {
            new ObjectCache(temporary, LARGE).write(key, wrong);
            SharedCode shared = withCache();
            try (CompiledModule module = module(shared, 5)) {
                assertEquals(1, shared.compiled(), "compilations, with an entry of " + wrong.length + " bytes");
                assertEquals(5, result(module));
            }
            SharedCode second = withCache();
            try (CompiledModule module = module(second, 5)) {
                assertEquals(0, second.compiled(), "compilations after the entry was made anew");
                assertEquals(5, result(module));
            }
        }
    }

    @Test
    void anEntryForOtherFeaturesOrAnotherLlvmIsNotUsed() {
        Target host = LlvmLibrary.host();
        ObjectCache cache = new ObjectCache(temporary, LARGE);
        byte[] wrong = CodeGeneration.compile(text(6), host);
        cache.write(CodeKey.of(text(5), host, "19.1.0", "development"), wrong);
        cache.write(CodeKey.of(text(5), host, LlvmLibrary.version(), "0.0.1"), wrong);
        cache.write(CodeKey.of(text(5), new Target(host.triple(), host.cpu(), "")), wrong);
        SharedCode shared = withCache();
        try (CompiledModule module = module(shared, 5)) {
            assertEquals(1, shared.compiled());
            assertEquals(5, result(module));
        }
    }

    @Test
    void aRunWithNewValuesNeverCompiles() {
        SharedCode shared = SharedCode.ofProcess();
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell)) {
            runWithGradient(simulation, cell, manager);
            int linked = shared.linked();
            for (int run = 0; run < 20; run++) {
                cell.set("HH_gNa", 0.1 + 1e-3 * run);
                runWithGradient(simulation, cell, manager);
            }
            assertEquals(linked, shared.linked(), "codes linked after 20 runs with new values");
        }
    }

    @Test
    void simulationsOfTheSameFormShareTheirCode() {
        SharedCode shared = SharedCode.ofProcess();
        Cell cell = cell();
        Cell other = cell();
        other.set("HH_gNa", 0.2);
        int before = shared.open();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation second = simulation(other)) {
            try (Simulation first = simulation(cell)) {
                runWithGradient(first, cell, manager);
                int linked = shared.linked();
                int open = shared.open();
                runWithGradient(second, other, manager);
                assertEquals(linked, shared.linked(), "codes linked after a second simulation");
                assertEquals(open, shared.open(), "codes in use by two simulations");
            }
            runWithGradient(second, other, manager);
        }
        assertEquals(before, shared.open(), "codes in use after both simulations were closed");
    }

    /** As in a notebook, where a cell that is run again replaces its simulation. */
    @Test
    void aSimulationThatWasForgottenFreesItsCode() throws InterruptedException {
        SharedCode shared = SharedCode.ofProcess();
        int before = shared.open();
        int open = forget();
        assertTrue(open > before, "codes in use: " + before + " before, " + open + " with a simulation");
        for (int i = 0; i < 200 && shared.open() > before; i++) {
            System.gc();
            Thread.sleep(50);
        }
        assertEquals(before, shared.open(), "codes in use after the simulation was forgotten");
    }

    /** Runs a simulation that is not closed; returns the number of codes in use then. */
    private static int forget() {
        Cell cell = cell();
        cell.comp(1).record("HH_m");
        try (NDManager manager = HuxleyRuntime.newManager()) {
            runWithGradient(simulation(cell), cell, manager);
        }
        return SharedCode.ofProcess().open();
    }

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.insert(new HH());
        cell.comp(0).stimulate(Waveform.step(0.2, 0.5, 0.02, 0.1, 1));
        cell.comp(2).record("v");
        cell.makeTrainable("HH_gNa");
        return cell;
    }

    private static Simulation simulation(Cell cell) {
        return Simulation.of(cell).dt(0.1).engine("llvm").build();
    }

    private static void runWithGradient(Simulation simulation, Cell cell, NDManager manager) {
        try (NDManager own = manager.newSubManager();
                Tape tape = Tape.open()) {
            ArrayTree parameters = cell.parameters(own);
            tape.gradients(simulation.run(parameters).square().mean(), parameters);
        }
    }

    private static CompiledModule module(SharedCode shared, int number) {
        return new CompiledModule(text(number), LlvmLibrary.host(), shared);
    }

    /** A function that sets the first word to a number. */
    private static String text(int number) {
        return "define void @number(ptr %words) {\nentry:\n  store i64 " + number
                + ", ptr %words, align 8\n  ret void\n}\n";
    }

    private static long result(CompiledModule module) {
        long[] result = {0};
        try (NativeMemory words = NativeMemory.ofLongs(1)) {
            module.function("number").call(words);
            result[0] = words.pointer()
                    .asByteBuffer()
                    .order(java.nio.ByteOrder.nativeOrder())
                    .getLong();
        }
        return result[0];
    }

    private SharedCode withoutCache() {
        return new SharedCode(new ObjectCache(null, LARGE));
    }

    private SharedCode withCache() {
        return new SharedCode(new ObjectCache(temporary, LARGE));
    }

    private Path entry() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), "entries: " + all);
            return all.get(0);
        }
    }
}
