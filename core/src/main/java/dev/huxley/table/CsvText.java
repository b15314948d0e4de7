package dev.huxley.table;

import dev.huxley.text.CsvField;
import dev.huxley.text.ElementName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table as comma-separated values (RFC 4180): numbers are exact, absent values are empty fields. */
final class CsvText {
    private CsvText() {}

    static String of(TableRows table) {
        List<String> header = new ArrayList<>(List.of(table.labels().name()));
        List<String[]> fields = new ArrayList<>();
        fields.add(table.labels().values());
        for (TableColumn column : table.columns()) {
            if (column instanceof TableColumn.Numbers numbers) {
                add(numbers, header, fields);
            } else if (column instanceof TableColumn.Flags flags) {
                header.add(flags.name());
                String[] texts = new String[table.rows()];
                for (int row = 0; row < texts.length; row++) {
                    texts[row] = String.valueOf(flags.values()[row]);
                }
                fields.add(texts);
            } else if (column instanceof TableColumn.Texts texts) {
                header.add(texts.name());
                fields.add(texts.values());
            }
        }
        StringBuilder csv = new StringBuilder();
        line(csv, header);
        for (int row = 0; row < table.rows(); row++) {
            int at = row;
            line(csv, fields.stream().map(column -> column[at]).toList());
        }
        return csv.toString();
    }

    private static void add(TableColumn.Numbers numbers, List<String> header, List<String[]> fields) {
        String unit = CellTexts.unit(numbers);
        int size = numbers.rowSize();
        int rows = numbers.values().length / size;
        for (int element = 0; element < size; element++) {
            header.add(ElementName.of(numbers.name(), element, numbers.rowShape())
                    + (unit.isEmpty() ? "" : " [" + unit + "]"));
            String[] texts = new String[rows];
            for (int row = 0; row < rows; row++) {
                texts[row] = text(numbers.values()[row * size + element]);
            }
            fields.add(texts);
        }
    }

    private static String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9 && (value != 0 || 1 / value > 0)
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private static void line(StringBuilder csv, List<String> fields) {
        csv.append(fields.stream().map(CsvField::quoted).collect(Collectors.joining(",")));
        csv.append('\n');
    }
}
