package dev.huxley.plot;

import java.math.BigDecimal;

/**
 * The scale bar of a panel without axes.
 *
 * @param length 1, 2 or 5 times a power of ten, in data units
 * @param label  the length with its unit
 */
record ScaleBar(double length, String label) {
    private static final double LARGEST_SHARE = 0.3;
    private static final int[] STEPS = {1, 2, 5};

    /** The longest bar that takes at most 0.3 of a panel's width in data units. */
    static ScaleBar of(double panelWidth, String unit) {
        int power = (int) Math.floor(Math.log10(LARGEST_SHARE * panelWidth)) - 1;
        BigDecimal longest = BigDecimal.ONE.scaleByPowerOfTen(power);
        for (int p = power; p <= power + 2; p++) {
            for (int step : STEPS) {
                BigDecimal length = BigDecimal.valueOf(step).scaleByPowerOfTen(p);
                if (length.doubleValue() <= LARGEST_SHARE * panelWidth * (1 + 1e-9)) {
                    longest = length;
                }
            }
        }
        String label = (longest.toPlainString() + " " + unit).strip();
        return new ScaleBar(longest.doubleValue(), label);
    }
}
