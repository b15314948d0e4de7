package dev.huxley.report;

import dev.huxley.text.Quotation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in aligned columns for a console, two spaces apart. Cells that are too long or hold control characters are changed. */
final class TextTable {
    private static final int LONGEST = 60;

    private final boolean[] isNumber;
    private final List<String[]> rows = new ArrayList<>();

    /** A table with these headings; columns of numbers, whose headings begin with {@code >}, are aligned to the right. */
    TextTable(String... headings) {
        isNumber = new boolean[headings.length];
        String[] plain = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            isNumber[i] = headings[i].startsWith(">");
            plain[i] = isNumber[i] ? headings[i].substring(1) : headings[i];
        }
        rows.add(plain);
    }

    void row(String... cells) {
        if (cells.length != isNumber.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + isNumber.length + " columns");
        }
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            String cell = Quotation.printable(cells[i].replaceAll("\\s+", " "));
            // The last column has the rest of the line for itself.
            boolean isCut = i < cells.length - 1 && cell.length() > LONGEST;
            row[i] = isCut ? cell.substring(0, LONGEST - 3) + "..." : cell;
        }
        rows.add(row);
    }

    /** A number with at most this many significant digits: {@code 0.0005}, {@code 2e-06}; {@code ?} if it is none. */
    static String number(double value, int digits) {
        if (!Double.isFinite(value) || value == 0) {
            return Double.isNaN(value) ? "?" : value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int power = rounded.precision() - rounded.scale() - 1;
        return power >= -4 && power < 7
                ? rounded.toPlainString()
                : rounded.scaleByPowerOfTen(-power).toPlainString() + String.format(Locale.ROOT, "e%+03d", power);
    }

    List<String> lines() {
        int[] widths = new int[isNumber.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String space = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? "" : "  ").append(isNumber[i] ? space + row[i] : row[i] + space);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
