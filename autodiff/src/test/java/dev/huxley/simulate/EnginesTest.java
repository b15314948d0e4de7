package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.library.JavaProcess;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
    @Test
    void anUnknownEngineIsAnErrorThatNamesAll() {
        String message = assertThrows(IllegalArgumentException.class, () -> Engines.named("jax"))
                .getMessage();
        assertTrue(message.contains("'jax'") && message.contains("llvm") && message.contains("torch"), message);
    }

    /** In a process of its own, in which LLVM's library is looked for under the name of another platform. */
    @Test
    void aLibraryThatDoesNotLoadIsSaidOnceAndTorchRunsInstead(@TempDir Path folder)
            throws IOException, InterruptedException {
        JavaProcess.Ended ended = JavaProcess.start(
                        folder, TwoSimulations.class, "-Dorg.bytedeco.javacpp.platform=nowhere")
                .await();
        String said = ended.errors();
        assertEquals(0, ended.code(), said);
        assertEquals("finite\nfinite\n", ended.out());
        List<String> lines = said.lines()
                .filter(line -> !line.startsWith("huxley: unpacking"))
                .toList();
        assertEquals(1, lines.size(), "lines on standard error: " + said);
        assertTrue(lines.get(0).startsWith("huxley: the llvm engine cannot be used here, torch runs instead ("), said);
    }

    /** Runs a simulation twice and says whether the voltage is finite. */
    static final class TwoSimulations {
        public static void main(String[] arguments) {
            for (int i = 0; i < 2; i++) {
                Cell cell = new Cell(new Compartment());
                cell.insert(new HH());
                cell.comp(0).stimulate(Waveform.step(0.1, 0.2, 0.1, 0.1, 0.5));
                cell.comp(0).record("v");
                try (NDManager manager = HuxleyRuntime.newManager();
                        Simulation simulation = Simulation.of(cell).dt(0.1).build();
                        NDArray v = simulation.run(manager)) {
                    System.out.println(Double.isFinite(v.toDoubleArray()[5]) ? "finite" : "not finite");
                }
            }
        }
    }
}
