package dev.huxley.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java of a Markdown file: its blocks of Java, and the tables whose column "Huxley" holds a line of Java in every row.
 * The comment {@code <!-- new program -->} in a line of its own begins a new program, which does not see the blocks before.
 */
record MarkdownPage(Path file, List<Part> parts) {
    private static final String NEW_PROGRAM = "<!-- new program -->";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A line of the file, counted from 1. */
    record Line(int number, String text) {}

    sealed interface Part permits Block, Row, NewProgram {}

    /**
     * A block of Java.
     *
     * @param output what the block prints, as the page says in a block of text that follows at once
     */
    record Block(List<Line> lines, Optional<String> output) implements Part {
        int number() {
            return lines.get(0).number();
        }
    }

    /** The code in one row of a table. */
    record Row(Line code) implements Part {}

    record NewProgram() implements Part {}

    static MarkdownPage read(Path file) {
        try {
            return parse(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MarkdownPage parse(Path file, List<String> text) {
        List<Part> parts = new ArrayList<>();
        int column = -1;
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i);
            if (line.startsWith("```")) {
                int end = endOfBlock(file, text, i);
                if (line.equals("```java")) {
                    parts.add(new Block(lines(text, i + 1, end), output(file, text, end + 1)));
                }
                i = end;
            } else if (line.equals(NEW_PROGRAM)) {
                parts.add(new NewProgram());
            } else if (line.startsWith("|")) {
                String[] cells = cells(line);
                if (column < 0) {
                    column = Arrays.asList(cells).indexOf("Huxley");
                } else if (column < cells.length && !cells[column].startsWith("---")) {
                    row(i + 1, cells[column]).ifPresent(parts::add);
                }
            } else {
                column = -1;
            }
        }
        return new MarkdownPage(file, parts);
    }

    private static Optional<Row> row(int number, String cell) {
        List<String> statements = new ArrayList<>();
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            String statement = code.group(1);
            statements.add(statement.endsWith("}") || statement.endsWith(";") ? statement : statement + ";");
        }
        return statements.isEmpty()
                ? Optional.empty()
                : Optional.of(new Row(new Line(number, String.join(" ", statements))));
    }

    private static String[] cells(String line) {
        return Arrays.stream(line.substring(1).split("(?<!\\\\)\\|"))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toArray(String[]::new);
    }

    private static int endOfBlock(Path file, List<String> text, int begin) {
        for (int i = begin + 1; i < text.size(); i++) {
            if (text.get(i).equals("```")) {
                return i;
            }
        }
        throw new IllegalArgumentException(file + ":" + (begin + 1) + ": the block has no end");
    }

    private static List<Line> lines(List<String> text, int from, int to) {
        List<Line> lines = new ArrayList<>();
        for (int i = from; i < to; i++) {
            lines.add(new Line(i + 1, text.get(i)));
        }
        return lines;
    }

    private static Optional<String> output(Path file, List<String> text, int from) {
        int i = from;
        while (i < text.size() && text.get(i).isBlank()) {
            i++;
        }
        if (i == text.size() || !text.get(i).equals("```text")) {
            return Optional.empty();
        }
        return Optional.of(String.join("\n", text.subList(i + 1, endOfBlock(file, text, i))));
    }
}
