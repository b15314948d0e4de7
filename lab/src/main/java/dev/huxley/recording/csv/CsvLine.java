package dev.huxley.recording.csv;

import java.util.ArrayList;
import java.util.List;

/** Splits and joins the lines of delimited text; fields may be quoted as in RFC 4180, but not over several lines. */
final class CsvLine {
    private CsvLine() {}

    /** The separator a header line uses: tab, else semicolon, else comma; those inside quotes do not count. */
    static char separator(String header) {
        for (char candidate : new char[] {'\t', ';'}) {
            if (split(header, candidate).size() > 1) {
                return candidate;
            }
        }
        return ',';
    }

    static List<String> split(String line, char separator) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    field.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == separator && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }

    static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == ';' || c == '\t' || c == '"' || c == '#');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
