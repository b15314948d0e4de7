package dev.huxley.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The decay of a trace behind the stimulus, by a line through the logarithm. */
final class ExponentialFits {
    private static final double START = 1;
    private static final double END = 10;

    private ExponentialFits() {}

    /**
     * The time constant from 1 to 10 ms behind the stimulus; null if there is none.
     *
     * @param rest the voltage that the trace decays to; null if it has none
     */
    static Quantity decayAfterStimulus(Voltage voltage, Stimulus stimulus, Quantity rest) {
        int from = stimulus.firstNotBefore(stimulus.end() + START);
        int to = stimulus.firstNotBefore(stimulus.end() + END);
        if (rest == null || to > voltage.length() || to - from < 2) {
            return null;
        }
        double[] times = new double[to - from];
        Arrays.setAll(times, i -> i * voltage.dt());
        List<Quantity> logarithms = new ArrayList<>(times.length);
        for (int i = from; i < to; i++) {
            double distance = voltage.at(i) - rest.value();
            if (distance == 0) {
                return null;
            }
            logarithms.add(
                    voltage.isDifferentiable()
                            ? voltage.sample(i).minus(rest).abs().log()
                            : Quantity.constant(Math.log(Math.abs(distance))));
        }
        Quantity slope = Line.slope(times, logarithms);
        return slope.value() == 0 ? null : slope.abs().reciprocal(1);
    }
}
