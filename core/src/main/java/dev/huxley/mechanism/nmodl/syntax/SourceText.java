package dev.huxley.mechanism.nmodl.syntax;

import java.util.List;

/**
 * The text of a mechanism.
 *
 * @param text all of it, with what other files include
 * @param name the name of the file, or another name for messages
 * @param origins of every line the file that it comes from; empty if the text is of one file
 */
public record SourceText(String text, String name, List<Origin> origins) {
    /**
     * The origin of a line.
     *
     * @param file the name of an included file; empty for the file that is read itself
     * @param line the line there, from 1
     */
    public record Origin(String file, int line) {}

    public SourceText {
        origins = List.copyOf(origins);
    }

    /** A text of one file. */
    public static SourceText of(String text, String name) {
        return new SourceText(text, name, List.of());
    }

    /** The place of a character, by its line and column in the whole text, from 1. */
    Position at(int line, int column) {
        if (origins.isEmpty()) {
            return new Position(line, column);
        }
        Origin origin = origins.get(Math.min(line, origins.size()) - 1);
        return new Position(origin.file(), origin.line(), column);
    }
}
