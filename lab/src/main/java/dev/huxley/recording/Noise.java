package dev.huxley.recording;

/** Robust estimates of noise from the differences of neighbours, which steps and transients hardly change. */
final class Noise {
    private static final double TO_STANDARD_DEVIATION = 1.4826 / Math.sqrt(2);

    private Noise() {}

    /** The standard deviation of noise whose samples are independent. */
    static double ofSamples(double[] values) {
        return ofBlocks(values, 1);
    }

    /**
     * The standard deviation that independent samples would have whose means of {@code length} samples scatter as those
     * of the values do: larger than that of the samples when the noise is slow.
     */
    static double ofBlocks(double[] values, int length) {
        int blocks = values.length / length;
        if (blocks < 2) {
            return 0;
        }
        double[] differences = new double[blocks - 1];
        double before = mean(values, 0, length);
        for (int i = 1; i < blocks; i++) {
            double mean = mean(values, i * length, length);
            differences[i - 1] = Math.abs(mean - before);
            before = mean;
        }
        return TO_STANDARD_DEVIATION * Staircase.median(differences) * Math.sqrt(length);
    }

    private static double mean(double[] values, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += values[i];
        }
        return sum / length;
    }
}
