package dev.huxley.notebook.kernel;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.Collectors;

/** Arrays of numbers as text, which Java prints as {@code [D@1b6d3586}. */
final class NumbersText {
    private static final int MOST_NUMBERS = 8;
    private static final int MOST_ROWS = 6;

    private NumbersText() {}

    static String of(double[] values) {
        String numbers = Arrays.stream(values)
                .limit(values.length <= MOST_NUMBERS ? MOST_NUMBERS : MOST_NUMBERS - 2)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
        if (values.length <= MOST_NUMBERS) {
            return "double[" + values.length + "] {" + numbers + "}";
        }
        return "double[" + values.length + "] {" + numbers + ", ..., " + values[values.length - 1] + "}"
                + range(values);
    }

    static String of(double[][] rows) {
        String shown = Arrays.stream(rows)
                .limit(MOST_ROWS)
                .map(row -> "\n  " + (row == null ? "null" : of(row)))
                .collect(Collectors.joining());
        return "double[" + rows.length + "][]" + shown + (rows.length > MOST_ROWS ? "\n  ..." : "");
    }

    private static String range(double[] values) {
        DoubleSummaryStatistics known =
                Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
        long others = values.length - known.getCount();
        return (known.getCount() == 0 ? "" : ", from " + known.getMin() + " to " + known.getMax())
                + (others == 0 ? "" : ", " + others + " not finite");
    }
}
