package dev.huxley.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The marks of an axis: round values inside the range, and their labels. On a linear axis the steps are 1, 2 or 5 times a
 * power of ten; values are exact decimals, never sums of steps.
 *
 * @param at       values of the labeled marks, rising
 * @param labels   one label per mark, in units of 10^exponent
 * @param minor    values of the small marks without a label
 * @param exponent power of ten factored out of the labels, 0 for none
 */
record Ticks(double[] at, String[] labels, double[] minor, int exponent) {
    private static final int[] STEPS = {1, 2, 5};

    /** Marks for a linear axis from low to high, at most the given number of them (at least 2 are tried). */
    static Ticks linear(double low, double high, int most) {
        double width = high - low;
        int power = (int) Math.floor(Math.log10(width / Math.max(2, most)));
        int candidate = 0;
        while (count(low, high, step(power, candidate)) > Math.max(2, most)) {
            candidate++;
        }
        if (candidate > 0 && count(low, high, step(power, candidate)) < 2) {
            candidate--;
        }
        power += candidate / STEPS.length;
        int factor = STEPS[candidate % STEPS.length];
        double step = step(power, candidate % STEPS.length);
        List<BigDecimal> values = new ArrayList<>();
        for (long k = first(low, high, step); values.size() < count(low, high, step); k++) {
            values.add(
                    BigDecimal.valueOf(k).multiply(BigDecimal.valueOf(factor)).scaleByPowerOfTen(power));
        }
        double largest = values.stream()
                .mapToDouble(v -> Math.abs(v.doubleValue()))
                .max()
                .orElse(0);
        int exponent = 0;
        if (largest >= 1e5 || (largest > 0 && largest < 0.999e-3)) {
            exponent = 3 * (int) Math.floor((Math.log10(largest) + 1e-9) / 3);
        }
        int digits = Math.max(0, exponent - power);
        double[] at = new double[values.size()];
        String[] labels = new String[at.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = values.get(i).doubleValue();
            labels[i] = values.get(i)
                    .scaleByPowerOfTen(-exponent)
                    .setScale(digits, RoundingMode.HALF_EVEN)
                    .toPlainString()
                    .replace('-', '−');
        }
        return new Ticks(at, labels, new double[0], exponent);
    }

    private static double step(int power, int candidate) {
        return STEPS[candidate % STEPS.length] * powerOfTen(power + candidate / STEPS.length);
    }

    private static long first(double low, double high, double step) {
        return (long) Math.ceil(low / step - slack(low, high, step));
    }

    private static long count(double low, double high, double step) {
        return (long) Math.floor(high / step + slack(low, high, step)) - first(low, high, step) + 1;
    }

    /** The tolerance at the ends of the axis, so that a mark there is not lost to rounding. */
    private static double slack(double low, double high, double step) {
        return 1e-9 * (high - low) / step;
    }

    /** Marks for a logarithmic axis from low to high, both positive: powers of ten, or round values if few fit. */
    static Ticks logarithmic(double low, double high, int most) {
        int first = (int) Math.ceil(Math.log10(low) - 1e-9);
        int last = (int) Math.floor(Math.log10(high) + 1e-9);
        if (last - first < 1) {
            return withinADecade(low, high, Math.max(2, most));
        }
        int stride = 1;
        while ((last - first) / stride + 1 > Math.max(2, most)) {
            stride++;
        }
        boolean plain = first >= -3 && last <= 4;
        List<Double> at = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<Double> minor = new ArrayList<>();
        int start = Math.floorMod(-first, stride) + first;
        if (start + stride > last) {
            start = first;
        }
        for (int power = start; power <= last; power += stride) {
            at.add(powerOfTen(power));
            labels.add(plain ? BigDecimal.ONE.scaleByPowerOfTen(power).toPlainString() : "10" + superscript(power));
        }
        // Small marks at 2 to 9 where decades are high enough, at the decades between labels where these are few.
        int decades = last - first + 1;
        for (int power = first - 1; power <= last && stride > 1 && decades <= 30; power++) {
            addMinor(powerOfTen(power + 1), low, high, at, minor);
        }
        for (int power = first - 1; power <= last && stride == 1 && 2 * decades <= most + 1; power++) {
            for (int digit = 2; digit <= 9; digit++) {
                addMinor(digit * powerOfTen(power), low, high, at, minor);
            }
        }
        return new Ticks(array(at), labels.toArray(String[]::new), array(minor), 0);
    }

    /** A copy with only every n-th labeled mark, from the first one on. */
    Ticks every(int n) {
        int kept = (at.length + n - 1) / n;
        double[] values = new double[kept];
        String[] texts = new String[kept];
        for (int i = 0; i < kept; i++) {
            values[i] = at[n * i];
            texts[i] = labels[n * i];
        }
        return new Ticks(values, texts, minor, exponent);
    }

    private static void addMinor(double value, double low, double high, List<Double> at, List<Double> minor) {
        if (value >= low && value <= high && !at.contains(value)) {
            minor.add(value);
        }
    }

    private static Ticks withinADecade(double low, double high, int most) {
        List<Double> at = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (int digit : new int[] {1, 2, 5}) {
                double value = digit * powerOfTen(power);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                    at.add(value);
                    String plain =
                            BigDecimal.valueOf(digit).scaleByPowerOfTen(power).toPlainString();
                    labels.add(power >= -4 && power < 5 ? plain : digit + "·10" + superscript(power));
                }
            }
        }
        if (at.size() >= 2 && at.size() <= Math.max(3, most)) {
            return new Ticks(array(at), labels.toArray(String[]::new), new double[0], 0);
        }
        return linear(low, high, most);
    }

    /** The correctly rounded power of ten; Math.pow may be off by one unit in the last place. */
    private static double powerOfTen(int power) {
        return Double.parseDouble("1e" + power);
    }

    /** An integer in Unicode superscripts, as {@link Lettering} raises them. */
    static String superscript(int value) {
        StringBuilder text = new StringBuilder();
        for (char c : Integer.toString(value).toCharArray()) {
            text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        }
        return text.toString();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
