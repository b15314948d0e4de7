package dev.huxley.graph.optimize;

import static dev.huxley.graph.Operation.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.HodgkinHuxleyStep;
import dev.huxley.graph.RandomExpression;
import dev.huxley.graph.differentiate.ReverseMode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoistingTest {

    /** y and z are constant, x changes. */
    private static final Set<String> CONSTANTS = Set.of("y", "z");

    @Test
    void bothPartsGiveWhatTheWholeGives() {
        Random random = new Random(1);
        int split = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Graph graph = randomGraph(seed);
            Hoisting hoisting = Hoisting.split(graph, CONSTANTS::contains);
            split += hoisting.values() > 0 ? 1 : 0;
            Map<String, Double> point = randomPoint(random);
            Map<String, Double> given = new HashMap<>(point);
            given.putAll(Evaluation.scalars(hoisting.prepared(), point));
            assertEquals(
                    Evaluation.scalars(graph, point),
                    Evaluation.scalars(hoisting.remaining(), given),
                    () -> point + "\n" + graph);
        }
        assertTrue(split > 300, "only " + split + " graphs had something to prepare");
    }

    @Test
    void gradientFlowsThroughBothParts() {
        Random random = new Random(2);
        int compared = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Graph graph = SafeWhere.guard(randomGraph(seed));
            Hoisting hoisting = Hoisting.split(graph, CONSTANTS::contains);
            Map<String, Double> point = randomPoint(random);
            Map<String, Double> expected = gradient(graph, point, Map.of("d/out", 1.7));
            Map<String, Double> values = new HashMap<>(point);
            Map<String, Double> prepared = Evaluation.scalars(hoisting.prepared(), point);
            values.putAll(prepared);
            Map<String, Double> late = gradient(hoisting.remaining(), values, Map.of("d/out", 1.7));
            Map<String, Double> cotangents = new HashMap<>();
            prepared.keySet().forEach(name -> cotangents.put("d/" + name, late.get("d/" + name)));
            Map<String, Double> early = gradient(hoisting.prepared(), point, cotangents);
            for (String name : List.of("d/x", "d/y", "d/z")) {
                double wanted = expected.getOrDefault(name, 0.0);
                // An infinite value somewhere leaves no gradient to compare.
                boolean finite = cotangents.values().stream().allMatch(Double::isFinite);
                if (finite && Math.abs(wanted) < 1e6) {
                    double actual = late.getOrDefault(name, 0.0) + early.getOrDefault(name, 0.0);
                    assertEquals(wanted, actual, 1e-9 * (1 + Math.abs(wanted)), () -> name + point + "\n" + graph);
                    compared += wanted == 0 ? 0 : 1;
                }
            }
        }
        assertTrue(compared > 300, "only " + compared + " derivatives could be compared");
    }

    private static Map<String, Double> gradient(
            Graph graph, Map<String, Double> point, Map<String, Double> cotangents) {
        Map<String, Double> given = new HashMap<>(point);
        given.putAll(cotangents);
        return Evaluation.scalars(ReverseMode.differentiate(graph, graph.inputs()), given);
    }

    @Test
    void noStepDoesMoreThanBefore() {
        for (int seed = 0; seed < 1000; seed++) {
            Graph graph = randomGraph(seed);
            Hoisting hoisting = Hoisting.split(graph, CONSTANTS::contains);
            int saved = cost(graph) - cost(hoisting.remaining());
            int read = readings(hoisting.remaining()) - readings(graph);
            String message = hoisting.toString() + "\n" + graph;
            assertTrue(hoisting.values() == 0 ? saved == 0 : saved > 0, message);
            assertTrue(saved >= 2 * read, message);
            assertTrue(CONSTANTS.containsAll(hoisting.prepared().inputs()), message);
        }
    }

    @Test
    void aProductOfParametersIsPrepared() {
        Graph graph = HodgkinHuxleyStep.withExactSlope();
        Hoisting hoisting = Hoisting.split(Algebra.optimize(graph), HodgkinHuxleyStep.PARAMETERS::contains);
        assertEquals(1, hoisting.values(), hoisting.prepared().toString());
        assertEquals(List.of("HH_gLeak", "HH_eLeak"), hoisting.prepared().inputs());
        Set<String> inputs = new LinkedHashSet<>(hoisting.remaining().inputs());
        assertTrue(inputs.contains("HH_gLeak") && !inputs.contains("HH_eLeak"), inputs.toString());
    }

    @Test
    void oneOperationIsNotWorthOneReading() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        int y = builder.input("y");
        builder.output("sum", builder.apply(ADD, x, y));
        builder.output("product", builder.apply(MUL, x, builder.apply(ADD, y, builder.constant(1))));
        Graph graph = builder.build();
        Hoisting hoisting = Hoisting.split(graph, CONSTANTS::contains);
        assertSame(graph, hoisting.remaining());
        assertEquals(0, hoisting.prepared().outputs().size());
    }

    @Test
    void aCostlyOperationIs() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        int y = builder.input("y");
        builder.output("sum", builder.apply(ADD, x, y));
        builder.output("product", builder.apply(MUL, x, builder.apply(EXP, y)));
        Hoisting hoisting = Hoisting.split(builder.build(), CONSTANTS::contains);
        assertEquals(1, hoisting.values());
        assertTrue(
                hoisting.remaining().nodes().stream().noneMatch(node -> node.operation() == EXP), hoisting.toString());
    }

    @Test
    void namesOfPreparedValuesAreReserved() {
        GraphBuilder builder = new GraphBuilder();
        builder.output("out", builder.input(Hoisting.prepared(0)));
        Graph graph = builder.build();
        String message = assertThrows(IllegalArgumentException.class, () -> Hoisting.split(graph, name -> true))
                .getMessage();
        assertTrue(message.contains("'prepared 0'"), message);
    }

    /** In cheap operations. */
    private static int cost(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.operation().arity() > 0)
                .mapToInt(node -> node.operation().isCostly() ? 16 : 1)
                .sum();
    }

    private static int readings(Graph graph) {
        return (int)
                graph.nodes().stream().filter(node -> node.operation() == INPUT).count();
    }

    private static Graph randomGraph(int seed) {
        return new RandomExpression(seed, 16, RandomExpression.mostlySmoothOperations()).build(new GraphBuilder());
    }

    private static Map<String, Double> randomPoint(Random random) {
        Map<String, Double> point = new HashMap<>();
        List.of("x", "y", "z").forEach(name -> point.put(name, 1.5 * random.nextGaussian()));
        return point;
    }
}
