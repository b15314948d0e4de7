package dev.huxley.fit.recording;

import dev.huxley.recording.CommandWaveform;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Sweep;
import java.util.List;
import java.util.Optional;

/** Recordings made of numbers. */
final class Recorded {
    private static final RecordedChannel VOLTAGE = new RecordedChannel("voltage", "mV");

    private Recorded() {}

    /** A sweep of a voltage (mV) under a commanded current (nA). */
    static Sweep sweep(int index, double interval, double[] voltage, double[] current) {
        return new Sweep(
                index,
                0,
                interval,
                List.of(VOLTAGE),
                new double[][] {voltage},
                List.of(CommandWaveform.of("current", "nA", current)));
    }

    static Recording of(Sweep... sweeps) {
        return new Recording(
                "made.csv",
                "CSV",
                Optional.empty(),
                List.of(VOLTAGE),
                1000 / sweeps[0].sampleIntervalMs(),
                List.of(sweeps));
    }

    /** {@code from, from + by, ...} */
    static double[] ramp(int length, double from, double by) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = from + i * by;
        }
        return values;
    }

    /** A current that is {@code amplitude} from sample {@code on} to before {@code off}, else zero. */
    static double[] step(int length, int on, int off, double amplitude) {
        double[] values = new double[length];
        for (int i = on; i < off; i++) {
            values[i] = amplitude;
        }
        return values;
    }
}
