package dev.huxley.fit.feature;

/** The differences of the voltage of a sweep in mV, once a millisecond around the stimulus: for responses without spikes. */
final class VoltageComparison implements Comparison {
    private static final int EVERY = (int) Math.round(1 / FitSweep.SAMPLE);

    @Override
    public int size(FitSweep sweep) {
        return (sweep.voltage().length + EVERY - 1) / EVERY;
    }

    @Override
    public void compare(FitSweep sweep, float[] v, int length, double[] differences, int from) {
        double[] recorded = sweep.voltage();
        for (int i = 0; i < recorded.length; i += EVERY) {
            differences[from + i / EVERY] = v[i] - recorded[i];
        }
    }
}
