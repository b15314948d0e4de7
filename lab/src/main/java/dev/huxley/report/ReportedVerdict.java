package dev.huxley.report;

import dev.huxley.text.Brief;
import java.util.List;
import java.util.Objects;

/**
 * The verdict on a fit.
 *
 * @param grade the verdict in words: accepted, accepted with limits, or not accepted
 * @param accepted whether a model is accepted, with limits or without
 * @param sentences what the best model misses and what would help; for an accepted one usually empty
 */
public record ReportedVerdict(String grade, boolean accepted, List<String> sentences) {
    public ReportedVerdict {
        Objects.requireNonNull(grade, "grade of a verdict");
        sentences = sentences == null ? List.of() : List.copyOf(sentences);
    }

    @Override
    public String toString() {
        return Brief.of("ReportedVerdict[" + grade + ", " + Brief.count(sentences.size(), "sentence") + "]");
    }
}
