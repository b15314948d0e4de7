package dev.huxley.table;

import dev.huxley.text.CsvStream;
import java.io.IOException;
import java.io.StringReader;
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
 * @param source the name of the text in errors
 * @param header the fields of the first record
 * @param records the other records, each with the length of the header
 */
public record CsvRecords(String source, List<String> header, List<Fields> records) {
    /** The size of the largest file that is read, in bytes. */
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
     * @param source the name of the text in errors
     */
    public static CsvRecords parse(String text, String source) {
        List<Fields> all = new ArrayList<>();
        try (CsvStream stream =
                CsvStream.of(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text), ',', false, 0)) {
            while (stream.next()) {
                all.add(new Fields(stream.line(), List.copyOf(stream.fields())));
            }
        } catch (CsvStream.MalformedException e) {
            throw new IllegalArgumentException(source + ", line " + e.line() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
