package dev.huxley.notebook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.notebook.jupyter.KernelClient.Executed;
import dev.huxley.notebook.jupyter.KernelClient.Message;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that take a minute, interrupted by the message that Jupyter sends. */
class InterruptedCellTest {
    /** In practice it takes some hundred milliseconds, but the machine may be busy. */
    private static final double PATIENCE_SECONDS = 5;

    private static final String MODELS =
            """
            import static dev.huxley.notebook.Huxley.*;
            import dev.huxley.fit.*;
            import dev.huxley.loss.*;
            import dev.huxley.mechanism.hh.*;
            import dev.huxley.model.*;
            import dev.huxley.protocol.*;
            import dev.huxley.simulate.*;
            import ai.djl.ndarray.*;

            Cell cell(int compartments) {
                Cell cell = new Cell(new Branch(new Compartment(), compartments));
                cell.insert(new HH());
                cell.comp(0).stimulate(Waveform.step(1, 2, 0.1, 0.025, 5));
                cell.comp(0).record("v");
                return cell;
            }
            Simulation large = Simulation.of(cell(2000)).dt(0.025).tMax(100_000).build();
            Simulation small = Simulation.of(cell(3)).dt(0.025).build();
            """;

    private static final String CHECK = "String.format(\"%.9f\", run(small).get(0)[199])";

    @TempDir
    Path folder;

    private KernelProcess kernel;
    private KernelClient jupyter;
    private String value;

    private void start(int patience) throws IOException {
        kernel = new KernelProcess(folder, patience);
        jupyter = kernel.client();
        requireOk(jupyter.execute(MODELS));
        value = requireOk(jupyter.execute(CHECK)).lastText();
    }

    @AfterEach
    void end() throws IOException {
        if (kernel != null) {
            kernel.close();
        }
    }

    private static Executed requireOk(Executed executed) {
        assertEquals("ok", executed.status(), () -> executed.texts().toString());
        return executed;
    }

    /** Executes a cell and interrupts it as soon as its bar has moved. */
    private Executed interrupted(String code) {
        String request = jupyter.begin(code);
        Message message;
        do {
            message = jupyter.next(request);
            assertTrue(
                    !message.type().equals("error")
                            && !message.content()
                                    .path("execution_state")
                                    .asText()
                                    .equals("idle"),
                    message::toString);
        } while (!message.type().equals("update_display_data"));
        assertTrue(message.content().path("data").has("text/html"), message::toString);
        long start = System.nanoTime();
        jupyter.interrupt();
        Executed executed = jupyter.end(request);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("interrupted within %.3f s: %s%n", seconds, code);
        assertTrue(seconds < PATIENCE_SECONDS, "ended " + seconds + " s after the interruption");
        return executed;
    }

    private void requireThatTheNextCellWorks() {
        assertEquals(value, requireOk(jupyter.execute(CHECK)).lastText());
    }

    @Test
    void aRunEndsAndTheNextCellWorks() throws IOException {
        start(5);
        for (int i = 0; i < 2; i++) {
            Executed run = interrupted("run(large)");
            assertEquals("error", run.status());
            assertTrue(
                    run.texts().stream().anyMatch(text -> text.contains("the run was interrupted at")), run::toString);
            assertTrue(
                    run.texts().stream().anyMatch(text -> text.matches("interrupted at \\S+ of 100000 ms, after .* s")),
                    () -> run.texts().toString());
            requireThatTheNextCellWorks();
        }
    }

    @Test
    void aFitReturnsTheBestSoFar() throws IOException {
        start(5);
        requireOk(
                jupyter.execute(
                        """
                Cell fitted = cell(100);
                fitted.makeTrainable("HH_gNa");
                Simulation simulation = Simulation.of(fitted).dt(0.025).build();
                Fit endless = Fit.minimize(p -> simulation.run(p).square().mean()).iterations(10_000_000);
                """));
        Executed fit = interrupted("FitResult result = fit(endless, fitted.parameters(manager(\"start\")));\nresult");
        requireOk(fit);
        assertTrue(fit.lastText().contains("stopped on request"), fit::lastText);
        assertEquals(
                "true",
                requireOk(jupyter.execute("result.bestLoss() <= result.startLoss()"))
                        .lastText());
        requireThatTheNextCellWorks();
    }

    /**
     * IJava ends the cell at once, and the fit a little later: the variable then has its result all the same. A fit that is
     * quicker than that ends its cell with the result.
     */
    @Test
    void theResultIsNotLostInAKernelThatGivesTheCellUp() throws IOException {
        start(0);
        interrupted(
                """
                FitResult result = fit(
                        Fit.minimize(p -> p.get("x").square().sum()).iterations(100_000_000),
                        dev.huxley.tree.ArrayTree.empty().with("x", manager("x").create(new double[] {3})));
                """);
        Executed after = requireOk(
                jupyter.execute(
                        """
                while (result == null) Thread.sleep(10);
                result.stop() + " " + (result.bestLoss() < 9)
                """));
        assertEquals("stopped on request true", after.lastText());
        requireThatTheNextCellWorks();
    }
}
