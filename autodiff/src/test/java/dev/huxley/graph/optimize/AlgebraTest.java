package dev.huxley.graph.optimize;

import static dev.huxley.graph.Operation.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.HodgkinHuxleyStep;
import dev.huxley.graph.Operation;
import dev.huxley.graph.RandomExpression;
import dev.huxley.graph.differentiate.ReverseMode;
import dev.huxley.graph.differentiate.TapedGradient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlgebraTest {

    private static final List<String> NAMES = List.of("x", "y", "z");

    @Test
    void valuesStayTheSameToRounding() {
        Random random = new Random(1);
        int compared = 0;
        for (int seed = 0; seed < 2000; seed++) {
            Graph graph = randomGraph(seed);
            Graph optimized = Algebra.optimize(graph);
            for (int k = 0; k < 5; k++) {
                Map<String, Double> point = randomPoint(random);
                double value = Evaluation.scalars(graph, point).get("out");
                if (isSteady(graph, point, value, "out")) {
                    double actual = Evaluation.scalars(optimized, point).get("out");
                    assertEquals(
                            value, actual, 1e-9 * (1 + Math.abs(value)), () -> point + "\n" + graph + "\n" + optimized);
                    compared++;
                }
            }
        }
        assertTrue(compared > 3000, "only " + compared + " values could be compared");
    }

    @Test
    void gradientsStayTheSameToRounding() {
        Random random = new Random(2);
        int compared = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Graph graph = SafeWhere.guard(randomGraph(seed));
            Graph gradient = ReverseMode.differentiate(graph, NAMES);
            Graph optimized = ReverseMode.differentiate(Algebra.optimize(graph), NAMES);
            Map<String, Double> point = randomPoint(random);
            point.put("d/out", 1.7);
            for (String name : NAMES) {
                double value = Evaluation.scalars(gradient, point).get("d/" + name);
                if (isSteady(gradient, point, value, "d/" + name)) {
                    double actual = Evaluation.scalars(optimized, point).get("d/" + name);
                    assertEquals(value, actual, 1e-8 * (1 + Math.abs(value)), () -> name + point + "\n" + graph);
                    compared += value == 0 ? 0 : 1;
                }
            }
        }
        assertTrue(compared > 500, "only " + compared + " derivatives could be compared");
    }

    /** Tells whether a value is ordinary and does not depend on the last digits of the inputs. */
    private static boolean isSteady(Graph graph, Map<String, Double> point, double value, String output) {
        if (!(Math.abs(value) < 1e6)) {
            return false;
        }
        for (double factor : new double[] {1 + 1e-12, 1 - 1e-12}) {
            Map<String, Double> moved = new HashMap<>(point);
            moved.replaceAll((name, x) -> x * factor);
            double beside = Evaluation.scalars(graph, moved).get(output);
            if (!(Math.abs(beside - value) < 1e-9 * (1 + Math.abs(value)))) {
                return false;
            }
        }
        return true;
    }

    @Test
    void hodgkinAndHuxleyStayWithinThirteenDigits() {
        Graph graph = HodgkinHuxleyStep.withExactSlope();
        Graph optimized = Algebra.optimize(graph);
        assertEquals(5, count(optimized, EXP), optimized.toString());
        assertEquals(6, count(optimized, DIV), optimized.toString());
        Random random = new Random(3);
        for (int k = 0; k < 5000; k++) {
            Map<String, Double> point = HodgkinHuxleyStep.randomPoint(random);
            Map<String, Double> expected = Evaluation.scalars(graph, point);
            Map<String, Double> actual = Evaluation.scalars(optimized, point);
            for (String output : List.of("HH_m", "HH_h", "HH_n", "slope")) {
                double value = expected.get(output);
                assertEquals(value, actual.get(output), 1e-13 * Math.abs(value), () -> output + " at " + point);
            }
            // A sum of terms of both signs: relative to what is summed.
            double terms = expected.get("slope") * 120;
            assertEquals(expected.get("constant"), actual.get("constant"), 1e-13 * terms, () -> "constant at " + point);
        }
    }

    @Test
    void singularitiesOfRatesStayFiniteInValueAndGradient() {
        Graph plain = HodgkinHuxleyStep.withExactSlope();
        Graph optimized = Algebra.optimize(plain);
        Graph expected = ReverseMode.differentiate(plain, HodgkinHuxleyStep.inputs());
        Graph actual = ReverseMode.differentiate(optimized, HodgkinHuxleyStep.inputs());
        TapedGradient taped = TapedGradient.differentiate(optimized, HodgkinHuxleyStep.inputs());
        Random random = new Random(4);
        for (double v : new double[] {-40, -40 + 1e-9, -40.1, -39.9, -55, -55 - 1e-9, -265, -1e4, 1e4, -1e9, 1e9}) {
            Map<String, Double> given = HodgkinHuxleyStep.randomPoint(random);
            given.put("v", v);
            plain.outputs().keySet().forEach(name -> given.put("d/" + name, random.nextGaussian()));
            Map<String, Double> gradient = Evaluation.scalars(expected, given);
            Map<String, Double> optimizedGradient = Evaluation.scalars(actual, given);
            given.putAll(Evaluation.scalars(taped.forward(), given));
            Map<String, Double> tapedGradient = Evaluation.scalars(taped.adjoint(), given);
            gradient.forEach((name, value) -> {
                double tolerance = 1e-10 * (1 + Math.abs(value));
                assertEquals(value, optimizedGradient.get(name), tolerance, name + " at " + v);
                assertEquals(value, tapedGradient.get(name), tolerance, name + " from the tape at " + v);
            });
        }
    }

    @Test
    void doingItTwiceChangesNothingMore() {
        for (int seed = 0; seed < 1000; seed++) {
            Graph once = Algebra.optimize(randomGraph(seed));
            assertEquals(once, Algebra.optimize(once), "seed " + seed);
        }
        Graph once = Algebra.optimize(HodgkinHuxleyStep.graph());
        assertEquals(once, Algebra.optimize(once));
    }

    @Test
    void quotientsWithACommonDenominatorShareOneDivision() {
        assertDivisions(1, (builder, x, y, z) -> {
            builder.output("first", builder.apply(DIV, x, z));
            builder.output("second", builder.apply(DIV, y, z));
        });
    }

    @Test
    void quotientsOfQuotientsNeedOneDivision() {
        assertDivisions(
                1, (builder, x, y, z) -> builder.output("out", builder.apply(DIV, builder.apply(DIV, x, y), z)));
        assertDivisions(
                1, (builder, x, y, z) -> builder.output("out", builder.apply(DIV, x, builder.apply(DIV, y, z))));
        assertDivisions(
                1,
                (builder, x, y, z) ->
                        builder.output("out", builder.apply(MUL, builder.apply(DIV, x, y), builder.apply(DIV, y, z))));
        assertDivisions(0, (builder, x, y, z) -> {
            int one = builder.constant(1);
            builder.output("out", builder.apply(DIV, one, builder.apply(DIV, one, x)));
        });
    }

    @Test
    void theRateOfATimeConstantNeedsNoSecondDivision() {
        assertDivisions(1, (builder, x, y, z) -> {
            int tau = builder.apply(DIV, builder.constant(1), builder.apply(ADD, x, y));
            builder.output("steady", builder.apply(MUL, x, tau));
            builder.output("decay", builder.apply(EXP, builder.apply(DIV, builder.constant(-0.025), tau)));
        });
    }

    @Test
    void aQuotientThatIsWantedItselfIsNotTornApart() {
        assertDivisions(2, (builder, x, y, z) -> {
            int quotient = builder.apply(DIV, x, y);
            builder.output("quotient", quotient);
            builder.output("out", builder.apply(DIV, quotient, z));
        });
    }

    @Test
    void factorsAreFolded() {
        GraphBuilder builder = new GraphBuilder();
        int scaled = builder.apply(
                DIV,
                builder.apply(NEG, builder.apply(MUL, builder.input("x"), builder.constant(3))),
                builder.constant(10));
        builder.output("out", scaled);
        Graph optimized = Algebra.optimize(builder.build());
        assertEquals(3, optimized.nodes().size(), optimized.toString());
        assertEquals(-2.1, Evaluation.scalars(optimized, Map.of("x", 7.0)).get("out"), 1e-15);
    }

    @Test
    void decayTowardsASteadyStateTakesThreeOperations() {
        GraphBuilder builder = new GraphBuilder();
        int decay = builder.input("z");
        int rest = builder.apply(SUB, builder.constant(1), decay);
        int kept = builder.apply(MUL, builder.input("x"), decay);
        builder.output("out", builder.apply(ADD, kept, builder.apply(MUL, builder.input("y"), rest)));
        Graph optimized = Algebra.optimize(builder.build());
        assertEquals(3 + 3, optimized.nodes().size(), optimized.toString());
        assertEquals(
                0.25 * 3 + 0.75 * 7,
                Evaluation.scalars(optimized, Map.of("x", 3.0, "y", 7.0, "z", 0.25))
                        .get("out"));
    }

    private interface Body {
        void build(GraphBuilder builder, int x, int y, int z);
    }

    private static void assertDivisions(long expected, Body body) {
        GraphBuilder builder = new GraphBuilder();
        body.build(builder, builder.input("x"), builder.input("y"), builder.input("z"));
        Graph graph = builder.build();
        Graph optimized = Algebra.optimize(graph);
        assertEquals(expected, count(optimized, DIV), optimized.toString());
        Map<String, Double> point = Map.of("x", 3.0, "y", 7.0, "z", -0.3);
        Map<String, Double> actual = Evaluation.scalars(optimized, point);
        Evaluation.scalars(graph, point)
                .forEach((name, value) -> assertEquals(value, actual.get(name), 2.5 * Math.ulp(value), name));
    }

    private static long count(Graph graph, Operation operation) {
        return graph.nodes().stream()
                .filter(node -> node.operation() == operation)
                .count();
    }

    /** Sums, quotients, exponentials and choices, for which there are rules. */
    private static Graph randomGraph(int seed) {
        List<Operation> allowed = new ArrayList<>(List.of(WHERE, MINIMUM, GT, SQUARE, NEG, TANH));
        for (int i = 0; i < 3; i++) {
            allowed.addAll(List.of(ADD, SUB, MUL, DIV, DIV, EXP));
        }
        return new RandomExpression(seed, 16, allowed).build(new GraphBuilder());
    }

    private static Map<String, Double> randomPoint(Random random) {
        Map<String, Double> point = new HashMap<>();
        NAMES.forEach(name -> point.put(name, 1.5 * random.nextGaussian()));
        return point;
    }
}
