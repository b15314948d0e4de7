package dev.huxley.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.huxley.engine.torch.ReplayedGraph;
import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The same source, eagerly on NDArrays and traced: equal values, also for the special ones. */
class TracedValuesTest {

    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        2.5,
        -2.5,
        3,
        -4,
        6,
        20,
        20.5,
        -20,
        1e-17,
        -1e-9,
        1e300,
        -1e300,
        700,
        -700,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private static Map<String, BinaryOperator<NDArray>> functions() {
        Map<String, BinaryOperator<NDArray>> all = new LinkedHashMap<>();
        all.put("add", (x, y) -> x.add(y).add(2));
        all.put("sub", (x, y) -> x.sub(y).sub(2.5));
        all.put("mul", (x, y) -> x.mul(y).mul(0.1));
        all.put("div", (x, y) -> x.div(y).div(3));
        all.put("mod", NDArray::mod);
        all.put("mod number", (x, y) -> x.mod(3).add(y.mod(-2.5)));
        all.put("pow", NDArray::pow);
        for (double exponent : new double[] {0, 1, 2, 3, 4, -1, -2, 5, 0.3, 1.5}) {
            all.put("pow " + exponent, (x, y) -> x.pow(exponent));
        }
        all.put("pow 0.5", (x, y) -> x.abs().pow(0.5));
        all.put("maximum", NDArray::maximum);
        all.put("minimum", NDArray::minimum);
        all.put("maximum, minimum number", (x, y) -> x.maximum(1).add(y.minimum(-0.5)));
        all.put("gt", (x, y) -> number(x.gt(y)).add(number(x.gt(1))));
        all.put("gte", (x, y) -> number(x.gte(y)).add(number(x.gte(1))));
        all.put("lt", (x, y) -> number(x.lt(y)).add(number(x.lt(1))));
        all.put("lte", (x, y) -> number(x.lte(y)).add(number(x.lte(1))));
        all.put("eq", (x, y) -> number(x.eq(y)).add(number(x.eq(1))));
        all.put("neq", (x, y) -> number(x.neq(y)).add(number(x.neq(1))));
        all.put("logicalAnd", (x, y) -> number(x.gt(0).logicalAnd(y)));
        all.put("logicalOr", (x, y) -> number(x.logicalOr(y.lt(1))));
        all.put("logicalXor", (x, y) -> number(x.logicalXor(y)));
        all.put("logicalNot", (x, y) -> number(x.logicalNot())
                .add(number(y.gt(0).logicalNot().logicalAnd(x.gt(0)))));
        all.put("neg", (x, y) -> x.neg());
        all.put("abs", (x, y) -> x.abs());
        all.put("sign", (x, y) -> x.sign());
        all.put("square", (x, y) -> x.square());
        all.put("sqrt", (x, y) -> x.sqrt());
        all.put("exp", (x, y) -> x.exp());
        all.put("log", (x, y) -> x.log());
        all.put("log10", (x, y) -> x.log10());
        all.put("log2", (x, y) -> x.log2());
        all.put("sin", (x, y) -> x.sin());
        all.put("cos", (x, y) -> x.cos());
        all.put("tan", (x, y) -> x.tan());
        all.put("asin", (x, y) -> x.asin());
        all.put("acos", (x, y) -> x.acos());
        all.put("atan", (x, y) -> x.atan());
        all.put("sinh", (x, y) -> x.sinh());
        all.put("cosh", (x, y) -> x.cosh());
        all.put("tanh", (x, y) -> x.tanh());
        all.put("floor", (x, y) -> x.floor());
        all.put("ceil", (x, y) -> x.ceil());
        all.put("round", (x, y) -> x.round());
        all.put("trunc", (x, y) -> x.trunc());
        all.put("isNaN, isInfinite", (x, y) -> number(x.isNaN()).add(number(y.isInfinite())));
        all.put("clip", (x, y) -> x.clip(-1, 2.5).add(y.clip(3, 1)));
        all.put("toType", (x, y) -> x.toType(DataType.FLOAT64, true).add(number(y.toType(DataType.BOOLEAN, false))));
        all.put("duplicate, stopGradient", (x, y) -> x.duplicate().add(y.stopGradient()));
        all.put("zerosLike, onesLike", (x, y) -> x.zerosLike().add(y.onesLike()));
        all.put("booleans in arithmetic", (x, y) -> x.mul(y.gt(0)).add(x.lt(1).mul(0.3)));
        all.put("in place, mod", (x, y) -> x.duplicate()
                .addi(y)
                .subi(1)
                .muli(y)
                .divi(3)
                .powi(2)
                .modi(7)
                .negi()
                .signi());
        all.put("in place with arrays, mod", (x, y) -> {
            NDArray sum = x.duplicate();
            sum.addi(3).subi(y).muli(0.5).divi(y).modi(y);
            return sum;
        });
        all.put("number on the left", (x, y) -> NDArrays.sub(1, x)
                .add(NDArrays.div(2, y))
                .add(NDArrays.add(3, x))
                .add(NDArrays.mul(4, y)));
        all.put("number on the left, mod", (x, y) -> NDArrays.mod(7, x));
        all.put("number on the left, pow", (x, y) -> NDArrays.pow(2, x).add(NDArrays.pow(1, y)));
        all.put("number on the left, in place", (x, y) -> {
            NDArray first = x.duplicate();
            NDArrays.subi(1, first);
            return first.addi(y);
        });
        all.put("number on the left, extrema", (x, y) -> NDArrays.maximum(0, x).add(NDArrays.minimum(6, y)));
        all.put("number on the left, comparisons", (x, y) -> number(NDArrays.gt(1, x))
                .add(number(NDArrays.gte(1, x)))
                .add(number(NDArrays.lt(1, y)))
                .add(number(NDArrays.lte(1, y)))
                .add(number(NDArrays.eq(1, x)))
                .add(number(NDArrays.neq(1, y))));
        all.put("where", (x, y) -> NDArrays.where(x.gt(y), x, y.neg()));
        all.put(
                "where of booleans",
                (x, y) -> number(NDArrays.where(x.gt(0), y.gt(1), y.lt(-1)).logicalNot()));
        all.put("add and mul of three", (x, y) -> NDArrays.add(x, y, x).add(NDArrays.mul(x, x, y)));
        all.put("add and mul of two", (x, y) -> NDArrays.add(x, y).add(NDArrays.mul(x, y)));
        all.put("constants", (x, y) -> x.mul(x.getManager().create(0.3))
                .add(y.getManager().zeros(new Shape(1)).add(y.getManager().create(new double[] {2.5}))));
        all.put("sigmoid", (x, y) -> Activation.sigmoid(x));
        all.put("Activation.tanh", (x, y) -> Activation.tanh(x));
        all.put("relu", (x, y) -> Activation.relu(x));
        all.put("relu6", (x, y) -> Activation.relu6(x));
        all.put("leakyRelu", (x, y) -> Activation.leakyRelu(x, 0.25f));
        all.put("elu", (x, y) -> Activation.elu(x, 1.5f));
        all.put("softPlus", (x, y) -> Activation.softPlus(x));
        all.put("softSign", (x, y) -> Activation.softSign(x));
        all.put("swish", (x, y) -> Activation.swish(x, 0.5f));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> tracedEqualsEager() {
        return functions().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compare(entry.getKey(), entry.getValue())));
    }

    @Test
    void everyOperationIsReached() {
        Set<Operation> missing = EnumSet.allOf(Operation.class);
        functions()
                .values()
                .forEach(function -> trace(function).nodes().forEach(node -> missing.remove(node.operation())));
        assertTrue(missing.isEmpty(), "no function above is traced to " + missing);
    }

    private static void compare(String name, BinaryOperator<NDArray> function) {
        double[] x = new double[SPECIAL.length * SPECIAL.length + 500];
        double[] y = new double[x.length];
        Random random = new Random(5);
        for (int i = 0; i < x.length; i++) {
            boolean special = i < SPECIAL.length * SPECIAL.length;
            x[i] = special ? SPECIAL[i / SPECIAL.length] : 5 * random.nextGaussian();
            y[i] = special ? SPECIAL[i % SPECIAL.length] : 5 * random.nextGaussian();
        }
        Graph graph = trace(function);
        double[] traced = Evaluation.arrays(graph, Map.of("x", x, "y", y)).get("out");
        double[] replayed = eager(
                (a, b) -> ReplayedGraph.outputs(graph, Map.of("x", a, "y", b)).get("out"), x, y);
        double[] eager = eager(function, x, y);
        for (int i = 0; i < x.length; i++) {
            if (name.contains("mod") && !isOrdinary(x[i], y[i])) {
                continue;
            }
            String place = " at x = " + x[i] + ", y = " + y[i] + " of\n" + graph;
            assertEquals(eager[i], traced[i], tolerance(eager[i]), "interpreted" + place);
            assertEquals(eager[i], replayed[i % replayed.length], tolerance(eager[i]), "replayed" + place);
        }
    }

    /** Tells whether numbers are of ordinary size: for quotients beyond 2**53 PyTorch's vectorized remainder is NaN. */
    private static boolean isOrdinary(double x, double y) {
        return Math.max(Math.abs(x), Math.abs(y)) < 1e6 && Math.min(Math.abs(x), Math.abs(y)) > 1e-3;
    }

    /** A few ulp; and zeros may have either sign. */
    private static double tolerance(double value) {
        return Double.isFinite(value) ? 2e-15 * Math.abs(value) + 1e-300 : 0;
    }

    private static Graph trace(BinaryOperator<NDArray> function) {
        return Tracer.trace("test", List.of("x", "y"), in -> Map.of("out", function.apply(in.get("x"), in.get("y"))));
    }

    private static double[] eager(BinaryOperator<NDArray> function, double[] x, double[] y) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return function.apply(manager.create(x), manager.create(y))
                    .toType(DataType.FLOAT64, false)
                    .toDoubleArray();
        }
    }

    private static NDArray number(NDArray booleans) {
        return booleans.toType(DataType.FLOAT64, false);
    }
}
