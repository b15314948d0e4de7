package dev.huxley.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Z-scores of many features, and the way in which one is shown: its band is told by a mark, and in the page by a color too. */
final class ZScores {
    /** The limits of |z| in an accepted model, and in one that is accepted with limits. */
    static final double ACCEPTED = 3;

    static final double LIMIT = 5;

    private final double[] sizes;

    private ZScores(double[] sizes) {
        this.sizes = sizes;
    }

    /** The z-scores of all features of these sweeps. */
    static ZScores of(List<ReportedResponse> sweeps) {
        return new ZScores(sweeps.stream()
                .flatMap(sweep -> sweep.features().stream())
                .mapToDouble(ReportedFeature::size)
                .toArray());
    }

    boolean isEmpty() {
        return sizes.length == 0;
    }

    int count() {
        return sizes.length;
    }

    double mean() {
        return Arrays.stream(sizes).average().orElse(Double.NaN);
    }

    /** The mean of |z| for people. */
    String meanText() {
        return isEmpty() ? "" : size(mean(), "%.2f");
    }

    double largest() {
        return Arrays.stream(sizes).max().orElse(Double.NaN);
    }

    /** The part that is within a limit; NaN if there are none. */
    double within(double limit) {
        return Arrays.stream(sizes).map(size -> size <= limit ? 1 : 0).average().orElse(Double.NaN);
    }

    /** The same in one line. */
    String words() {
        if (isEmpty()) {
            return "none";
        }
        return String.format(
                Locale.ROOT,
                "mean |z| %s, %.0f %% within %.0f, %.0f %% within %.0f, largest %s",
                size(mean(), "%.2f"),
                100 * within(ACCEPTED),
                ACCEPTED,
                100 * within(LIMIT),
                LIMIT,
                size(largest(), "%.1f"));
    }

    /** A number of this format, or a word if it is none. */
    private static String size(double value, String format) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "not finite";
    }

    /** The band of a z-score: 0 within 1, 1 within the limit of accepted models, 2 within the wider limit, 3 beyond. */
    static int band(double z) {
        double size = Math.abs(z);
        return size <= 1 ? 0 : size <= ACCEPTED ? 1 : size <= LIMIT ? 2 : 3;
    }

    /** The mark of a z-score: one exclamation mark beyond the limit of accepted models, two beyond the wider one. */
    static String mark(double z) {
        return "!".repeat(Math.max(0, band(z) - 1));
    }

    /** A z-score with its sign and its mark, such as {@code -3.4!}. */
    static String text(double z) {
        return digits(z) + mark(z);
    }

    /** The same as markup, in which all marks have the same width, so that the digits of a column are aligned. */
    static String markup(double z) {
        return digits(z).replace('-', '−') + "<span class=\"mark\">" + mark(z) + "</span>";
    }

    private static String digits(double z) {
        if (Double.isNaN(z)) {
            return "?";
        }
        // Rounded first: a minus sign before 0.0 says nothing.
        String digits = String.format(Locale.ROOT, Math.abs(z) < 99.95 ? "%.1f" : "%.0f", z);
        return digits.equals("-0.0") ? "0.0" : digits;
    }
}
