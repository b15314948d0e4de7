package dev.huxley.plot;

import java.util.Locale;

/**
 * A map from numbers to colors, from dark violet over green to yellow, in perceptually uniform steps, also in grayscale
 * and for people with a color vision deficiency (viridis: Smith, van der Walt, Firing 2015, a map in the public
 * domain). Numbers beyond the ends have the colors of the ends; NaN is light gray.
 */
public final class ColorScale {
    /** The map at 20 evenly spaced places. */
    private static final int[] VIRIDIS = {
        0x440154, 0x481568, 0x482677, 0x453781, 0x3f4788, 0x39558c, 0x32648e, 0x2d718e, 0x287d8e, 0x238a8d, //
        0x1f968b, 0x20a386, 0x29af7f, 0x3cbc75, 0x56c667, 0x74d055, 0x94d840, 0xb8de29, 0xdce318, 0xfde725
    };

    /** The number of colors; more are indistinguishable, and equal ones are drawn together. */
    static final int LEVELS = 64;

    private final Range range;
    private final boolean log;
    private final String name;
    private final String unit;
    private final boolean gaps;

    private ColorScale(Range range, boolean log, String name, String unit, boolean gaps) {
        this.range = range;
        this.log = log;
        this.name = name;
        this.unit = unit;
        this.gaps = gaps;
    }

    /**
     * A scale from one number to another.
     *
     * @param name the name of the numbers
     * @param unit their unit ("" for none)
     * @throws IllegalArgumentException if the numbers are not finite or the first is not the smaller one
     */
    public static ColorScale of(double low, double high, String name, String unit) {
        Range range = Range.chosen("a color scale", low, high);
        return new ColorScale(range, false, Lettering.clean(name), Lettering.clean(unit), false);
    }

    /**
     * Chooses whether the scale is logarithmic.
     *
     * @throws IllegalArgumentException if it is to be logarithmic and the low end is not positive
     */
    public ColorScale log(boolean logarithmic) {
        if (logarithmic && !Range.drawable(range.low(), true)) {
            throw new IllegalArgumentException(
                    "a logarithmic color scale cannot begin at " + range.low() + "; let it begin at a positive number");
        }
        return new ColorScale(range, logarithmic, name, unit, gaps);
    }

    /** Chooses whether the scale also shows the gray for missing values. */
    public ColorScale gaps(boolean shown) {
        return new ColorScale(range, log, name, unit, shown);
    }

    /** The color of a number as {@code #rrggbb}. */
    public String color(double value) {
        if (Double.isNaN(value)) {
            return Color.LIGHT_GRAY.hex();
        }
        double share = value <= range.low() ? 0 : value >= range.high() ? 1 : new Axis(range, log, null).share(value);
        return level((int) Math.min(LEVELS - 1, Math.floor(LEVELS * share)));
    }

    /** The color of the n-th of {@link #LEVELS} steps. */
    static String level(int level) {
        double at = (double) level / (LEVELS - 1) * (VIRIDIS.length - 1);
        int below = Math.min(VIRIDIS.length - 2, (int) at);
        double f = at - below;
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = VIRIDIS[below] >> shift & 255;
            int to = VIRIDIS[below + 1] >> shift & 255;
            mixed = mixed << 8 | (int) Math.round(from + f * (to - from));
        }
        return String.format(Locale.ROOT, "#%06x", mixed);
    }

    /** The axis beside the colors. */
    Axis axis(int mostTicks) {
        return Axis.of(range, log, mostTicks);
    }

    boolean gaps() {
        return gaps;
    }

    String label(Axis axis) {
        return AxisLabel.of(name, unit, axis.ticks().exponent());
    }

    @Override
    public String toString() {
        return "ColorScale[" + name + (unit.isEmpty() ? "" : " (" + unit + ")") + ", " + range
                + (log ? ", logarithmic" : "") + "]";
    }
}
