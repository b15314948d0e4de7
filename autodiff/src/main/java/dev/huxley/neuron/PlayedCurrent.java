package dev.huxley.neuron;

import dev.huxley.protocol.Waveform;
import java.util.ArrayList;
import java.util.List;

/**
 * A current or voltage over time as NEURON plays it: the times (ms) at which it changes, and the values from there on.
 *
 * @param times the times of changes
 * @param values the values from each time on
 */
record PlayedCurrent(double[] times, double[] values) {
    /** One lane of a waveform; {@code after} holds from its end on. */
    static PlayedCurrent of(Waveform waveform, int lane, double after) {
        double[] samples = waveform.samples(lane);
        List<Double> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        double before = Double.NaN;
        for (int k = 0; k <= samples.length; k++) {
            double value = k < samples.length ? samples[k] : after;
            if (value != before) {
                times.add(k * waveform.timeStep());
                values.add(value);
                before = value;
            }
        }
        return new PlayedCurrent(
                times.stream().mapToDouble(Double::doubleValue).toArray(),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Tells whether this is a rectangular pulse on 0, which an IClamp gives by itself. */
    boolean isPulse() {
        return (values.length == 3 && values[0] == 0 && values[2] == 0)
                || (values.length == 2 && values[1] == 0)
                || values.length == 1;
    }

    /** The delay, the duration and the amplitude of a pulse. */
    double[] pulse() {
        return switch (values.length) {
            case 1 -> new double[] {0, 1e9, values[0]};
            case 2 -> new double[] {0, times[1], values[0]};
            default -> new double[] {times[1], times[2] - times[1], values[1]};
        };
    }
}
