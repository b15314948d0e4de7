package dev.huxley.graph.optimize;

import static dev.huxley.graph.Operation.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.HodgkinHuxleyStep;
import dev.huxley.graph.differentiate.ReverseMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExponentialMergingTest {

    private record Argument(double slope, double offset, double cap) {
        double at(double x) {
            return Math.min(slope * x + offset, cap);
        }
    }

    @Test
    void theRatesOfHodgkinAndHuxleyNeedTwoExponentials() {
        Graph graph = HodgkinHuxleyStep.graph();
        assertEquals(6 + 3, count(graph));
        Graph merged = ExponentialMerging.merge(graph);
        assertEquals(2 + 3, count(merged), merged.toString());
        Random random = new Random(1);
        for (int k = 0; k < 2000; k++) {
            Map<String, Double> point = HodgkinHuxleyStep.randomPoint(random);
            Map<String, Double> expected = Evaluation.scalars(graph, point);
            Map<String, Double> actual = Evaluation.scalars(merged, point);
            for (String gate : List.of("HH_m", "HH_h", "HH_n")) {
                double value = expected.get(gate);
                assertEquals(value, actual.get(gate), 1e-13 * value, () -> gate + " at " + point);
            }
        }
    }

    @Test
    void valuesAreWithinTheStatedBound() {
        Random random = new Random(2);
        int merged = 0;
        for (int run = 0; run < 1000; run++) {
            List<Argument> arguments = randomArguments(random, random.nextBoolean());
            Graph graph = graph(arguments);
            Graph shorter = ExponentialMerging.merge(graph);
            assertTrue(count(shorter) <= count(graph), shorter.toString());
            merged += count(shorter) < count(graph) ? 1 : 0;
            for (int k = 0; k < 50; k++) {
                double x = random.nextGaussian() * Math.pow(10, random.nextInt(4));
                Map<String, Double> values = Evaluation.scalars(shorter, Map.of("x", x));
                for (int i = 0; i < arguments.size(); i++) {
                    compare(arguments.get(i), x, values.get("exp " + i), shorter);
                }
            }
        }
        assertTrue(merged > 500, "only " + merged + " graphs had exponentials to merge");
    }

    private static void compare(Argument argument, double x, double actual, Graph graph) {
        double expected = Math.exp(argument.at(x));
        double least = argument.cap < Double.POSITIVE_INFINITY ? 1e-26 : 0;
        double bound = 0;
        if (expected >= Double.MIN_NORMAL && expected <= Double.MAX_VALUE) {
            double clipped = Math.min(Math.abs(argument.slope * x), 800);
            bound = (3 * 64 + 10 * (clipped + Math.abs(argument.offset) + 20)) * Math.ulp(expected);
        }
        double tolerance = bound + least + Double.MIN_NORMAL;
        assertEquals(expected, actual, tolerance, () -> argument + " at " + x + " in\n" + graph);
    }

    @Test
    void infinitiesAndNaNStayWhatTheyWere() {
        Random random = new Random(3);
        for (int run = 0; run < 300; run++) {
            List<Argument> arguments = randomArguments(random, random.nextBoolean());
            Graph shorter = ExponentialMerging.merge(graph(arguments));
            for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                Map<String, Double> values = Evaluation.scalars(shorter, Map.of("x", x));
                for (int i = 0; i < arguments.size(); i++) {
                    double expected = Math.exp(arguments.get(i).at(x));
                    double tolerance = Double.isFinite(expected) ? 1e-13 * expected + 1e-26 : 0;
                    assertEquals(expected, values.get("exp " + i), tolerance, shorter.toString());
                }
            }
        }
    }

    @Test
    void gradientEqualsThatOfTheUnmerged() {
        Random random = new Random(4);
        for (int run = 0; run < 500; run++) {
            boolean clipped = random.nextBoolean();
            List<Argument> arguments = randomArguments(random, clipped);
            Graph graph = graph(arguments);
            Graph reverse = ReverseMode.differentiate(graph, List.of("x"));
            Graph shorter = ReverseMode.differentiate(ExponentialMerging.merge(graph), List.of("x"));
            for (int i = 0; i < arguments.size(); i++) {
                Argument argument = arguments.get(i);
                double atClip =
                        clipped ? (argument.cap - argument.offset) / argument.slope : 20 * random.nextGaussian();
                for (double x : new double[] {atClip + 1e-6, atClip - 1e-6, atClip + 1, atClip - 1, -1e6, 1e6}) {
                    Map<String, Double> given = cotangents(arguments.size(), i);
                    given.put("x", x);
                    double expected = Evaluation.scalars(reverse, given).get("d/x");
                    double actual = Evaluation.scalars(shorter, given).get("d/x");
                    if (Double.isFinite(expected)) {
                        assertEquals(
                                expected,
                                actual,
                                1e-11 * Math.abs(expected) + 1e-25,
                                () -> argument + " at " + x + "\n" + shorter);
                    }
                }
            }
        }
    }

    @Test
    void gradientEqualsCentralDifference() {
        Random random = new Random(5);
        for (int run = 0; run < 300; run++) {
            List<Argument> arguments = randomArguments(random, true);
            Graph merged = ExponentialMerging.merge(graph(arguments));
            Graph gradient = ReverseMode.differentiate(merged, List.of("x"));
            double x = random.nextGaussian();
            for (int i = 0; i < arguments.size(); i++) {
                Map<String, Double> given = cotangents(arguments.size(), i);
                given.put("x", x);
                double actual = Evaluation.scalars(gradient, given).get("d/x");
                double step = 1e-5;
                double above = Evaluation.scalars(merged, Map.of("x", x + step)).get("exp " + i);
                double below = Evaluation.scalars(merged, Map.of("x", x - step)).get("exp " + i);
                Argument argument = arguments.get(i);
                boolean isKink = Math.abs(argument.slope * x + argument.offset - argument.cap) < 0.01;
                if (!isKink) {
                    double difference = (above - below) / (2 * step);
                    assertEquals(difference, actual, 1e-6 * (Math.abs(difference) + above), argument + " at " + x);
                }
            }
        }
    }

    @Test
    void beyondTheClipThereIsNoGradientHoweverFar() {
        Graph graph = graph(List.of(new Argument(-0.1, -4, 20), new Argument(-0.0125, -0.8, 20)));
        Graph gradient = ReverseMode.differentiate(ExponentialMerging.merge(graph), List.of("x"));
        for (double x : new double[] {-1e4, -1e6, -1e300}) {
            Map<String, Double> given = cotangents(2, 0);
            given.put("x", x);
            double slope = Evaluation.scalars(gradient, given).get("d/x");
            assertTrue(slope == 0, slope + " at " + x);
        }
    }

    @Test
    void whatHasNoRelativeKeepsItsExponential() {
        Graph graph = graph(List.of(
                new Argument(0.1, 0, 20),
                new Argument(0.1, 300, 320),
                new Argument(0.13, 0, 20),
                new Argument(0.2, 0, Double.POSITIVE_INFINITY),
                new Argument(-0.2, 0, Double.POSITIVE_INFINITY)));
        Graph merged = ExponentialMerging.merge(graph);
        assertEquals(count(graph), count(merged), merged.toString());
        for (double x : new double[] {-1e4, -3.0, 0.0, 2.0, 1e4, Double.NaN}) {
            assertEquals(Evaluation.scalars(graph, Map.of("x", x)), Evaluation.scalars(merged, Map.of("x", x)));
        }
    }

    @Test
    void oppositeRatesShareAnExponential() {
        Graph merged = ExponentialMerging.merge(
                graph(List.of(new Argument(0.1, 3.5, 20), new Argument(-0.1, -3.5, 20), new Argument(-0.05, 1, 20))));
        assertEquals(1, count(merged), merged.toString());
        assertEquals(
                1,
                merged.nodes().stream()
                        .filter(node -> node.operation() == DIV
                                && merged.nodes().get(node.argument(1)).operation() != CONSTANT)
                        .count());
    }

    /** Rates are limited where doubles end; they are merged all the same, each with its own limit, and none is ever NaN. */
    @Test
    void exponentialsThatEndWithTheDoublesAreMerged() {
        List<Argument> arguments = List.of(
                new Argument(-0.1, -4, 690),
                new Argument(-0.05, -3.25, 690),
                new Argument(-0.1, -5.5, 690),
                new Argument(-0.0125, -0.8, 690),
                new Argument(0.05, 2, 690));
        Graph merged = ExponentialMerging.merge(graph(arguments));
        assertEquals(2, count(merged), merged.toString());
        Graph gradient = ReverseMode.differentiate(merged, List.of("x"));
        for (double x = -2e4; x <= 2e4; x += x > -200 && x < 200 ? 0.5 : 99.5) {
            Map<String, Double> values = Evaluation.scalars(merged, Map.of("x", x));
            for (int i = 0; i < arguments.size(); i++) {
                compare(arguments.get(i), x, values.get("exp " + i), merged);
                Map<String, Double> given = cotangents(arguments.size(), i);
                given.put("x", x);
                double slope = Evaluation.scalars(gradient, given).get("d/x");
                assertTrue(Double.isFinite(slope), slope + " at " + x + " of " + arguments.get(i));
            }
        }
    }

    @Test
    void mergingAgainChangesNothing() {
        Random random = new Random(6);
        for (int run = 0; run < 300; run++) {
            Graph once = ExponentialMerging.merge(graph(randomArguments(random, random.nextBoolean())));
            assertSame(once, ExponentialMerging.merge(once));
        }
    }

    @Test
    void fractionsOfACommonSlopeAreFound() {
        Graph merged = ExponentialMerging.merge(graph(List.of(
                new Argument(1 / 12.0, 1, Double.POSITIVE_INFINITY),
                new Argument(1 / 18.0, -2, Double.POSITIVE_INFINITY))));
        assertEquals(1, count(merged), merged.toString());
        assertFalse(merged.nodes().stream().anyMatch(node -> node.operation() == DIV), merged.toString());
    }

    /** Slopes that are multiples of one or two numbers; all written in different ways. */
    private static Graph graph(List<Argument> arguments) {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            int value = i % 2 == 0
                    ? builder.apply(
                            ADD,
                            builder.apply(MUL, x, builder.constant(argument.slope)),
                            builder.constant(argument.offset))
                    : builder.apply(
                            DIV,
                            builder.apply(
                                    NEG, builder.apply(ADD, builder.constant(argument.offset / argument.slope), x)),
                            builder.constant(-1 / argument.slope));
            if (argument.cap < Double.POSITIVE_INFINITY) {
                value = builder.apply(MINIMUM, value, builder.constant(argument.cap));
            }
            builder.output("exp " + i, builder.apply(EXP, value));
        }
        return builder.build();
    }

    private static List<Argument> randomArguments(Random random, boolean clipped) {
        double unit = random.nextGaussian();
        List<Argument> arguments = new ArrayList<>();
        int size = 2 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            double sign = clipped && random.nextBoolean() ? -1 : 1;
            double slope = sign * unit * (1 + random.nextInt(8)) * (random.nextInt(8) == 0 ? 1.37 : 1);
            double cap = clipped ? 20 - random.nextInt(3) * 5 : Double.POSITIVE_INFINITY;
            arguments.add(new Argument(slope, Math.rint(4 * random.nextGaussian()), cap));
        }
        return arguments;
    }

    private static Map<String, Double> cotangents(int size, int chosen) {
        Map<String, Double> cotangents = new HashMap<>();
        for (int i = 0; i < size; i++) {
            cotangents.put("d/exp " + i, i == chosen ? 1.0 : 0.0);
        }
        return cotangents;
    }

    private static long count(Graph graph) {
        return graph.nodes().stream().filter(node -> node.operation() == EXP).count();
    }
}
