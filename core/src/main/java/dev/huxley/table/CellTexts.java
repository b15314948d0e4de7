package dev.huxley.table;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The cells of a column as text. */
final class CellTexts {
    private static final int SHOWN_OF_ARRAY = 3;

    private CellTexts() {}

    static String[] of(TableColumn column) {
        if (column instanceof TableColumn.Numbers numbers) {
            return numbers.rowSize() == 1 ? NumberText.of(numbers.values()) : arrays(numbers);
        }
        if (column instanceof TableColumn.Flags flags) {
            String[] texts = new String[flags.values().length];
            Arrays.setAll(texts, row -> flags.values()[row] ? "yes" : "");
            return texts;
        }
        return ((TableColumn.Texts) column).values();
    }

    static boolean isNumber(TableColumn column) {
        return column instanceof TableColumn.Numbers;
    }

    static String unit(TableColumn column) {
        return column instanceof TableColumn.Numbers numbers && !numbers.unit().equals("1") ? numbers.unit() : "";
    }

    private static String[] arrays(TableColumn.Numbers numbers) {
        String[] texts = new String[numbers.values().length / numbers.rowSize()];
        for (int row = 0; row < texts.length; row++) {
            double[] values = numbers.row(row);
            String[] shown = NumberText.of(Arrays.copyOf(values, Math.min(values.length, SHOWN_OF_ARRAY)));
            boolean absent = Arrays.stream(values).allMatch(Double::isNaN);
            texts[row] = absent
                    ? NumberText.ABSENT
                    : Arrays.stream(shown).collect(Collectors.joining(", ", "[", ""))
                            + (values.length > SHOWN_OF_ARRAY ? ", ... " + values.length + " values]" : "]");
        }
        return texts;
    }
}
