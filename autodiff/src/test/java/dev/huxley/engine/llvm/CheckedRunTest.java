package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;
import dev.huxley.engine.llvm.emit.FusedLoopTable;
import dev.huxley.engine.llvm.jit.CheckedCode;
import dev.huxley.engine.llvm.jit.LlvmLibrary;
import dev.huxley.engine.llvm.jit.NativeLibrary;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.jit.Target;
import dev.huxley.engine.llvm.jit.TargetsTest;
import dev.huxley.engine.llvm.plan.KernelLayout;
import dev.huxley.library.Resources;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Sharing;
import dev.huxley.program.Program;
import dev.huxley.program.lower.Lowering;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole runs and gradients stay inside their memory. For a process in which every address is checked: the build runs it
 * with {@code huxley.debug.bounds}, and so must who runs it alone.
 */
class CheckedRunTest {
    private static final int COMPARTMENTS = 997;

    @BeforeAll
    static void requireChecks() {
        NativeLibrary.require();
        assertTrue(CheckedCode.IS_WANTED, "nothing is checked here; run this with -Dhuxley.debug.bounds=true");
    }

    /** The checks see what they are for: a loop over more rows than the memory has. */
    @Test
    void aLoopBeyondTheMemoryIsAnError() {
        Cell cell = TargetsTest.cell();
        Program program = Lowering.lower(cell, 0.05);
        Target host = LlvmLibrary.host();
        try (NDManager manager = HuxleyRuntime.newManager();
                LlvmKernel kernel = new LlvmKernel(program, Precision.FLOAT64, new Resources(1, 1L << 28), host)) {
            RunArguments arguments = TargetsTest.arguments(manager, program, cell, 1);
            kernel.run(manager, arguments, false, RunControl.none()).close();
            NativeMemory loops = kernel.forward(KernelLayout.of(program, 1, Precision.FLOAT64, host, false))
                    .loops();
            loops.set(FusedLoopTable.ROWS, 10_000L);
            String message = assertThrows(
                            IllegalStateException.class, () -> kernel.run(manager, arguments, false, RunControl.none()))
                    .getMessage();
            assertTrue(message.contains("memory that is not its own"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everyAccessOfANetworkIsInside(int batch) {
        NetworkAgreementTest.requireAgreement(7, batch, true);
        NetworkAgreementTest.requireAgreement(8, batch, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 20})
    void everyAccessIsInsideAndResultsAgree(int batch) {
        Agreement.require(RandomCell.of(1003, batch, 6, 3, 2));
    }

    /** The rows of a cell that is large enough for a team of threads, in the pieces that its threads would claim. */
    @Test
    void everyAccessOfSharedRowsIsInside() {
        Cell cell = new Cell(new Branch(new Compartment(), COMPARTMENTS), -1);
        cell.insert(new HH());
        cell.comp(3).stimulate(Waveform.step(0.05, 0.1, 2, 0.025, 0.2));
        cell.comp(3).record("v");
        cell.comp(COMPARTMENTS - 1).record("v");
        cell.makeTrainable("HH_gNa", Sharing.PER_COMPARTMENT);
        double[][] expected = run(cell, "torch");
        double[][] actual = run(cell, "llvm");
        for (int i = 0; i < expected.length; i++) {
            double largest = Arrays.stream(expected[i]).map(Math::abs).max().orElseThrow();
            for (int k = 0; k < expected[i].length; k++) {
                assertEquals(expected[i][k], actual[i][k], 1e-9 * largest, (i == 0 ? "trace " : "gradient ") + k);
            }
        }
    }

    /** Traces and gradient. */
    private static double[][] run(Cell cell, String engine) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).engine(engine).threads(3).build();
                Tape tape = Tape.open()) {
            ArrayTree parameters = cell.parameters(manager);
            NDArray v = simulation.run(parameters);
            NDArray gradient =
                    tape.gradients(v.square().mean(), parameters).flatten().get(0);
            return new double[][] {v.toDoubleArray(), gradient.toDoubleArray()};
        }
    }
}
