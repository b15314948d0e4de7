package dev.huxley.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.text.ElementName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Functions of arrays with own axes before the rows give, traced element by element, what they give on real arrays. */
class TracedBlocksTest {
    private static final int ROWS = 5;
    private static final Map<String, int[]> SHAPES =
            Map.of("W", new int[] {2, 3}, "b", new int[] {3}, "c", new int[] {2});
    private static final List<String> INPUTS = List.of("x", "W", "b", "c");

    private static Map<String, UnaryOperator<Map<String, NDArray>>> functions() {
        Map<String, UnaryOperator<Map<String, NDArray>>> all = new LinkedHashMap<>();
        all.put("matrix times vector", in -> out(in.get("W").mul(in.get("b")).sum(new int[] {1})));
        all.put("single value on the left", in -> out(in.get("x").mul(in.get("W"))));
        all.put("single value on the right", in -> out(in.get("W").sub(in.get("x"))));
        all.put("number on the left", in -> out(NDArrays.div(2, in.get("W")).add(NDArrays.sub(1, in.get("b")))));
        all.put(
                "repeated along a new axis",
                in -> out(in.get("W").add(in.get("c").expandDims(1))));
        all.put(
                "outer product",
                in -> out(in.get("c").expandDims(1).mul(in.get("b").expandDims(0))));
        all.put("sum over two axes", in -> out(in.get("W").sum(new int[] {0, 1})));
        all.put(
                "product, maximum, minimum, mean",
                in -> Map.of(
                        "p", in.get("W").prod(new int[] {0}),
                        "q", in.get("W").max(new int[] {1}),
                        "r", in.get("W").min(new int[] {0}),
                        "s", in.get("W").mean(new int[] {1})));
        all.put("an element", in -> out(in.get("W").get(1, 2)));
        all.put("a row", in -> out(in.get("W").get(1)));
        all.put("a column", in -> out(in.get("W").get(new NDIndex(":, 1"))));
        all.put("a slice", in -> out(in.get("b").get("1:3").add(in.get("W").get("1, :2"))));
        all.put("every second", in -> out(in.get("b").get("0:3:2")));
        all.put(
                "stacked single values",
                in -> out(NDArrays.stack(new NDList(in.get("x"), in.get("x").exp()))
                        .mul(in.get("c"))));
        all.put(
                "stacked arrays",
                in -> out(NDArrays.stack(new NDList(in.get("b"), in.get("b").neg()))
                        .add(in.get("W"))));
        all.put("joined arrays", in -> out(NDArrays.concat(new NDList(in.get("b"), in.get("c")))));
        all.put("where", in -> out(NDArrays.where(in.get("W").gt(in.get("b")), in.get("W"), in.get("x"))));
        all.put(
                "activations",
                in -> Map.of(
                        "p", Activation.relu(in.get("W")),
                        "q", Activation.sigmoid(in.get("b")),
                        "r", Activation.softPlus(in.get("c")),
                        "s", Activation.tanh(in.get("c"))));
        all.put(
                "in place",
                in -> out(in.get("b")
                        .duplicate()
                        .addi(1)
                        .muli(in.get("x").zerosLike().add(3))));
        all.put(
                "zeros and ones",
                in -> out(in.get("W").zerosLike().add(in.get("b").onesLike())));
        all.put("booleans as numbers", in -> out(in.get("W").lt(0).toType(DataType.FLOAT64, false)));
        all.put("extents", in -> out(in.get("W").mul((double) in.get("W").size(1))));
        all.put("functions", in -> out(in.get("W").abs().sqrt().clip(0.2, 2).pow(1.5)));
        return all;
    }

    private static Map<String, NDArray> out(NDArray array) {
        return Map.of("out", array);
    }

    @TestFactory
    Stream<DynamicTest> tracedEqualsEager() {
        return functions().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compare(entry.getValue())));
    }

    private static void compare(UnaryOperator<Map<String, NDArray>> function) {
        Graph graph = Tracer.trace("test", INPUTS, SHAPES, function::apply);
        Random random = new Random(3);
        Map<String, double[]> elements = new LinkedHashMap<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (String name : INPUTS) {
                int[] shape = SHAPES.getOrDefault(name, new int[0]);
                List<String> names = ElementName.all(name, shape);
                double[] all = random.doubles((long) names.size() * ROWS, -2, 2).toArray();
                for (int i = 0; i < names.size(); i++) {
                    elements.put(names.get(i), Arrays.copyOfRange(all, i * ROWS, (i + 1) * ROWS));
                }
                Shape whole = new Shape(Arrays.stream(shape).asLongStream().toArray()).add(ROWS);
                arrays.put(name, manager.create(all, whole));
            }
            Map<String, double[]> traced = Evaluation.arrays(graph, elements);
            Map<String, NDArray> eager = function.apply(arrays);
            int compared = 0;
            for (Map.Entry<String, NDArray> output : eager.entrySet()) {
                long[] whole = output.getValue().getShape().getShape();
                int[] shape = Arrays.stream(whole, 0, whole.length - 1)
                        .mapToInt(extent -> (int) extent)
                        .toArray();
                double[] want = output.getValue().toDoubleArray();
                List<String> names = ElementName.all(output.getKey(), shape);
                for (int i = 0; i < want.length; i++) {
                    double[] have = traced.get(names.get(i / ROWS));
                    assertEquals(
                            want[i],
                            have[have.length == 1 ? 0 : i % ROWS],
                            1e-14 * Math.abs(want[i]) + 1e-300,
                            names.get(i / ROWS));
                }
                compared += names.size();
            }
            assertEquals(traced.size(), compared, "outputs " + traced.keySet());
        }
    }

    @TestFactory
    Stream<DynamicTest> whatRowsCannotDoIsNamedWithARemedy() {
        Map<String, UnaryOperator<Map<String, NDArray>>> calls = new LinkedHashMap<>();
        calls.put(
                "NDArray.sum over everything of arrays of shape [2, 3]|own axes",
                in -> out(in.get("W").sum()));
        calls.put("axis 2|the own axes are 0 to 1", in -> out(in.get("W").sum(new int[] {2})));
        calls.put("get with 3 indices|2 own axes", in -> out(in.get("W").get(0, 0, 0)));
        calls.put("get(5)|0 to 2", in -> out(in.get("b").get(5)));
        calls.put(
                "NDArray.add (with arrays of shape [2]) of arrays of shape [2, 3]|or one of them 1",
                in -> out(in.get("W").add(in.get("c"))));
        calls.put("addi|use add", in -> out(in.get("b").addi(in.get("W"))));
        calls.put(
                "stack of arrays with the own shapes [3] and [2]|one shape",
                in -> out(NDArrays.stack(new NDList(in.get("b"), in.get("c")))));
        calls.put(
                "getShape|how many rows",
                in -> out(in.get("b").reshape(in.get("b").getShape())));
        return calls.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String message = assertThrows(
                                    UntraceableException.class,
                                    () -> Tracer.trace("test", INPUTS, SHAPES, entry.getValue()::apply))
                            .getMessage();
                    for (String part : entry.getKey().split("\\|")) {
                        assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
                    }
                }));
    }
}
