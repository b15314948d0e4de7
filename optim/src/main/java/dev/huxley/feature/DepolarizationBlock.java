package dev.huxley.feature;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A check for depolarization block that knows the recording. The usual rule, more than 50 ms above -50 mV, rejects real
 * recordings with a high plateau. Here a model is blocked if it stays above a level for 50 ms longer than the recording
 * does. The level is -50 mV, or 5 mV above the recording's highest minimum between spikes, or 10 mV above its steady
 * state where it has fewer than two spikes, whichever is highest. Likewise it stays too low if it is 50 ms longer than
 * the recording below -75 mV, or below what is 10 mV under the recording's minimum.
 */
public final class DepolarizationBlock {
    private static final double LONGER = 50;
    private static final double HIGH = -50;
    private static final double LOW = -75;
    private static final double ABOVE_MINIMA = 5;
    private static final double ABOVE_STEADY_STATE = 10;
    private static final double BELOW_MINIMUM = 10;

    private final double high;
    private final double low;
    private final double recordedAbove;
    private final double recordedBelow;

    /**
     * What a model does.
     *
     * @param aboveMs the longest time above the level in the stimulus
     * @param belowMs the longest time below the lower level
     * @param allowedAboveMs the longest time above that is no block
     * @param allowedBelowMs the same below
     * @param levelMv the level
     * @param lowLevelMv the lower level
     */
    public record Verdict(
            double aboveMs,
            double belowMs,
            double allowedAboveMs,
            double allowedBelowMs,
            double levelMv,
            double lowLevelMv) {

        /** Tells whether the model is blocked. */
        public boolean isBlocked() {
            return aboveMs > allowedAboveMs || belowMs > allowedBelowMs;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: %.0f ms above %.1f mV (at most %.0f), %.0f ms below %.1f mV (at most %.0f)",
                    isBlocked() ? "blocked" : "no block",
                    aboveMs,
                    levelMv,
                    allowedAboveMs,
                    belowMs,
                    lowLevelMv,
                    allowedBelowMs);
        }
    }

    private DepolarizationBlock(TraceFeatures recorded) {
        double highest = HIGH;
        double[] minima = recorded.values(Feature.MIN_VOLTAGE_BETWEEN_SPIKES);
        for (double minimum : minima) {
            highest = Math.max(highest, minimum + ABOVE_MINIMA);
        }
        OptionalDouble steady = recorded.value(Feature.STEADY_STATE_VOLTAGE_STIMEND);
        if (minima.length == 0 && steady.isPresent()) {
            highest = Math.max(highest, steady.getAsDouble() + ABOVE_STEADY_STATE);
        }
        high = highest;
        OptionalDouble minimum = recorded.value(Feature.MINIMUM_VOLTAGE);
        low = Math.min(LOW, minimum.orElse(LOW) - BELOW_MINIMUM);
        recordedAbove = longest(recorded, high, 1);
        recordedBelow = longest(recorded, low, -1);
    }

    /** The check for models of a recorded sweep. */
    public static DepolarizationBlock of(TraceFeatures recorded) {
        return new DepolarizationBlock(recorded);
    }

    /** Compares a model's trace of the same sweep. */
    public Verdict check(TraceFeatures model) {
        return new Verdict(
                longest(model, high, 1),
                longest(model, low, -1),
                recordedAbove + LONGER,
                recordedBelow + LONGER,
                high,
                low);
    }

    private static double longest(TraceFeatures features, double level, int sign) {
        Voltage voltage = features.voltage();
        int behind = Math.min(voltage.length(), features.stimulus().behind());
        int longest = 0;
        int run = 0;
        for (int i = features.stimulus().first(); i < behind; i++) {
            run = sign * (voltage.at(i) - level) > 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest * voltage.dt();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "DepolarizationBlock[above %.1f mV for at most %.0f ms, below %.1f mV for at most %.0f ms]",
                high,
                recordedAbove + LONGER,
                low,
                recordedBelow + LONGER);
    }
}
