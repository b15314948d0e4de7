package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A network of dense layers inside a mechanism: a learned rate, current or gate. Its weights are array-valued
 * parameters of the mechanism, so they are set, trained, shared and stored like all others, and every engine runs it.
 * Immutable.
 *
 * <pre>{@code
 * public final class LearnedCurrent extends Channel {
 *     private final NeuralNetwork shape = network("shape", NeuralNetwork.dense(1, 8, 1));
 *
 *     public LearnedCurrent() {
 *         super("LearnedCurrent");
 *         parameter("scale", 1e-3, "mA/cm2");
 *     }
 *
 *     @Override
 *     public NDArray current(Membrane membrane) {
 *         NDArray output = shape.apply(membrane, membrane.voltage().add(65).div(20));
 *         return membrane.get("scale").mul(output.get(0));
 *     }
 * }
 * }</pre>
 *
 * <p>{@code cell.makeTrainable("LearnedCurrent_shape")} trains one network for all compartments,
 * {@code cell.comp(Index.all()).makeTrainable("LearnedCurrent_shape")} one for each.
 */
public final class NeuralNetwork {
    /** A function applied to the sums of a layer. */
    public enum Nonlinearity {
        /** The sum itself. */
        IDENTITY(x -> x),
        TANH(NDArray::tanh),
        /** {@code max(x, 0)}; its derivative jumps, so gates made of it have kinks. */
        RELU(Activation::relu),
        /** {@code 1 / (1 + exp(-x))}, between 0 and 1. */
        SIGMOID(Activation::sigmoid),
        /** {@code log(1 + exp(x))}, positive and smooth. */
        SOFTPLUS(Activation::softPlus);

        private final UnaryOperator<NDArray> function;

        Nonlinearity(UnaryOperator<NDArray> function) {
            this.function = function;
        }
    }

    /** Takes the declaration of one array of weights. */
    interface Declarer {
        void declare(String path, int[] shape, double[] values);
    }

    private final String name;
    private final int[] sizes;
    private final Nonlinearity hidden;
    private final Nonlinearity output;
    private final long seed;

    private NeuralNetwork(String name, int[] sizes, Nonlinearity hidden, Nonlinearity output, long seed) {
        this.name = name;
        this.sizes = sizes;
        this.hidden = hidden;
        this.output = output;
        this.seed = seed;
    }

    /**
     * Dense layers with tanh between them and no function after the last one.
     *
     * @param inputs the number of inputs
     * @param layers the number of values of every layer, the output last
     */
    public static NeuralNetwork dense(int inputs, int... layers) {
        int[] sizes = new int[layers.length + 1];
        sizes[0] = inputs;
        System.arraycopy(layers, 0, sizes, 1, layers.length);
        if (layers.length == 0 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "a network needs at least one input and one layer, and layers of at least"
                            + " one value; inputs and layers are " + Arrays.toString(sizes));
        }
        return new NeuralNetwork("", sizes, Nonlinearity.TANH, Nonlinearity.IDENTITY, 0);
    }

    /** A copy with another function between the layers. */
    public NeuralNetwork hidden(Nonlinearity function) {
        return new NeuralNetwork(name, sizes, function, output, seed);
    }

    /** A copy with a function after the last layer. */
    public NeuralNetwork output(Nonlinearity function) {
        return new NeuralNetwork(name, sizes, hidden, function, seed);
    }

    /** A copy with other random initial weights. */
    public NeuralNetwork seed(long number) {
        return new NeuralNetwork(name, sizes, hidden, output, number);
    }

    NeuralNetwork named(String localName) {
        return new NeuralNetwork(localName, sizes, hidden, output, seed);
    }

    /**
     * Declares the weights, (outputs, inputs) and (outputs) for every layer: uniformly random weights within
     * {@code sqrt(6 / (inputs + outputs))} (Glorot and Bengio 2010), biases 0.
     */
    void declare(Declarer declarer) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int layer = 1; layer < sizes.length; layer++) {
            double bound = Math.sqrt(6.0 / (sizes[layer - 1] + sizes[layer]));
            double[] weights = random.doubles((long) sizes[layer - 1] * sizes[layer], -bound, bound)
                    .toArray();
            declarer.declare(path(layer, "weight"), new int[] {sizes[layer], sizes[layer - 1]}, weights);
            declarer.declare(path(layer, "bias"), new int[] {sizes[layer]}, new double[sizes[layer]]);
        }
    }

    /**
     * The outputs of the network, (outputs, compartments); {@code get(0)} is the first of them.
     *
     * @param where the values that the mechanism sees
     * @param inputs one array per input, shaped like the mechanism's scalar values
     */
    public NDArray apply(LocalValues where, NDArray... inputs) {
        if (inputs.length != sizes[0]) {
            throw new IllegalArgumentException(
                    "the network '" + name + "' takes " + sizes[0] + " inputs, not " + inputs.length);
        }
        NDArray values = NDArrays.stack(new NDList(inputs));
        for (int layer = 1; layer < sizes.length; layer++) {
            NDArray weight = where.get(path(layer, "weight"));
            NDArray sums = weight.mul(values).sum(new int[] {1}).add(where.get(path(layer, "bias")));
            values = (layer < sizes.length - 1 ? hidden : output).function.apply(sums);
        }
        return values;
    }

    private String path(int layer, String what) {
        return name + "/layer" + layer + "/" + what;
    }

    @Override
    public String toString() {
        return "NeuralNetwork[" + Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(" -> "))
                + ", " + hidden + ", " + output + "]";
    }
}
