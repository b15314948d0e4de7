package dev.huxley.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import dev.huxley.autograd.NumberOverloads.Overload;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.tree.ArrayTree;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Takes gradients through everything that accepts a Java number, with a garbage collection between the forward and the
 * backward pass after which the freed memory is filled with other numbers, and compares them with central differences.
 * A program of its own, so that a test can give it a small heap.
 */
final class GradientsUnderCollection {
    private static final double[] AT = {0.3, 0.9, 1.75};
    private static final double[] WEIGHTS = {1.3, -0.4, 0.8};
    /** The way from a leaf to the function's argument: arrays made in all sorts of ways behave alike. */
    private enum Start {
        LEAF,
        INDEXED,
        RESHAPED,
        OF_A_NETWORK;

        NDArray of(NDArray leaf, Linear network) {
            return switch (this) {
                case LEAF -> leaf.abs();
                case INDEXED -> leaf.get(new NDIndex(":")).abs();
                case RESHAPED -> leaf.reshape(1, 3).abs().reshape(3);
                case OF_A_NETWORK -> network.forward(
                                new ParameterStore(leaf.getManager(), false), new NDList(leaf.reshape(1, 3)), true)
                        .singletonOrThrow()
                        .reshape(3);
            };
        }
    }

    private final Supplier<NDManager> managers;
    private final Map<String, Integer> wrong = new LinkedHashMap<>();
    private int taken;

    private GradientsUnderCollection(Supplier<NDManager> managers) {
        this.managers = managers;
    }

    /** @param arguments the number of repeats, and {@code plain} for DJL's own managers */
    public static void main(String[] arguments) {
        boolean plain = arguments.length > 1 && arguments[1].equals("plain");
        GradientsUnderCollection all =
                new GradientsUnderCollection(plain ? NDManager::newBaseManager : HuxleyRuntime::newManager);
        for (int repeat = 0; repeat < Integer.parseInt(arguments[0]); repeat++) {
            all.repeat(Start.values()[repeat % 4], repeat % 8 < 4 ? DataType.FLOAT64 : DataType.FLOAT32);
        }
        System.out.printf(
                "%d of %d gradients are wrong %s%n",
                all.wrong.values().stream().mapToInt(Integer::intValue).sum(), all.taken, all.wrong);
        System.exit(all.wrong.isEmpty() ? 0 : 1);
    }

    private void repeat(Start start, DataType type) {
        List<Overload> overloads = NumberOverloads.all();
        try (NDManager manager = managers.get();
                NDManager own = manager.newSubManager();
                Tape tape = Tape.open()) {
            Linear network = network(manager, type);
            ArrayTree leaves = ArrayTree.empty();
            List<NDArray> losses = new ArrayList<>();
            for (int i = 0; i < overloads.size(); i++) {
                NDArray leaf = own.create(AT).toType(type, false);
                leaf.setRequiresGradient(true);
                leaves = leaves.with(String.valueOf(i), leaf);
                losses.add(loss(overloads.get(i).function(), start.of(leaf, network)));
            }
            ByteBuffer[] refilled = collectAndRefill();
            for (int i = 0; i < overloads.size(); i++) {
                String path = String.valueOf(i);
                NDArray gradient = tape.gradients(losses.get(i), ArrayTree.of(path, leaves.get(path)))
                        .get(path);
                compare(overloads.get(i), start, gradient);
            }
            if (refilled[0].getDouble(0) != 777) {
                throw new IllegalStateException("the filling was lost");
            }
        }
    }

    private void compare(Overload overload, Start start, NDArray gradient) {
        double tolerance = gradient.getDataType() == DataType.FLOAT64 ? 1e-6 : 1e-4;
        double[] have = gradient.toType(DataType.FLOAT64, false).toDoubleArray();
        double[] want = centralDifferences(overload.function(), start);
        boolean right = true;
        for (int i = 0; i < want.length; i++) {
            right &= Math.abs(have[i] - want[i]) <= tolerance * Math.max(1, Math.abs(want[i]));
        }
        taken++;
        if (!right) {
            wrong.merge(overload.name(), 1, Integer::sum);
        }
    }

    private final Map<List<Object>, double[]> differences = new LinkedHashMap<>();

    private double[] centralDifferences(UnaryOperator<NDArray> function, Start start) {
        return differences.computeIfAbsent(List.of(function, start), key -> {
            double[] slopes = new double[AT.length];
            try (NDManager manager = managers.get()) {
                Linear network = network(manager, DataType.FLOAT64);
                for (int i = 0; i < slopes.length; i++) {
                    double[] losses = new double[2];
                    for (int side = 0; side < 2; side++) {
                        double[] at = AT.clone();
                        at[i] += side == 0 ? -1e-6 : 1e-6;
                        losses[side] = loss(function, start.of(manager.create(at), network))
                                .getDouble();
                    }
                    slopes[i] = (losses[1] - losses[0]) / 2e-6;
                }
            }
            return slopes;
        });
    }

    /** With an array that is created and closed at once, and a mask if the function gives one. */
    private static NDArray loss(UnaryOperator<NDArray> function, NDArray at) {
        NDArray result = function.apply(at);
        NDArray value =
                result.getDataType() == DataType.BOOLEAN ? at.mul(result.toType(at.getDataType(), false)) : result;
        try (NDArray weights = at.getManager().create(WEIGHTS)) {
            return value.mul(weights).sum();
        }
    }

    private static Linear network(NDManager manager, DataType type) {
        Linear network = Linear.builder().setUnits(3).build();
        network.setInitializer(new ConstantInitializer(0.5f), Parameter.Type.WEIGHT);
        network.initialize(manager, type, new Shape(1, 3));
        return network;
    }

    /** Frees what only a closed array refers to, and takes its place. */
    private static ByteBuffer[] collectAndRefill() {
        System.gc();
        ByteBuffer[] refilled = new ByteBuffer[2000];
        for (int i = 0; i < refilled.length; i++) {
            refilled[i] = ByteBuffer.allocateDirect(i % 2 == 0 ? 8 : 24).order(ByteOrder.nativeOrder());
            for (int at = 0; at < refilled[i].capacity(); at += 8) {
                refilled[i].putDouble(at, 777);
            }
        }
        return refilled;
    }
}
