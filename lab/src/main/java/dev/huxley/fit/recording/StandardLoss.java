package dev.huxley.fit.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.huxley.loss.Losses;
import dev.huxley.loss.SoftDtw;
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
    },

    /**
     * The soft-DTW divergence per time point, of traces averaged to 500 time points at most: a spike may come a tenth of the
     * time earlier or later, a spike that lacks costs its square.
     */
    SOFT_DTW("soft-DTW divergence in mV2, gamma 10 mV2, spikes may shift by a tenth of the time", "mV2") {
        @Override
        public NDArray perRow(NDArray simulated, NDArray recorded) {
            NDArray thin = thinned(simulated);
            int points = timePoints(thin);
            SoftDtw loss = SoftDtw.of(GAMMA).band(Math.max(1, points / 10));
            return loss.divergence(thin, thinned(recorded)).mean(new int[] {1}).div(points);
        }
    };

    private static final int WINDOWS = 10;
    /** The largest number of time points that soft-DTW compares, and its smoothing in mV2. */
    private static final int POINTS = 500;

    private static final double GAMMA = 10;

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

    /** The means of successive samples, so that {@link #POINTS} are left at most; of shape (rows, 1, points). */
    private static NDArray thinned(NDArray traces) {
        int each = (timePoints(traces) + POINTS - 1) / POINTS;
        int points = timePoints(traces) / each;
        return traces.get(new NDIndex("..., 0:" + points * each))
                .reshape(-1, 1, points, each)
                .mean(new int[] {3});
    }

    private static Window[] windows(int timePoints) {
        return IntStream.range(0, WINDOWS)
                .mapToObj(i -> new Window(i * timePoints / WINDOWS, (i + 1) * timePoints / WINDOWS))
                .toArray(Window[]::new);
    }
}
