package dev.huxley.notebook.render;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private Numbers() {}

    /** Four digits at most, without zeros at the end. */
    static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        if (Math.abs(value) >= 1e4 && Math.abs(value) < 1e7) {
            return Long.toString(new BigDecimal(value).round(new MathContext(4)).longValue())
                    .replace('-', '−');
        }
        // 0.0 is added because -0 is 0.
        String text = String.format(Locale.ROOT, "%.4g", value + 0.0);
        int exponent = text.indexOf('e');
        String digits = exponent < 0 ? text : text.substring(0, exponent);
        String power = exponent < 0 ? "" : "e" + Integer.parseInt(text.substring(exponent + 1));
        String short4 = digits.contains(".") ? digits.replaceFirst("0+$", "").replaceFirst("\\.$", "") : digits;
        return (short4 + power).replace("-", "−").replace("e−", "e-");
    }

    /** A number with its unit; 1 is the unit of numbers without one. */
    static String of(double value, String unit) {
        return of(value) + suffix(unit);
    }

    /** The one value that all are, or the smallest and the largest. Values that are not numbers count as none. */
    static String range(double[] values, String unit) {
        DoubleSummaryStatistics known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).summaryStatistics();
        if (known.getCount() == 0) {
            return "none";
        }
        String low = of(known.getMin());
        String high = of(known.getMax());
        return (low.equals(high) ? low : low + " to " + high) + suffix(unit);
    }

    private static String suffix(String unit) {
        return unit.isEmpty() || unit.equals("1")
                ? ""
                : " "
                        + unit.replace("um", "µm")
                                .replace("uS", "µS")
                                .replace("cm2", "cm²")
                                .replace("uF", "µF");
    }
}
