package dev.huxley.recording.csv;

import dev.huxley.recording.RecordingException;
import dev.huxley.text.CsvStream;
import dev.huxley.text.Quotation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The numbers of a delimited text file by column, with the line number of every row. */
final class CsvTable {
    private final Path file;
    private final int headerLine;
    private final List<CsvColumn> columns;
    private final double[][] values;
    private final int[] lines;

    private CsvTable(Path file, int headerLine, List<CsvColumn> columns, double[][] values, int[] lines) {
        this.file = file;
        this.headerLine = headerLine;
        this.columns = columns;
        this.values = values;
        this.lines = lines;
    }

    /** Reads a file; blank lines and lines that begin with # are skipped. */
    static CsvTable read(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return new Parser(file).parse(reader);
        } catch (NoSuchFileException e) {
            throw new RecordingException(file, "no such file (looked at " + file + ")", e);
        } catch (CharacterCodingException e) {
            throw new RecordingException(file, "is not text in UTF-8", e);
        } catch (IOException e) {
            throw new RecordingException(file, "cannot be read: " + e, e);
        }
    }

    /** Reads text that does not come from a file. */
    static CsvTable parse(String text, String name) {
        try (BufferedReader reader = new BufferedReader(new StringReader(text))) {
            return new Parser(Path.of(name)).parse(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    List<CsvColumn> columns() {
        return columns;
    }

    int rows() {
        return lines.length;
    }

    double value(int column, int row) {
        return values[column][row];
    }

    double[] values(int column, int fromRow, int toRow) {
        return Arrays.copyOfRange(values[column], fromRow, toRow);
    }

    RecordingException wrongHeader(String message) {
        return new RecordingException(file, "line " + headerLine + ": " + message);
    }

    RecordingException wrongRow(int row, String message) {
        return new RecordingException(file, "line " + lines[row] + ": " + message);
    }

    private static final class Parser {
        private final Path file;
        private int line;
        private int headerLine;
        private char separator;
        private List<CsvColumn> columns = List.of();
        private double[][] values;
        private int[] lines = new int[4];
        private int rows;

        Parser(Path file) {
            this.file = file;
        }

        CsvTable parse(BufferedReader reader) throws IOException {
            try {
                readHeader(reader);
                try (CsvStream stream = CsvStream.of(reader, separator, true, headerLine)) {
                    while (stream.next()) {
                        row(stream);
                    }
                }
            } catch (CsvStream.MalformedException e) {
                throw new RecordingException(file, "line " + e.line() + ": " + e.getMessage(), e);
            }
            if (rows == 0) {
                throw new RecordingException(file, "line " + headerLine + ": a header, but no rows after it");
            }
            double[][] trimmed = new double[values.length][];
            for (int i = 0; i < trimmed.length; i++) {
                trimmed[i] = Arrays.copyOf(values[i], rows);
            }
            return new CsvTable(file, headerLine, columns, trimmed, Arrays.copyOf(lines, rows));
        }

        /** Reads up to the line that names the columns and determines the separator. */
        private void readHeader(BufferedReader reader) throws IOException {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                headerLine++;
                String content = headerLine == 1 && text.startsWith("\ufeff") ? text.substring(1) : text;
                if (!content.isBlank() && !content.startsWith("#")) {
                    header(content);
                    return;
                }
            }
            throw new RecordingException(
                    file, "is empty; expected a header line such as 'time [ms],voltage [mV],current [nA]'");
        }

        private void header(String content) throws IOException {
            separator = separator(content);
            List<CsvColumn> parsed = new ArrayList<>();
            for (String title : CsvStream.split(content, separator, headerLine)) {
                parsed.add(CsvColumn.parse(title.strip()));
            }
            columns = List.copyOf(parsed);
            values = new double[columns.size()][lines.length];
        }

        /** A tab, else a semicolon, else a comma; those inside quotes do not count. */
        private static char separator(String header) {
            String bare = header.replaceAll("\"[^\"]*\"", "");
            return bare.indexOf('\t') >= 0 ? '\t' : bare.indexOf(';') >= 0 ? ';' : ',';
        }

        private void row(CsvStream stream) {
            List<String> fields = stream.fields();
            line = stream.line();
            if (fields.size() != columns.size()) {
                throw new RecordingException(
                        file, "line " + line + ": " + fields.size() + " columns, the header has " + columns.size());
            }
            if (rows == lines.length) {
                lines = Arrays.copyOf(lines, 2 * rows);
                for (int i = 0; i < values.length; i++) {
                    values[i] = Arrays.copyOf(values[i], 2 * rows);
                }
            }
            for (int i = 0; i < fields.size(); i++) {
                values[i][rows] = number(fields.get(i).strip(), i);
            }
            lines[rows++] = line;
        }

        private double number(String field, int column) {
            // Where the comma does not separate fields it can only be a decimal comma.
            String text = separator != ',' && field.indexOf('.') < 0 ? field.replace(',', '.') : field;
            CsvColumn title = columns.get(column);
            if (text.equalsIgnoreCase("nan") && !title.isTime() && !title.isSweep()) {
                return Double.NaN;
            }
            try {
                double value = Double.parseDouble(text);
                boolean javaSuffix = !text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1));
                if (Double.isFinite(value) && !javaSuffix) {
                    return value;
                }
            } catch (NumberFormatException notANumber) {
                // Falls through to the error that names the place.
            }
            throw new RecordingException(
                    file,
                    "line " + line + ", column "
                            + Quotation.of(columns.get(column).title()) + ": " + Quotation.of(field)
                            + " is not a number");
        }
    }
}
