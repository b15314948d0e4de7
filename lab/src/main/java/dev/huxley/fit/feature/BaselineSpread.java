package dev.huxley.fit.feature;

import dev.huxley.recording.CurrentClampSweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scatter of the voltage before the stimulus over the sweeps of one holding current. All these sweeps repeat the same
 * measurement, so their standard deviation is that of the baseline: a drifting cell has no single baseline that a model
 * could have.
 */
final class BaselineSpread {
    private static final double SAME_HOLDING = 2e-3;

    private final List<double[]> baselines = new ArrayList<>();

    private BaselineSpread() {}

    static BaselineSpread of(List<CurrentClampSweep> sweeps) {
        BaselineSpread spread = new BaselineSpread();
        for (CurrentClampSweep sweep : sweeps) {
            spread.baselines.add(new double[] {sweep.protocol().holding(), sweep.initialVoltage()});
        }
        return spread;
    }

    /** The standard deviation (mV) of the baselines at this holding current (nA); 0 if there are fewer than three. */
    double deviation(double holding) {
        double[] same = baselines.stream()
                .filter(pair -> Math.abs(pair[0] - holding) <= SAME_HOLDING)
                .mapToDouble(pair -> pair[1])
                .toArray();
        return same.length < 3 ? 0 : deviation(same);
    }

    /** The standard deviation of values with n - 1; 0 for a single one. */
    static double deviation(double[] values) {
        if (values.length < 2) {
            return 0;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1));
    }
}
