package dev.huxley.protocol;

import java.util.Locale;

/** Spike times as samples of a clamp: sample k is the value in the step that starts at time point k. */
final class SpikeTrain {
    private SpikeTrain() {}

    /**
     * @param source the number of the train, for messages
     */
    static double[] samples(double[] times, int source, double timeStep, double duration) {
        double[] samples = new double[TimePoints.samples(duration, timeStep)];
        long before = -1;
        for (int i = 0; i < times.length; i++) {
            double time = times[i];
            if (!(time >= 0 && time <= duration)) {
                throw wrong(source, i, time, "is outside of the run, which lasts " + duration + " ms");
            }
            if (i > 0 && !(time > times[i - 1])) {
                throw wrong(source, i, time, "is not after the one before, " + times[i - 1] + " ms; sort the times");
            }
            long point = TimePoints.nearest(time, timeStep);
            if (point == before) {
                throw wrong(
                        source,
                        i,
                        time,
                        "falls on the same time point as the one before, " + times[i - 1]
                                + " ms; a source spikes once in a time step (" + timeStep
                                + " ms): leave one out, or take a smaller step");
            }
            samples[(int) point] = 1;
            before = point;
        }
        return samples;
    }

    private static IllegalArgumentException wrong(int source, int spike, double time, String what) {
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "spike %d of train %d, at %s ms, %s", spike, source, time, what));
    }
}
