package dev.huxley.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;

/**
 * Soft dynamic time warping: the squared distance of two traces along the alignment of their samples that makes it
 * smallest, smoothed so that it has derivatives (Cuturi and Blondel, ICML 2017). A spike that comes a little late costs
 * nothing; one that lacks does.
 *
 * <p>An alignment is a path from the first pair of samples to the last that advances by one sample in either trace or in
 * both. Soft-DTW is {@code -gamma ln(sum over all alignments of exp(-c / gamma))}, where c is the sum of the squared
 * differences along one. For gamma towards 0 it becomes DTW, the smallest c; it is less than DTW by at most gamma times
 * the logarithm of the number of alignments, so it may be negative. {@link #divergence} has no such offset.
 *
 * <p>Time and memory grow with the number of samples times the width of the band: thin out long traces.
 *
 * <pre>{@code
 * NDArray loss = SoftDtw.of(10).band(50).divergence(simulated, recorded).mean();
 * }</pre>
 */
public final class SoftDtw {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final double gamma;
    private final int band;

    private SoftDtw(double gamma, int band) {
        this.gamma = gamma;
        this.band = band;
    }

    /**
     * Soft-DTW over all alignments.
     *
     * @param gamma the smoothing in mV2: alignments count whose sums are within some gamma of the smallest
     * @throws IllegalArgumentException unless gamma is positive and finite
     */
    public static SoftDtw of(double gamma) {
        if (!(gamma > 0) || Double.isInfinite(gamma)) {
            throw new IllegalArgumentException("gamma is " + gamma + " mV2; it must be positive and finite");
        }
        return new SoftDtw(gamma, UNLIMITED);
    }

    /**
     * The same over alignments in a band only (Sakoe and Chiba, 1978).
     *
     * @param samples the largest difference between the numbers of two samples that are aligned
     * @throws IllegalArgumentException if it is negative
     */
    public SoftDtw band(int samples) {
        if (samples < 0) {
            throw new IllegalArgumentException("the band is " + samples + " samples; it must be 0 or more");
        }
        return new SoftDtw(gamma, samples);
    }

    /**
     * The soft-DTW of every simulated trace from the recorded one, in mV2.
     *
     * @param simulated of shape (..., time points)
     * @param recorded of shape (time points), or with the leading axes of the simulated one; the numbers of time points
     *     may differ, by the band at most
     * @return an array of the leading axes' shape, differentiable in both
     * @throws IllegalArgumentException if the shapes do not fit, a data type is not floating point or not the same, or the
     *     memory does not suffice
     */
    public NDArray of(NDArray simulated, NDArray recorded) {
        Losses.requireFloating("simulated", simulated);
        Losses.requireFloating("recorded", recorded);
        Shape shape = simulated.getShape();
        Shape other = recorded.getShape();
        int axes = shape.dimension() - 1;
        boolean isOne = other.dimension() == 1;
        if (axes < 0
                || other.dimension() == 0
                || !isOne && !shape.slice(0, axes).equals(other.slice(0, other.dimension() - 1))) {
            throw new IllegalArgumentException("the simulated array has shape " + shape + " and the recorded one "
                    + other + "; the recorded one must have the same leading axes, or one axis");
        }
        if (shape.size() == 0 || other.size() == 0) {
            throw new IllegalArgumentException(
                    "there is nothing to compare in arrays of shape " + shape + " and " + other);
        }
        if (simulated.getDataType() != recorded.getDataType()) {
            throw new IllegalArgumentException("the simulated array is of type " + simulated.getDataType()
                    + " and the recorded one of type " + recorded.getDataType() + "; give both the same");
        }
        int n = Math.toIntExact(shape.get(axes));
        int m = Math.toIntExact(other.get(other.dimension() - 1));
        if (Math.abs(n - m) > band) {
            throw new IllegalArgumentException(
                    n + " simulated and " + m + " recorded time points cannot be aligned in a band of " + band
                            + " samples; make the band at least " + Math.abs(n - m));
        }
        requireMemory(n, m);
        NDArray rows = Tape.apply(
                new SoftDtwNode(gamma, Math.min(band, Math.max(n, m))),
                simulated.getManager(),
                new NDList(simulated.reshape(-1, n), recorded.reshape(-1, m)));
        return rows.reshape(shape.slice(0, axes));
    }

    /**
     * The soft-DTW divergence, in mV2: soft-DTW without its offset, {@code d(x, y) - (d(x, x) + d(y, y)) / 2} (Blondel,
     * Mensch and Vert, AISTATS 2021). It is not negative, and 0 for equal traces.
     *
     * @param simulated as for {@link #of(NDArray, NDArray)}
     * @param recorded likewise
     */
    public NDArray divergence(NDArray simulated, NDArray recorded) {
        NDArray own = of(simulated, simulated).add(of(recorded, recorded));
        return of(simulated, recorded).sub(own.div(2));
    }

    /** Half of the memory that Java may use must hold the cells of one row with a gradient. */
    private void requireMemory(int n, int m) {
        double bytes = 8.0 * n * Warping.width(n, m, Math.min(band, Math.max(n, m)));
        double available = Runtime.getRuntime().maxMemory() / 2.0;
        if (bytes > available) {
            throw new IllegalArgumentException(String.format(
                    java.util.Locale.ROOT,
                    "soft-DTW of %d and %d time points in a band of %s needs %.0f MB, more than half of Java's %.0f MB;"
                            + " set a narrower band, thin out the traces, or give Java more memory (-Xmx)",
                    n,
                    m,
                    band == UNLIMITED ? "any width" : band + " samples",
                    bytes / 1e6,
                    2 * available / 1e6));
        }
    }

    @Override
    public String toString() {
        return "soft-DTW, gamma " + gamma + " mV2" + (band == UNLIMITED ? "" : ", band " + band + " samples");
    }
}
