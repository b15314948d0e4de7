package dev.huxley.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.AdjointFunction;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Features of traces as a node of the autograd graph. What it keeps are the few derivatives of each feature. */
final class FeatureNode implements AdjointFunction {
    private final Function<Samples, FeatureTrace> traces;
    private final FeatureSettings settings;
    private final Function<TraceFeatures, List<Quantity>> function;
    private final int count;
    private Shape shape;
    private DataType type;
    private FeatureTrace trace;
    private Quantity[] quantities;

    FeatureNode(
            Function<Samples, FeatureTrace> traces,
            FeatureSettings settings,
            Function<TraceFeatures, List<Quantity>> function,
            int count) {
        this.traces = traces;
        this.settings = settings;
        this.function = function;
        this.count = count;
    }

    @Override
    public NDArray forward(NDManager manager, NDList inputs, boolean differentiable) {
        NDArray input = inputs.get(0);
        shape = input.getShape();
        type = input.getDataType();
        int length = (int) shape.get(shape.dimension() - 1);
        int rows = (int) (shape.size() / length);
        float[] floats = type == DataType.FLOAT32 ? input.toFloatArray() : null;
        double[] doubles = floats == null ? input.toDoubleArray() : null;
        quantities = new Quantity[rows * count];
        for (int row = 0; row < rows; row++) {
            Samples samples = floats == null
                    ? new DoubleSamples(doubles, row * length, length)
                    : new FloatSamples(floats, row * length, length);
            trace = traces.apply(samples);
            TraceFeatures features =
                    differentiable ? TraceFeatures.differentiable(trace, settings) : TraceFeatures.of(trace, settings);
            List<Quantity> values = function.apply(features);
            for (int k = 0; k < count; k++) {
                quantities[row * count + k] = values.get(k);
            }
        }
        double[] values = Arrays.stream(quantities).mapToDouble(Quantity::value).toArray();
        return array(manager, values, shape.slice(0, shape.dimension() - 1).add(count));
    }

    private NDArray array(NDManager manager, double[] values, Shape of) {
        NDArray array = manager.create(values, of);
        if (type == DataType.FLOAT64) {
            return array;
        }
        try (array) {
            return array.toType(type, true);
        }
    }

    @Override
    public NDList backward(NDManager manager, NDArray cotangent, boolean[] wanted) {
        if (!wanted[0]) {
            return new NDList((NDArray) null);
        }
        double[] factors;
        try (NDArray wide = cotangent.toType(DataType.FLOAT64, true)) {
            factors = wide.toDoubleArray();
        }
        int length = trace.length();
        int sampled = trace.samplesEvery(settings.stepMs()).length();
        double[] gradient = new double[Math.toIntExact(shape.size())];
        for (int row = 0; row < quantities.length / count; row++) {
            double[] own = new double[sampled];
            for (int k = 0; k < count; k++) {
                double factor = factors[row * count + k];
                if (factor != 0) {
                    quantities[row * count + k].addTo(own, 0, factor);
                }
            }
            trace.pullBack(settings.stepMs(), own, gradient, row * length);
        }
        return new NDList(array(manager, gradient, shape));
    }

    @Override
    public void release() {
        quantities = null;
        trace = null;
    }
}
