package dev.huxley.recording;

import dev.huxley.protocol.TimePoints;

/**
 * Brings a recording to the time step of a simulation. Sample 0 stays at time 0; sample {@code k} of the result belongs to
 * time {@code k * dtTo}, and the result ends at or before the last sample of the input ({@link #length}).
 *
 * <p><b>Recorded values</b> ({@link #resample}) passed an anti-aliasing filter, so they are treated as band-limited in
 * both directions: a sinc low-pass under a Kaiser window (Kaiser 1974; 80 dB design attenuation), evaluated at the
 * exact times of the output, so any ratio of rates is possible.
 *
 * <ul>
 *   <li>To a lower rate: passes up to 0.8 of the new Nyquist frequency within 1e-4, stops from the new Nyquist frequency
 *       on by 80 dB.
 *   <li>To a higher rate: passes up to 0.9 of the old Nyquist frequency within 3e-4, stops images from 1.1 of it on by 80
 *       dB; values at the times of input samples are those samples, exactly. Linear or monotone cubic interpolation would
 *       cut the peaks of spikes (up to 1.2 % of a 1 kHz wave that was recorded at 20 kHz).
 * </ul>
 *
 * Beyond its ends the input is continued with its first and last value, so a baseline that is not 0 does not ring. The
 * ends affect values up to half the filter away, 25 samples of the slower rate. A constant stays exactly constant.
 *
 * <p><b>Commands</b> ({@link #resampleCommand}) are steps, which no filter may round: the output of the converter holds
 * each value until the next.
 */
public final class Resampling {
    private static final double ATTENUATION_DB = 80;
    private static final double KAISER_BETA = 0.1102 * (ATTENUATION_DB - 8.7);
    /** Width of the transition from pass to stop, as a fraction of the lower of the two Nyquist frequencies. */
    private static final double TRANSITION = 0.2;
    /** Half the filter in samples of the slower rate; Kaiser's formula for length, attenuation and transition. */
    private static final double HALF_WIDTH = (ATTENUATION_DB - 7.95) / (2.285 * Math.PI * TRANSITION) / 2;
    /** Ratios of rates that are fractions with a denominator up to this share their filters between samples. */
    private static final int MAX_PHASES = 64;

    private static final double RATIO_TOLERANCE = 1e-9;
    /**
     * The largest ratio of rates. The filter grows with the ratio, and a larger one means seconds in place of
     * milliseconds.
     */
    private static final double MAX_RATIO = 1e5;

    private Resampling() {}

    /**
     * The number of samples at {@code dtTo} that {@code samples} samples at {@code dtFrom} give: those at times up to
     * the last input sample. Both time steps in the same unit.
     */
    public static int length(int samples, double dtFrom, double dtTo) {
        check(samples, dtFrom, dtTo);
        double last = TimePoints.lastUntil((samples - 1) * dtFrom, dtTo);
        if (last >= Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(samples + " samples of " + dtFrom + " are too many in steps of " + dtTo);
        }
        return (int) last + 1;
    }

    /**
     * Resamples recorded values; see the class for the filter. Equal time steps give a copy.
     *
     * @param x values at times 0, {@code dtFrom}, ...
     * @param dtFrom time step of {@code x}, in the unit of {@code dtTo}
     * @param dtTo time step of the result
     * @throws IllegalArgumentException when {@code x} is empty or a time step is not positive
     */
    public static double[] resample(double[] x, double dtFrom, double dtTo) {
        int length = length(x.length, dtFrom, dtTo);
        double ratio = dtTo / dtFrom;
        if (Math.abs(ratio - 1) < RATIO_TOLERANCE) {
            return x.clone();
        }
        if (ratio > MAX_RATIO) {
            throw new IllegalArgumentException("from a time step of " + dtFrom + " to " + dtTo + ": more than "
                    + MAX_RATIO + " times longer; are both in the same unit?");
        }
        int phases = phases(ratio);
        Filter filter = new Filter(ratio);
        double[][] weights = new double[Math.max(phases, 1)][];
        double[] result = new double[length];
        for (int k = 0; k < length; k++) {
            double[] taps;
            long center;
            if (phases > 0) {
                long position = k * Math.round(ratio * phases);
                int phase = (int) (position % phases);
                center = position / phases;
                if (weights[phase] == null) {
                    weights[phase] = filter.taps((double) phase / phases);
                }
                taps = weights[phase];
            } else {
                double position = k * ratio;
                center = (long) position;
                taps = filter.taps(position - center);
            }
            result[k] = apply(taps, x, (int) Math.min(center, x.length - 1), filter.reach);
        }
        return result;
    }

    /**
     * Resamples a command: every sample of the result is the input's sample at that time or the one before it. No new
     * values arise; on a finer grid a step keeps its time.
     *
     * @throws IllegalArgumentException as {@link #resample}
     */
    public static double[] resampleCommand(double[] x, double dtFrom, double dtTo) {
        int length = length(x.length, dtFrom, dtTo);
        double[] result = new double[length];
        for (int k = 0; k < length; k++) {
            result[k] = x[(int) Math.min(TimePoints.lastUntil(k * dtTo, dtFrom), x.length - 1)];
        }
        return result;
    }

    private static void check(int samples, double dtFrom, double dtTo) {
        if (samples == 0) {
            throw new IllegalArgumentException("nothing to resample: no samples");
        }
        if (!(dtFrom > 0 && dtTo > 0 && Double.isFinite(dtFrom) && Double.isFinite(dtTo))) {
            throw new IllegalArgumentException("time steps must be positive: from " + dtFrom + " to " + dtTo);
        }
    }

    /** The smallest denominator of {@code ratio} as a fraction, 0 when it is above {@link #MAX_PHASES}. */
    private static int phases(double ratio) {
        for (int denominator = 1; denominator <= MAX_PHASES; denominator++) {
            double numerator = ratio * denominator;
            if (Math.rint(numerator) >= 1 && Math.abs(numerator - Math.rint(numerator)) < RATIO_TOLERANCE * numerator) {
                return denominator;
            }
        }
        return 0;
    }

    /** Sum of weights times differences from the center: a constant comes out without any rounding. */
    private static double apply(double[] taps, double[] x, int center, int reach) {
        double base = x[center];
        double sum = 0;
        int last = x.length - 1;
        for (int j = 0; j < taps.length; j++) {
            int i = Math.max(0, Math.min(last, center - reach + j));
            sum += taps[j] * (x[i] - base);
        }
        return base + sum;
    }

    private static final class Filter {
        /** Cut-off as a fraction of the input's Nyquist frequency. */
        private final double cutoff;

        private final double halfWidth;
        /** Input samples on either side of the center that the filter can touch. */
        private final int reach;

        Filter(double ratio) {
            double slower = Math.max(ratio, 1);
            this.cutoff = ratio > 1 ? (1 - TRANSITION / 2) / ratio : 1;
            this.halfWidth = HALF_WIDTH * slower;
            this.reach = (int) Math.ceil(halfWidth) + 1;
        }

        /** Weights, of sum 1, of the input samples {@code center - reach ... center + reach} for a time after the center. */
        double[] taps(double fraction) {
            double[] taps = new double[2 * reach + 1];
            double sum = 0;
            for (int j = 0; j < taps.length; j++) {
                double distance = j - reach - fraction;
                taps[j] = sinc(cutoff * distance) * kaiser(distance / halfWidth);
                sum += taps[j];
            }
            for (int j = 0; j < taps.length; j++) {
                taps[j] /= sum;
            }
            return taps;
        }

        private static double sinc(double x) {
            if (x == Math.rint(x)) {
                return x == 0 ? 1 : 0;
            }
            return Math.sin(Math.PI * x) / (Math.PI * x);
        }

        private static double kaiser(double x) {
            return Math.abs(x) >= 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - x * x)) / besselI0(KAISER_BETA);
        }

        /** Modified Bessel function of order 0 by its power series; for arguments up to about 20. */
        private static double besselI0(double x) {
            double term = 1;
            double sum = 1;
            for (int k = 1; term > 1e-17 * sum; k++) {
                term *= (x / (2 * k)) * (x / (2 * k));
                sum += term;
            }
            return sum;
        }
    }
}
