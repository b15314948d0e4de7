package dev.huxley.text;

/** Quotes fields of delimited text. */
public final class CsvField {
    private CsvField() {}

    /**
     * The field, in quotes (RFC 4180) if it would not be read back unchanged: with separators, quotes, line breaks, the
     * mark of comments, or spaces at its ends. A library's writer checks only one separator, but readers of recordings
     * find it in the header.
     */
    public static String quoted(String field) {
        boolean isPlain = field.equals(field.trim()) && field.chars().noneMatch(c -> ",;\t\"#\r\n".indexOf(c) >= 0);
        return isPlain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
