package dev.huxley.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.huxley.text.Brief;
import java.util.List;

/**
 * The mean and the standard deviation of traces in windows of time: summary statistics that a model can match without
 * matching the time of each spike. The standard deviation is that of the population (divided by n, not n - 1), as is
 * numpy's default.
 *
 * <p>The usual loss of the layer 5 pyramidal cell:
 *
 * <pre>{@code
 * WindowStatistics statistics = WindowStatistics.in(new Window(200, 2000), new Window(2000, 3800));
 * NDArray loss = Losses.scaledAbsolute(statistics.of(v), statistics.of(observed), 2, 1, 2, 1);
 * }</pre>
 */
public final class WindowStatistics {
    private final List<Window> windows;

    /**
     * A range of samples.
     *
     * @param from the first sample
     * @param to the sample after the last
     */
    public record Window(int from, int to) {
        public Window {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("a window from sample " + from + " to before sample " + to
                        + "; it must begin at 0 or later and hold at least one sample");
            }
        }
    }

    private WindowStatistics(List<Window> windows) {
        this.windows = windows;
    }

    /** Statistics of the given windows, which may overlap. */
    public static WindowStatistics in(Window... windows) {
        if (windows.length == 0) {
            throw new IllegalArgumentException("statistics need at least one window");
        }
        return new WindowStatistics(List.of(windows));
    }

    public List<Window> windows() {
        return windows;
    }

    /**
     * The statistics of traces, differentiable. Where a trace is constant, the gradient of its standard deviation is
     * zero.
     *
     * @param traces of shape (..., time points), for instance in mV
     * @return shape (..., 2 windows), in the traces' unit: mean and standard deviation of the first window, then of the
     *     second, and so on
     * @throws IllegalArgumentException if a trace ends before a window does
     */
    public NDArray of(NDArray traces) {
        Losses.requireFloating("simulated or recorded", traces);
        Shape shape = traces.getShape();
        int dimension = shape.dimension();
        long samples = dimension == 0 ? 0 : shape.get(dimension - 1);
        NDList statistics = new NDList();
        for (Window window : windows) {
            if (window.to > samples) {
                throw new IllegalArgumentException("the window of samples " + window.from + " to " + (window.to - 1)
                        + " does not fit traces of shape " + shape + ", which have " + samples + " time points");
            }
            NDArray part = traces.get(new NDIndex("..., " + window.from + ":" + window.to));
            NDArray mean = part.mean(new int[] {dimension - 1}, true);
            statistics.add(mean);
            statistics.add(root(part.sub(mean).square().mean(new int[] {dimension - 1}, true)));
        }
        return NDArrays.concat(statistics, dimension - 1);
    }

    /**
     * The square root, with gradient zero at zero. The discarded branch must be finite, too, or the infinite slope of
     * the root would yield 0 * infinity.
     */
    private static NDArray root(NDArray variance) {
        NDArray positive = variance.gt(0);
        NDArray safe =
                NDArrays.where(positive, variance, variance.stopGradient().onesLike());
        return NDArrays.where(positive, safe.sqrt(), variance.stopGradient().zerosLike());
    }

    @Override
    public String toString() {
        return "WindowStatistics[" + Brief.list(windows) + "]";
    }
}
