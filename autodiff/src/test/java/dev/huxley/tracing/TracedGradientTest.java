package dev.huxley.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.RandomExpression;
import dev.huxley.graph.differentiate.ReverseMode;
import dev.huxley.graph.optimize.SafeWhere;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Reverse mode on graphs against PyTorch's autograd, at kinks too. */
class TracedGradientTest {

    private static final double[] KINKS = {-3, -1, -0.5, 0, 0.5, 1, 2, 3, 20, 20.5, 25};

    /** No Number operands in mul, div and pow: DJL would free what autograd saved. */
    private static Map<String, BinaryOperator<NDArray>> functions() {
        Map<String, BinaryOperator<NDArray>> all = new LinkedHashMap<>();
        all.put("arithmetic", (x, y) -> x.add(y).mul(x).sub(y.neg()).div(y));
        all.put("mod", NDArray::mod);
        all.put("abs", (x, y) -> x.abs());
        all.put(
                "flat",
                (x, y) -> x.sign().add(x.floor()).add(y.ceil()).add(y.round()).add(x));
        all.put("maximum", NDArray::maximum);
        all.put("minimum", NDArray::minimum);
        all.put("maximum, minimum of a number", (x, y) -> x.maximum(1).add(y.minimum(-0.5)));
        all.put("clip", (x, y) -> x.clip(-1, 2).mul(y));
        all.put("pow", NDArray::pow);
        all.put("pow of abs", (x, y) -> x.abs().pow(y));
        for (double exponent : new double[] {0, 1, 2, 3, 4, -1, 0.5, 1.5, 5, -2}) {
            all.put("pow " + exponent, (x, y) -> x.pow(constant(x.getManager(), exponent)));
        }
        all.put("number to the power", (x, y) -> constant(x.getManager(), 2).pow(x));
        all.put("exp, log", (x, y) -> x.exp().mul(y.log()));
        all.put("log10, log2", (x, y) -> x.log10().add(y.log2()));
        all.put("sqrt, square", (x, y) -> x.sqrt().add(y.square()));
        all.put("sin, cos, tan", (x, y) -> x.sin().add(y.cos()).mul(x.tan()));
        all.put("asin, acos, atan", (x, y) -> x.asin().add(y.acos()).mul(x.atan()));
        all.put("sinh, cosh, tanh", (x, y) -> x.sinh().add(y.cosh()).mul(x.tanh()));
        all.put("sigmoid", (x, y) -> Activation.sigmoid(x).mul(y));
        all.put("relu", (x, y) -> Activation.relu(x).mul(y));
        all.put("leakyRelu", (x, y) -> Activation.leakyRelu(x, 0.25f));
        all.put("elu", (x, y) -> Activation.elu(x, 1.5f));
        all.put("softPlus", (x, y) -> Activation.softPlus(x));
        all.put("softSign", (x, y) -> Activation.softSign(x));
        all.put("where", (x, y) -> NDArrays.where(x.gt(y), x.mul(y), y));
        all.put("stopGradient", (x, y) -> x.mul(y.stopGradient()));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> gradientEqualsAutograd() {
        return functions().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compare(entry.getValue())));
    }

    private static void compare(BinaryOperator<NDArray> function) {
        Graph graph =
                Tracer.trace("test", List.of("x", "y"), in -> Map.of("out", function.apply(in.get("x"), in.get("y"))));
        double[] x = new double[KINKS.length * KINKS.length];
        double[] y = new double[x.length];
        Arrays.setAll(x, i -> KINKS[i / KINKS.length]);
        Arrays.setAll(y, i -> KINKS[i % KINKS.length]);
        Map<String, double[]> inputs = new LinkedHashMap<>();
        inputs.put("x", x);
        inputs.put("y", y);
        TorchReplay.Result eager = TorchReplay.run(in -> function.apply(in.get("x"), in.get("y")), inputs);
        assertEqual(eager, SafeWhere.guard(graph), inputs, 1);
    }

    @Test
    void randomGraphsHaveTheGradientsOfAutograd() {
        Random random = new Random(6);
        int compared = 0;
        for (int seed = 1000; seed < 1500; seed++) {
            Graph graph =
                    new RandomExpression(seed, 12, RandomExpression.mostlySmoothOperations()).build(new GraphBuilder());
            Map<String, double[]> inputs = new LinkedHashMap<>();
            for (String name : graph.inputs()) {
                double[] values = new double[16];
                Arrays.setAll(values, i -> i % 2 == 0 ? random.nextGaussian() : random.nextInt(4) - 1.0);
                inputs.put(name, values);
            }
            Graph guarded = SafeWhere.guard(graph);
            compared += assertEqual(TorchReplay.run(guarded, inputs), guarded, inputs, 0);
        }
        assertTrue(compared > 3000, "only " + compared + " partial derivatives were finite and not zero");
    }

    /** Compares where autograd's derivative is a number, and gives how many were and were not zero. */
    private static int assertEqual(
            TorchReplay.Result expected, Graph graph, Map<String, double[]> inputs, int atLeast) {
        double[] ones = new double[expected.values().length];
        Arrays.fill(ones, 1);
        Map<String, double[]> withCotangent = new HashMap<>(inputs);
        withCotangent.put(ReverseMode.cotangent("out"), ones);
        Map<String, double[]> actual =
                Evaluation.arrays(ReverseMode.differentiate(graph, graph.inputs()), withCotangent);
        int compared = 0;
        for (String name : graph.inputs()) {
            for (int i = 0; i < ones.length; i++) {
                double torch = expected.gradients().get(name)[i];
                if (!Double.isNaN(torch)) {
                    String place = "d/" + name + at(inputs, i) + " of\n" + graph;
                    double tolerance = Double.isInfinite(torch) ? 0 : 1e-11 * (1 + Math.abs(torch));
                    assertEquals(torch, actual.get(ReverseMode.gradient(name))[i], tolerance, place);
                    compared += torch == 0 ? 0 : 1;
                }
            }
        }
        assertTrue(compared >= atLeast || graph.nodes().size() == 1, "nothing was compared");
        return compared;
    }

    /** Hodgkin and Huxley's rate 0.1 (v + 40) / (1 - exp(-(v + 40) / 10)) at v = -40: value 1, slope 1/20. */
    @Test
    void singularRateHasItsLimitInBothEngines() {
        Graph graph = Tracer.trace("HH.alphaM", List.of("v"), in -> {
            NDArray z = in.get("v").add(40).div(10).neg();
            NDArray close = z.abs().lt(1e-6);
            NDArray rate = NDArrays.where(
                    close, NDArrays.sub(1, z.mul(0.5)), z.div(z.exp().sub(1)));
            return Map.of("alpha", rate);
        });
        Map<String, double[]> at = Map.of("v", new double[] {-40, -40 + 1e-5, -40 - 1e-5, -39, -70, 30});
        assertTrue(
                Double.isNaN(TorchReplay.run(graph, at).gradients().get("v")[0]),
                "unguarded autograd gives NaN, else this test is void");
        Graph guarded = SafeWhere.guard(graph);
        TorchReplay.Result torch = TorchReplay.run(guarded, at);
        double[] ones = {1, 1, 1, 1, 1, 1};
        double[] reverse = Evaluation.arrays(
                        ReverseMode.differentiate(guarded, List.of("v")), Map.of("v", at.get("v"), "d/alpha", ones))
                .get("d/v");
        assertEquals(1.0, torch.values()[0], 0.0);
        assertEquals(0.05, torch.gradients().get("v")[0], 1e-16);
        assertEquals(0.05, reverse[0], 1e-16);
        for (int i = 0; i < ones.length; i++) {
            assertEquals(torch.gradients().get("v")[i], reverse[i], 1e-10, "v = " + at.get("v")[i]);
        }
    }

    private static String at(Map<String, double[]> inputs, int i) {
        StringBuilder text = new StringBuilder(" at");
        inputs.forEach(
                (name, values) -> text.append(' ').append(name).append(" = ").append(values[i]));
        return text.toString();
    }

    private static NDArray constant(NDManager manager, double value) {
        return manager.create(value);
    }
}
