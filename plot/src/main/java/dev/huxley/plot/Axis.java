package dev.huxley.plot;

import java.util.function.ToDoubleFunction;

/** An axis: its range, whether it is logarithmic, and its marks. */
record Axis(Range range, boolean log, Ticks ticks) {
    static Axis of(Range range, boolean log, int mostTicks) {
        Ticks ticks = log
                ? Ticks.logarithmic(range.low(), range.high(), mostTicks)
                : Ticks.linear(range.low(), range.high(), mostTicks);
        return new Axis(range, log, ticks);
    }

    /**
     * The axis with the largest number of marks whose labels have room beside each other.
     *
     * @param length of the axis in pixels
     * @param most the largest number of marks to try
     * @param gap    pixels between two labels
     * @param extent pixels that a label takes along the axis, centered on its mark
     */
    static Axis fitting(
            Range range, boolean log, double length, int most, double gap, ToDoubleFunction<String> extent) {
        for (int marks = most; marks > 2; marks--) {
            Axis axis = of(range, log, marks);
            if (!axis.labelsClash(length, gap, extent)) {
                return axis;
            }
        }
        Axis axis = of(range, log, 2);
        Axis thinned = axis;
        for (int n = 2; thinned.labelsClash(length, gap, extent); n++) {
            thinned = new Axis(range, log, axis.ticks.every(n));
        }
        return thinned;
    }

    private boolean labelsClash(double length, double gap, ToDoubleFunction<String> extent) {
        double end = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ticks.at().length; i++) {
            double middle = length * share(ticks.at()[i]);
            double half = extent.applyAsDouble(ticks.labels()[i]) / 2;
            if (middle - half < end + gap) {
                return true;
            }
            end = middle + half;
        }
        return false;
    }

    /** The position of a value on the axis, 0 at the low end and 1 at the high end; NaN if it cannot be drawn. */
    double share(double value) {
        if (!Range.drawable(value, log)) {
            return Double.NaN;
        }
        if (log) {
            double low = Math.log(range.low());
            return (Math.log(value) - low) / (Math.log(range.high()) - low);
        }
        return (value - range.low()) / (range.high() - range.low());
    }
}
