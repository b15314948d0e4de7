package dev.huxley.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import java.util.List;
import java.util.function.Function;

/**
 * The features of simulated traces as arrays with gradients: on an open {@link Tape} they can be pulled back to the
 * traces, and through a simulation to its parameters. The definitions are those of {@link TraceFeatures} with the same
 * settings. Between samples all times, voltages and slopes have derivatives; on whole samples times have none. Numbers
 * of spikes and bursts have none either, but {@link #residuals} grades the number of spikes near the threshold.
 *
 * <pre>{@code
 * DifferentiableFeatures features = DifferentiableFeatures.of(FeatureSettings.forFits(), 0.1).stimulus(100, 600, 0.2);
 * NDArray loss = features.residuals(v, targets).square().mean();
 * }</pre>
 */
public final class DifferentiableFeatures {
    private final FeatureSettings settings;
    private final double dt;
    private final double[] stimulus;

    private DifferentiableFeatures(FeatureSettings settings, double dt, double[] stimulus) {
        this.settings = settings;
        this.dt = dt;
        this.stimulus = stimulus;
    }

    /**
     * Features of traces whose stimulus is the whole trace.
     *
     * @param dt the interval between the samples of the traces, ms
     */
    public static DifferentiableFeatures of(FeatureSettings settings, double dt) {
        return new DifferentiableFeatures(settings, dt, null);
    }

    /** The same of traces with a stimulus; see {@link FeatureTrace#stimulus}. */
    public DifferentiableFeatures stimulus(double startMs, double endMs, double nanoamperes) {
        return new DifferentiableFeatures(settings, dt, new double[] {startMs, endMs, nanoamperes});
    }

    /**
     * The values of features: those of {@link TraceFeatures#value} where a trace has them; else those with virtual
     * spikes, the highest points below the threshold; NaN where nothing tells a value.
     *
     * @param traces of shape (..., time points) in mV, float64 or float32
     * @return shape (..., features), of the traces' type
     * @throws IllegalArgumentException if there are fewer than two time points or the type is not floating point
     */
    public NDArray values(NDArray traces, Feature... features) {
        List<Feature> wanted = List.of(features);
        Function<TraceFeatures, List<Quantity>> values = trace -> wanted.stream()
                .map(feature -> Graded.of(trace, feature).value())
                .map(value -> value == null ? Quantity.constant(Double.NaN) : value)
                .toList();
        return apply(traces, values, wanted.size());
    }

    /**
     * The distances from targets in standard deviations, as {@link FeatureTarget#residual}: graded where a feature is
     * missing.
     *
     * @param traces as for {@link #values}
     * @return shape (..., targets), finite
     */
    public NDArray residuals(NDArray traces, List<FeatureTarget> targets) {
        List<FeatureTarget> wanted = List.copyOf(targets);
        Function<TraceFeatures, List<Quantity>> residuals = trace -> wanted.stream()
                .map(target -> target.graded(trace))
                .map(each -> Double.isFinite(each.value()) ? each : Quantity.constant(FeatureTarget.DIVERGED))
                .toList();
        return apply(traces, residuals, wanted.size());
    }

    private NDArray apply(NDArray traces, Function<TraceFeatures, List<Quantity>> function, int count) {
        Shape shape = traces.getShape();
        if (traces.getDataType() != DataType.FLOAT64 && traces.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException(
                    "traces are of type " + traces.getDataType() + "; features need float64 or float32 in mV");
        }
        if (count == 0 || shape.dimension() == 0 || shape.get(shape.dimension() - 1) < 2) {
            throw new IllegalArgumentException(count + " features of traces of shape " + shape
                    + "; at least one, and two time points, are needed");
        }
        FeatureNode node = new FeatureNode(this::trace, settings, function, count);
        return Tape.apply(node, traces.getManager(), new NDList(traces));
    }

    private FeatureTrace trace(Samples samples) {
        FeatureTrace trace = FeatureTrace.whole(samples, dt);
        return stimulus == null ? trace : trace.stimulus(stimulus[0], stimulus[1], stimulus[2]);
    }

    @Override
    public String toString() {
        return "differentiable features of traces with samples every " + dt + " ms"
                + (stimulus == null
                        ? ""
                        : ", " + stimulus[2] + " nA from " + stimulus[0] + " to " + stimulus[1] + " ms");
    }
}
