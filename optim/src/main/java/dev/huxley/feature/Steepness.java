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
            int flattest = i;
            for (int k = i + 1; k < i + SAMPLES; k++) {
                flattest = voltage.slope(k) < voltage.slope(flattest) ? k : flattest;
            }
            if (voltage.slope(flattest) > steepest) {
                steepest = voltage.slope(flattest);
                begin = i;
                least = flattest;
            }
        }
        return new Steepness(number, begin, voltage.slopeAt(least));
    }
}
