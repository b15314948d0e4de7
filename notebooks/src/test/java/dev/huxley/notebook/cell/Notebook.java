package dev.huxley.notebook.cell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A notebook in a file of format 4.
 *
 * @param cells the cells of code, in their order
 * @param kernel the name of its kernel
 * @param language the language of its kernel
 */
record Notebook(String name, List<Cell> cells, String kernel, String language) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A cell of code.
     *
     * @param number its place among the cells of code, from 1
     * @param stored what the file holds of its outputs
     */
    record Cell(int number, String source, Expectation expectation, Outputs stored, boolean isExecuted) {}

    static Notebook read(Path file) throws IOException {
        return parse(file.getFileName().toString(), Files.readString(file));
    }

    static Notebook parse(String name, String json) throws IOException {
        JsonNode root = JSON.readTree(json);
        List<Cell> cells = new ArrayList<>();
        for (JsonNode cell : root.path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                int number = cells.size() + 1;
                Expectation expectation;
                try {
                    expectation = Expectation.of(cell.path("metadata").path("expect"));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(name + ", cell of code " + number + ": " + e.getMessage(), e);
                }
                cells.add(new Cell(
                        number,
                        text(cell.path("source")),
                        expectation,
                        Outputs.stored(cell.path("outputs")),
                        cell.path("execution_count").isNumber()));
            }
        }
        JsonNode kernel = root.path("metadata").path("kernelspec");
        return new Notebook(
                name,
                cells,
                kernel.path("name").asText(),
                kernel.path("language").asText());
    }

    /** The notebooks of the project. */
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    /** The folder of the notebooks, in which Jupyter runs them. */
    static Path folder() {
        return Path.of(System.getProperty("huxley.root"), "notebooks");
    }

    /** A text of the format: a string, or a list of lines. */
    static String text(JsonNode node) {
        if (!node.isArray()) {
            return node.asText();
        }
        StringBuilder text = new StringBuilder();
        node.forEach(line -> text.append(line.asText()));
        return text.toString();
    }
}
