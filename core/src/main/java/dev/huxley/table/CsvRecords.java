package dev.huxley.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of comma-separated values (RFC 4180), with the line where each record begins.
 *
 * @param source what errors call it
 * @param header the fields of the first record
 * @param records the other records, each as long as the header
 */
public record CsvRecords(String source, List<String> header, List<Fields> records) {
    /** The largest file that is read. */
    private static final long MAX_BYTES = 1L << 28;

    /** One record. */
    public record Fields(int line, List<String> values) {}

    /** Reads a file in UTF-8. */
    public static CsvRecords read(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new IllegalArgumentException(file + " has " + bytes + " bytes; a table has at most " + MAX_BYTES);
            }
            return parse(Files.readString(file, StandardCharsets.UTF_8), String.valueOf(file.getFileName()));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("file not found: " + file.toAbsolutePath() + "; check the path", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not text in UTF-8; save it as CSV in UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read (" + e + ")", e);
        }
    }

    /**
     * Reads text.
     *
     * @param source what errors call it
     */
    public static CsvRecords parse(String text, String source) {
        List<Fields> all = new Splitter(source, text).split();
        if (all.isEmpty()) {
            throw new IllegalArgumentException(source + " is empty; the first line must name the columns");
        }
        Fields header = all.remove(0);
        for (Fields fields : all) {
            if (fields.values.size() != header.values.size()) {
                throw new IllegalArgumentException(source + ", line " + fields.line + ": " + fields.values.size()
                        + " fields, but the header names " + header.values.size() + " columns");
            }
        }
        return new CsvRecords(source, header.values.stream().map(String::strip).toList(), List.copyOf(all));
    }

    private static final class Splitter {
        private final String source;
        private final String text;
        private int at;
        private int line = 1;

        Splitter(String source, String text) {
            this.source = source;
            this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        }

        List<Fields> split() {
            List<Fields> records = new ArrayList<>();
            while (at < text.length()) {
                int begin = line;
                List<String> fields = record();
                if (fields.size() > 1 || !fields.get(0).isBlank()) {
                    records.add(new Fields(begin, List.copyOf(fields)));
                }
            }
            return records;
        }

        private List<String> record() {
            List<String> fields = new ArrayList<>();
            while (true) {
                fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
                if (at < text.length() && text.charAt(at) == ',') {
                    at++;
                } else {
                    endOfLine();
                    return fields;
                }
            }
        }

        private String plain() {
            int start = at;
            while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private String quoted() {
            StringBuilder field = new StringBuilder();
            int begin = line;
            at++;
            while (true) {
                if (at >= text.length()) {
                    throw new IllegalArgumentException(
                            source + ", line " + begin + ": a field in quotes has no closing quote");
                }
                char c = text.charAt(at++);
                if (c != '"') {
                    line += c == '\n' ? 1 : 0;
                    field.append(c);
                } else if (at < text.length() && text.charAt(at) == '"') {
                    field.append('"');
                    at++;
                } else {
                    break;
                }
            }
            if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                throw new IllegalArgumentException(
                        source + ", line " + line + ": text follows the closing quote of a field");
            }
            return field.toString();
        }

        private void endOfLine() {
            if (at < text.length() && text.charAt(at) == '\r') {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
            line++;
        }
    }
}
