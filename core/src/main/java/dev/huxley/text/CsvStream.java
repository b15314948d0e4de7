package dev.huxley.text;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of delimited text, one after the other, with the line on which each begins. Fields may be quoted as in
 * RFC 4180 and then hold separators and line breaks; blank lines are skipped, and lines that begin with # if those are
 * comments. Spaces around fields are not part of them.
 */
public final class CsvStream implements Closeable {
    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .disable(CsvParser.Feature.ALLOW_TRAILING_COMMA)
            .build();

    private final CsvParser parser;
    private final char separator;
    private final int linesBefore;
    private int line;
    private final List<String> fields = new ArrayList<>();

    /** Thrown for malformed delimited text, with the line and the problem. */
    public static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int line;

        MalformedException(int line, String problem, Throwable cause) {
            super(problem, cause);
            this.line = line;
        }

        /** The number of the line, from 1. */
        public int line() {
            return line;
        }
    }

    private CsvStream(CsvParser parser, char separator, int linesBefore) {
        this.parser = parser;
        this.separator = separator;
        this.linesBefore = linesBefore;
    }

    /**
     * The records of a text.
     *
     * @param text the text, which is closed with the stream
     * @param comments whether lines that begin with # are skipped
     * @param linesBefore the number of lines of the file read before
     */
    public static CsvStream of(Reader text, char separator, boolean comments, int linesBefore) throws IOException {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        CsvParser parser = FACTORY.createParser(text);
        parser.setSchema(comments ? schema.withComments() : schema);
        CsvStream stream = new CsvStream(parser, separator, linesBefore);
        stream.advance(); // into the array of all records
        return stream;
    }

    /** The fields of a line. */
    public static List<String> split(String text, char separator, int line) throws IOException {
        try (CsvStream stream = of(new StringReader(text), separator, false, line - 1)) {
            return stream.next() ? List.copyOf(stream.fields()) : List.of("");
        }
    }

    /**
     * Advances to the next record.
     *
     * @return false if there is none
     * @throws MalformedException if a quote is not closed, or text follows it
     */
    public boolean next() throws IOException {
        do {
            if (advance() != JsonToken.START_ARRAY) {
                return false;
            }
            line = linesBefore + parser.currentLocation().getLineNr();
            fields.clear();
            while (advance() == JsonToken.VALUE_STRING) {
                fields.add(parser.getText());
            }
        } while (isBlank());
        return true;
    }

    /** The line on which the record begins, from 1. */
    public int line() {
        return line;
    }

    /** The fields of the record; the list is reused for the next one. */
    public List<String> fields() {
        return fields;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Tells whether the record is a blank line. */
    private boolean isBlank() {
        return fields.get(0).isBlank()
                && (fields.size() == 1 || separator == '\t')
                && fields.stream().allMatch(String::isBlank);
    }

    private JsonToken advance() throws IOException {
        try {
            return parser.nextToken();
        } catch (StreamConstraintsException e) {
            throw new MalformedException(
                    linesBefore + lineOf(e), "a field is too long for one; is this a table of numbers?", e);
        } catch (JsonParseException e) {
            if (e.getOriginalMessage().contains("closing quote")) {
                throw new MalformedException(
                        Math.max(line, linesBefore + 1), "a field in quotes has no closing quote", e);
            }
            throw new MalformedException(linesBefore + lineOf(e), "text follows the closing quote of a field", e);
        }
    }

    private static int lineOf(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }
}
