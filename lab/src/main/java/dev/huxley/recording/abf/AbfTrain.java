package dev.huxley.recording.abf;

/**
 * The values of a train epoch: pulses of {@code width} samples every {@code period} samples, which go from the level before
 * the epoch to the epoch's level. A triangle rises for {@code width} samples and falls for the rest of the period, a cosine
 * takes the whole period, a biphasic pulse has the same deviation in both directions, one in each half of the width. Between
 * pulses, and where no whole pulse fits any more, the output stays at the level before the epoch. So Axon Instruments' own
 * waveform code (abfhwave, 2002) generates them, which pyABF (S. Harden) agrees with.
 */
final class AbfTrain {
    static final int PULSE = 3;
    static final int TRIANGLE = 4;
    static final int COSINE = 5;
    static final int BIPHASIC = 7;

    private AbfTrain() {}

    static boolean isTrain(int type) {
        return type == PULSE || type == TRIANGLE || type == COSINE || type == BIPHASIC;
    }

    /**
     * The value of a sample.
     *
     * @param sample counted from the epoch's start
     * @param duration of the whole epoch, samples
     * @param before the level before the epoch
     * @param level the epoch's level in this sweep
     */
    static double value(AbfEpoch epoch, long sample, long duration, double before, double level) {
        int period = epoch.pulsePeriod();
        long phase = sample % period;
        long needed = epoch.type() == PULSE || epoch.type() == BIPHASIC ? epoch.pulseWidth() : period;
        boolean isWhole = sample - phase + needed <= duration;
        return isWhole ? before + (level - before) * deviation(epoch, phase) : before;
    }

    /** The deviation from the level before the epoch, 1 at the epoch's level. */
    private static double deviation(AbfEpoch epoch, long phase) {
        int period = epoch.pulsePeriod();
        int width = epoch.pulseWidth();
        return switch (epoch.type()) {
            case TRIANGLE -> phase < width ? (double) phase / width : (double) (period - phase) / (period - width);
            case COSINE -> (1 - Math.cos(2 * Math.PI * phase / period)) / 2;
            case BIPHASIC -> phase < width / 2 ? 1 : phase < width ? -1 : 0;
            default -> phase < width ? 1 : 0;
        };
    }
}
