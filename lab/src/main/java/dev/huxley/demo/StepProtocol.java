package dev.huxley.demo;

/**
 * Steps of current from a holding current, one in each sweep, sampled at 10 kHz.
 *
 * @param duration of a sweep, ms
 * @param start of the step, ms
 * @param end of the step, ms
 * @param holding the current before and behind the step, nA
 * @param steps the currents of the steps relative to it, nA
 */
record StepProtocol(double duration, double start, double end, double holding, double... steps) {
    /** The time between two samples, ms. */
    static final double INTERVAL = 0.1;

    /** The number of samples of a sweep. */
    int samples() {
        return (int) Math.round(duration / INTERVAL);
    }

    /** The current of a sweep, nA in every sample. */
    double[] command(int sweep) {
        double[] command = new double[samples()];
        for (int i = 0; i < command.length; i++) {
            boolean isOn = i * INTERVAL >= start && i * INTERVAL < end;
            command[i] = holding + (isOn ? steps[sweep] : 0);
        }
        return command;
    }
}
