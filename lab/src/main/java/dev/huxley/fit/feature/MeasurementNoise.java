package dev.huxley.fit.feature;

import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureTrace;
import dev.huxley.feature.TraceFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * The scatter that the fast noise of a recording gives to its features: their standard deviations over copies of the sweep to
 * which as much noise is added again. A time constant that is read from a small deflection, for instance, is known no better.
 */
final class MeasurementNoise {
    private static final int COPIES = 12;

    private final List<TraceFeatures> copies = new ArrayList<>();

    private MeasurementNoise() {}

    /** The noise of a sweep, taken from the time before its stimulus; the same for every call. */
    static MeasurementNoise of(FitSweep sweep) {
        MeasurementNoise noise = new MeasurementNoise();
        double[] voltage = sweep.voltage();
        double size = size(voltage, (int) (sweep.start() / FitSweep.SAMPLE));
        if (size == 0) {
            return noise;
        }
        Random random = new Random(1);
        for (int copy = 0; copy < COPIES; copy++) {
            double[] noisy = voltage.clone();
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] += size * random.nextGaussian();
            }
            noise.copies.add(TraceFeatures.of(
                    FeatureTrace.of(noisy, FitSweep.SAMPLE).stimulus(sweep.start(), sweep.end(), sweep.amplitude()),
                    TargetChoice.SETTINGS));
        }
        return noise;
    }

    /** The standard deviation of the noise: that of differences of neighbors, which slow changes hardly touch. */
    private static double size(double[] voltage, int samples) {
        double squares = 0;
        int count = 0;
        for (int i = 1; i < Math.min(samples, voltage.length); i++) {
            double difference = voltage[i] - voltage[i - 1];
            squares += difference * difference;
            count++;
        }
        return count == 0 ? 0 : Math.sqrt(squares / count / 2);
    }

    /** The standard deviation of a feature; 0 if there is no noise, or if it is missing in some copies. */
    double deviation(Feature feature) {
        double[] values = copies.stream()
                .map(features -> features.value(feature))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        return values.length < COPIES ? 0 : Statistics.deviation(values);
    }
}
