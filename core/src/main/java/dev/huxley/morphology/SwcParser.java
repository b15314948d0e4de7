package dev.huxley.morphology;

import dev.huxley.text.Quotation;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.StringTokenizer;

/**
 * Parses SWC text to columns, in one pass over the lines; a field that is not a number where one is required is an
 * error.
 */
final class SwcParser {
    /** The largest number, above which squares and cubes are no longer safe: a thousand kilometres in um. */
    static final double LARGEST_NUMBER = 1e12;

    private static final int MAX_POINTS = 20_000_000;
    private static final String[] COLUMNS = {"id", "type", "x", "y", "z", "radius", "parent"};
    private static final double LARGEST_EXACT = 1L << 53;

    private final String source;
    private final SwcNotes notes;

    private int count;
    private long[] id = new long[1024];
    private int[] type = new int[1024];
    private long[] parent = new long[1024];
    private int[] line = new int[1024];
    private double[][] numbers = new double[4][1024];

    SwcParser(String source, SwcNotes notes) {
        this.source = source;
        this.notes = notes;
    }

    SwcColumns parse(BufferedReader lines) throws IOException {
        int lineNumber = 0;
        int endMarks = 0;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            lineNumber++;
            if (lineNumber == 1) {
                text = SwcText.withoutByteOrderMark(text);
            }
            int comment = text.indexOf('#');
            String data = comment < 0 ? text : text.substring(0, comment);
            String clean = SwcText.withoutEndMarks(data);
            endMarks = clean.length() < data.length() ? lineNumber : endMarks;
            if (clean.indexOf('\0') >= 0) {
                throw new SwcException(
                        source,
                        lineNumber,
                        "there are NUL characters among the data; if this is UTF-16 without a byte order mark, save it"
                                + " as plain text (ASCII or UTF-8)");
            }
            StringTokenizer fields = new StringTokenizer(clean);
            if (fields.hasMoreTokens()) {
                addPoint(fields, lineNumber);
            }
        }
        if (count == 0) {
            throw new SwcException(
                    source, 0, "no points; an SWC file has lines of seven columns: " + String.join(" ", COLUMNS));
        }
        if (endMarks > 0) {
            notes.repaired(endMarks, "NUL or ^Z at the end of the line left out");
        }
        return new SwcColumns(source, count, id, type, parent, line, numbers);
    }

    private void addPoint(StringTokenizer fields, int lineNumber) {
        if (fields.countTokens() < COLUMNS.length) {
            throw new SwcException(
                    source,
                    lineNumber,
                    fields.countTokens() + " columns; needs seven, separated by spaces or tabs: "
                            + String.join(" ", COLUMNS));
        }
        if (count == id.length) {
            grow(lineNumber);
        }
        line[count] = lineNumber;
        id[count] = wholeNumber(fields.nextToken(), 0, 0, Long.MAX_VALUE, lineNumber);
        type[count] = (int) wholeNumber(fields.nextToken(), 1, 0, Integer.MAX_VALUE, lineNumber);
        for (int column = 0; column < 4; column++) {
            numbers[column][count] = number(fields.nextToken(), column + 2, lineNumber);
        }
        parent[count] = wholeNumber(fields.nextToken(), 6, -1, Long.MAX_VALUE, lineNumber);
        count++;
    }

    private void grow(int lineNumber) {
        if (count >= MAX_POINTS) {
            throw new SwcException(
                    source, lineNumber, "more than " + MAX_POINTS + " points; one file must hold one neuron");
        }
        int size = Math.min(2 * count, MAX_POINTS);
        id = Arrays.copyOf(id, size);
        type = Arrays.copyOf(type, size);
        parent = Arrays.copyOf(parent, size);
        line = Arrays.copyOf(line, size);
        for (int column = 0; column < 4; column++) {
            numbers[column] = Arrays.copyOf(numbers[column], size);
        }
    }

    private double number(String token, int column, int lineNumber) {
        double value = decimal(token);
        if (!(Math.abs(value) <= LARGEST_NUMBER)) {
            throw new SwcException(
                    source,
                    lineNumber,
                    "column " + (column + 1) + " (" + COLUMNS[column] + ") is \"" + Quotation.bare(token)
                            + "\"; needs a finite decimal number, at most " + LARGEST_NUMBER);
        }
        return value;
    }

    /** The number of a token; NaN if it is not a number. */
    private static double decimal(String token) {
        try {
            // Java also takes hexadecimal numbers and suffixes (1d, 1f), which are no numbers in an SWC file.
            boolean javaOnly = token.indexOf('x') >= 0
                    || token.indexOf('X') >= 0
                    || "dDfF".indexOf(token.charAt(token.length() - 1)) >= 0;
            return javaOnly ? Double.NaN : Double.parseDouble(token);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * Reads a whole number: ids of 64 bits digit by digit; 1.0 and 1e3 are whole numbers, too, as far as a double is
     * exact.
     */
    private long wholeNumber(String token, int column, long smallest, long largest, int lineNumber) {
        try {
            long value = Long.parseLong(token);
            if (value >= smallest && value <= largest) {
                return value;
            }
        } catch (NumberFormatException e) {
            double value = decimal(token);
            if (value == Math.rint(value) && value >= smallest && value <= Math.min(largest, LARGEST_EXACT)) {
                return (long) value;
            }
            if (!Double.isFinite(value)) {
                number(token, column, lineNumber); // throws the error
            }
        }
        throw new SwcException(
                source,
                lineNumber,
                "column " + (column + 1) + " (" + COLUMNS[column] + ") is \"" + Quotation.bare(token)
                        + "\"; needs a whole number from " + smallest + " to " + largest
                        + (column == 6 ? ", -1 for the root" : ""));
    }
}
