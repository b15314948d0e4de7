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
import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TracerTest {

    @Test
    void inputsAndOutputsKeepTheirOrder() {
        Graph graph = Tracer.trace("test", List.of("v", "unused", "m"), in -> {
            Map<String, NDArray> out = new LinkedHashMap<>();
            out.put("z", in.get("m").exp());
            out.put("a", in.get("v").gt(0));
            out.put("one", in.get("v").onesLike());
            return out;
        });
        assertEquals(List.of("v", "unused", "m"), graph.inputs());
        assertEquals(List.of("z", "a", "one"), List.copyOf(graph.outputs().keySet()));
        Map<String, Double> result = Evaluation.scalars(graph, Map.of("v", 2.0, "m", 0.0));
        assertEquals(Map.of("z", 1.0, "a", 1.0, "one", 1.0), result);
    }

    @Test
    void equalSubexpressionsAreTracedToOneNode() {
        Graph graph = trace(x -> x.add(40).div(10).exp().add(x.add(40).div(10).exp()));
        assertEquals(
                1,
                graph.nodes().stream()
                        .filter(node -> node.operation() == Operation.EXP)
                        .count(),
                graph::toString);
    }

    @Test
    void inPlaceOperationsAreSeenThroughEveryName() {
        Graph graph = trace(x -> {
            NDArray same = x.toType(DataType.FLOAT64, false);
            x.addi(1);
            return same.mul(2);
        });
        assertEquals(8.0, Evaluation.scalars(graph, Map.of("x", 3.0)).get("out"));
    }

    /** States that are booleans for the user arrive as floats. */
    @Test
    void floatsServeAsConditions() {
        Graph graph = trace(x -> NDArrays.where(x, x.add(1), x.sub(1)));
        assertEquals(-1.0, Evaluation.scalars(graph, Map.of("x", 0.0)).get("out"));
        assertEquals(4.0, Evaluation.scalars(graph, Map.of("x", 3.0)).get("out"));
    }

    @Test
    void realArraysOfOneElementAreConstants() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray half = manager.create(0.5);
            NDArray third = manager.create(new float[] {3});
            Graph graph = trace(x -> NDArrays.where(x.gt(half), x.mul(third), half));
            assertEquals(6.0, Evaluation.scalars(graph, Map.of("x", 2.0)).get("out"));
            assertEquals(0.5, Evaluation.scalars(graph, Map.of("x", 0.0)).get("out"));
        }
    }

    @Test
    void changingStateIsNoticed() {
        AtomicInteger calls = new AtomicInteger();
        String message = refusal(x -> x.add(calls.incrementAndGet()));
        assertTrue(message.contains("HH.update gave two different expressions"), message);
        assertTrue(message.contains("1.0") && message.contains("2.0"), message);
    }

    @Test
    void arraysKeptFromAnEarlierCallAreNoticed() {
        NDArray[] kept = new NDArray[1];
        String message = refusal(x -> {
            kept[0] = kept[0] == null ? x : kept[0];
            return kept[0].add(x);
        });
        assertTrue(message.contains("kept from an earlier call"), message);
    }

    @Test
    void aMissingInputIsNamed() {
        String message = assertThrows(
                        UntraceableException.class,
                        () -> Tracer.trace("HH.update", List.of("v", "HH_m"), in -> Map.of("m", in.get("HH_n"))))
                .getMessage();
        assertTrue(message.contains("'HH_n'") && message.contains("[v, HH_m]"), message);
        assertThrows(IllegalArgumentException.class, () -> Tracer.trace("test", List.of("v", "v"), in -> in));
    }

    @Test
    void missingOutputsAreNamed() {
        assertTrue(refusal(x -> null).contains("'out'"));
        String message = assertThrows(
                        UntraceableException.class, () -> Tracer.trace("HH.update", List.of("v"), in -> null))
                .getMessage();
        assertTrue(message.contains("returned null"), message);
    }

    @Test
    void errorsOfTheFunctionItselfPass() {
        assertThrows(
                ArithmeticException.class,
                () -> trace(x -> {
                    throw new ArithmeticException("mine");
                }));
        assertThrows(ClassCastException.class, () -> trace(x -> (NDArray) (Object) List.of(x)));
    }

    @TestFactory
    Stream<DynamicTest> whatCannotBeTracedIsNamedWithARemedy() {
        NDManager manager = NDManager.newBaseManager();
        NDArray three = manager.create(new double[] {1, 2, 3});
        NDArray one = manager.create(1.0);
        Map<String, UnaryOperator<NDArray>> calls = new LinkedHashMap<>();
        calls.put("NDArray.getDouble|use NDArrays.where", x -> x.getDouble() > 0 ? x : x.neg());
        calls.put("NDArray.toDoubleArray|use NDArrays.where", x -> x.mul(x.toDoubleArray()[0]));
        calls.put("NDArray.getBoolean|use NDArrays.where", x -> x.gt(0).getBoolean() ? x : x.neg());
        calls.put("NDArray.contentEquals|use NDArrays.where", x -> x.contentEquals(x) ? x : x.neg());
        calls.put("NDArray.allClose|use NDArrays.where", x -> x.allClose(x.neg()) ? x : x.neg());
        calls.put("NDArray.any|use NDArrays.where", x -> x.gt(0).any());
        calls.put("NDArray.getShape|fit any shape", x -> x.getManager().zeros(x.getShape()));
        calls.put("NDArray.size|fit any shape", x -> x.div(x.size()));
        calls.put("NDArray.sum|element-by-element", x -> x.sum());
        calls.put("NDArray.matMul|element-by-element", x -> x.matMul(x));
        calls.put("NDArray.get|element-by-element", x -> x.get(new NDIndex("0")));
        calls.put("NDArray.reshape|element-by-element", x -> x.reshape(1, 1));
        calls.put("NDArray.cumSum|element-by-element", x -> x.cumSum());
        calls.put("stack along axis 1|element-by-element", x -> NDArrays.stack(new NDList(x, x), 1));
        calls.put("NDArray.sum over everything|give the own axes", x -> NDArrays.stack(new NDList(x, x))
                .sum());
        calls.put("NDArrayEx.gelu|element-by-element", x -> ai.djl.nn.Activation.gelu(x));
        calls.put("NDArray.mul of an array from outside|on the left", x -> one.mul(x));
        calls.put("NDArray.add of an array from outside|on the left", x -> three.add(x));
        calls.put("where|on the left", x -> NDArrays.where(x.gt(0), one, x));
        calls.put("shape (3)|declare the array", x -> x.mul(three));
        calls.put("NDManager.create|create(number)", x -> x.mul(x.getManager().create(new double[] {1, 2})));
        calls.put("NDManager.zeros|create(number)", x -> x.add(x.getManager().zeros(new Shape(2))));
        calls.put("NDManager.randomNormal|frozen", x -> x.add(x.getManager().randomNormal(new Shape(1))));
        calls.put(
                "NDManager.arange|element-by-element", x -> x.add(x.getManager().arange(3)));
        calls.put("NDArray.toType(int32)|floor()", x -> x.toType(DataType.INT32, false));
        calls.put("NDArray.add on booleans|toType", x -> x.gt(0).add(x.lt(1)));
        calls.put("NDArray.exp on booleans|toType", x -> x.gt(0).exp());
        calls.put("NDArray.add got null|check the name", x -> x.add((NDArray) null));
        return calls.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String message = refusal(entry.getValue());
                    for (String part : ("HH.update: |(TracerTest.java:|" + entry.getKey()).split("\\|")) {
                        assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
                    }
                }))
                .onClose(manager::close);
    }

    private static String refusal(UnaryOperator<NDArray> function) {
        return assertThrows(UntraceableException.class, () -> trace(function)).getMessage();
    }

    private static Graph trace(UnaryOperator<NDArray> function) {
        return Tracer.trace("HH.update", List.of("x"), in -> {
            Map<String, NDArray> out = new LinkedHashMap<>();
            out.put("out", function.apply(in.get("x")));
            return out;
        });
    }
}
