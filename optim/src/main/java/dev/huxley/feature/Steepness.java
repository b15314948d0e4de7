package dev.huxley.feature;

/**
 * The steepest rise before the peak of a spike that has no begin: the dv/dt that three successive samples reach.
 *
 * @param spike the number of the spike in its list
 * @param begin the first of the samples
 * @param slope the smallest dv/dt of the three, V/s
 */
record Steepness(int spike, int begin, Quantity slope) {
    private static final int SAMPLES = 3;

    static Steepness of(TraceFeatures features, Spike spike, int number) {
        Voltage voltage = features.voltage();
        int bound =
                Math.max(Math.max(0, features.stimulus().first() - 2), Math.max(spike.peakBefore, spike.troughBefore));
        int begin = Math.max(0, Math.min(bound, spike.peak - 1));
        int least = begin;
        double steepest = Double.NEGATIVE_INFINITY;
        for (int i = bound; i + SAMPLES <= spike.peak; i++) {
            // Only where dv/dt is above the best so far in the last of the samples can it be in all of them.
            int last = i + SAMPLES - 1;
            double slope = voltage.slope(last);
            if (!(slope > steepest)) {
                i = last;
                continue;
            }
            int flattest = last;
            for (int k = last - 1; k >= i; k--) {
                double other = voltage.slope(k);
                if (other < slope) {
                    slope = other;
                    flattest = k;
                }
            }
            if (slope > steepest) {
                steepest = slope;
                begin = i;
                least = flattest;
            }
        }
        return new Steepness(number, begin, voltage.slopeAt(least));
    }
}
