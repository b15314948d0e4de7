package dev.huxley.notebook.cell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The outputs that a cell must have, as its metadata tell under {@code expect}.
 *
 * @param types MIME types that must be among those of its outputs
 * @param text an expression that must be found in one of its plain texts or in what it prints
 */
record Expectation(Set<String> types, Optional<Pattern> text) {
    static Expectation of(JsonNode json) {
        Set<String> types = new TreeSet<>();
        json.fieldNames().forEachRemaining(name -> {
            if (!name.equals("mime") && !name.equals("text")) {
                throw new IllegalArgumentException(
                        "the metadata \"expect\" have \"mime\" and \"text\", not \"" + name + '"');
            }
        });
        json.path("mime").forEach(type -> types.add(type.asText()));
        try {
            return new Expectation(
                    types,
                    json.has("text")
                            ? Optional.of(Pattern.compile(json.path("text").asText()))
                            : Optional.empty());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the expected text is no regular expression: " + e.getMessage(), e);
        }
    }

    /** The expectations that the outputs miss; empty if they meet all. */
    List<String> missingIn(Outputs outputs) {
        List<String> missing = new ArrayList<>();
        Set<String> absent = new TreeSet<>(types);
        absent.removeAll(outputs.types());
        if (!absent.isEmpty()) {
            missing.add("no output of type " + String.join(", ", absent) + "; there are " + outputs.types());
        }
        text.filter(expression -> outputs.texts().stream()
                        .noneMatch(shown -> expression.matcher(shown).find()))
                .ifPresent(expression -> missing.add("no text with \"" + expression + "\" in "
                        + String.join("\n", outputs.texts()).strip()));
        return missing;
    }
}
