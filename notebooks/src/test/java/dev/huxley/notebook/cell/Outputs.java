package dev.huxley.notebook.cell;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The outputs of a cell.
 *
 * @param types the MIME types of its result and of everything that it shows
 * @param texts the plain texts of these, and what it prints
 * @param errors the errors with which it ended
 */
record Outputs(Set<String> types, List<String> texts, List<String> errors) {
    private static final List<String> CHECKED = List.of(
            "text/plain",
            "text/html",
            "image/png",
            "image/svg+xml",
            "text/markdown",
            "text/latex",
            "application/vnd.vegalite.v5+json");

    /** The outputs that a file holds. */
    static Outputs stored(JsonNode outputs) {
        Outputs all = new Outputs(new TreeSet<>(), new ArrayList<>(), new ArrayList<>());
        for (JsonNode output : outputs) {
            output.path("data").fieldNames().forEachRemaining(all.types::add);
            if (output.path("data").has("text/plain")) {
                all.texts.add(Notebook.text(output.path("data").path("text/plain")));
            }
            if (output.path("name").asText().equals("stdout")) {
                all.texts.add(Notebook.text(output.path("text")));
            }
            if (output.path("output_type").asText().equals("error")) {
                all.errors.add(output.path("ename").asText() + ": "
                        + output.path("evalue").asText());
            }
        }
        return all;
    }

    /** The outputs of a cell that was evaluated. */
    static Outputs of(List<DisplayData> shown, String printed) {
        Outputs all = new Outputs(new TreeSet<>(), new ArrayList<>(), new ArrayList<>());
        for (DisplayData data : shown) {
            CHECKED.stream()
                    .filter(type -> data.hasDataForType(MIMEType.parse(type)))
                    .forEach(all.types::add);
            if (data.hasDataForType(MIMEType.TEXT_PLAIN)) {
                all.texts.add(String.valueOf(data.getData(MIMEType.TEXT_PLAIN)));
            }
        }
        all.texts.add(printed);
        return all;
    }
}
