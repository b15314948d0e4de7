package dev.huxley.fit.recording;

import ai.djl.ndarray.NDArray;
import dev.huxley.loss.Losses;
import dev.huxley.loss.WindowStatistics;
import dev.huxley.loss.WindowStatistics.Window;
import java.util.stream.IntStream;

/** The usual losses of a fit to a recording. */
public enum StandardLoss implements TraceLoss {
    /**
     * The mean-square difference of the traces. It is sensitive to every detail, but penalizes a spike that comes a
     * little late.
     */
    VOLTAGE("mean-square difference of the voltage in mV2", "mV2") {
        @Override
        public NDArray perRow(NDArray simulated, NDArray recorded) {
            return Losses.meanSquarePerRow(simulated, recorded);
        }
    },

    /**
     * The mean and the standard deviation of the voltage in ten equal windows of time: a spike may come anywhere in its
     * window. Differences are in units of 2 mV (means) and 1 mV (deviations).
     */
    STATISTICS("mean difference of window means (in 2 mV) and deviations (in 1 mV)", "") {
        @Override
        public NDArray perRow(NDArray simulated, NDArray recorded) {
            WindowStatistics statistics = WindowStatistics.in(windows(timePoints(recorded)));
            double[] scales = IntStream.range(0, 2 * WINDOWS)
                    .mapToDouble(i -> i % 2 == 0 ? 2 : 1)
                    .toArray();
            return Losses.scaledAbsolutePerRow(statistics.of(simulated), statistics.of(recorded), scales);
        }

        @Override
        public void check(int timePoints) {
            if (timePoints < 2 * WINDOWS) {
                throw new IllegalArgumentException("the window has " + timePoints
                        + " time points, too few for the loss 'statistics', which needs " + 2 * WINDOWS
                        + "; take a longer window");
            }
        }
    };

    private static final int WINDOWS = 10;

    private final String description;
    private final String unit;

    StandardLoss(String description, String unit) {
        this.description = description;
        this.unit = unit;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String unit() {
        return unit;
    }

    private static int timePoints(NDArray traces) {
        return Math.toIntExact(traces.getShape().get(traces.getShape().dimension() - 1));
    }

    private static Window[] windows(int timePoints) {
        return IntStream.range(0, WINDOWS)
                .mapToObj(i -> new Window(i * timePoints / WINDOWS, (i + 1) * timePoints / WINDOWS))
                .toArray(Window[]::new);
    }
}
