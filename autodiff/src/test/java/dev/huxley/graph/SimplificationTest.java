package dev.huxley.graph;

import static dev.huxley.graph.Operation.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimplificationTest {

    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        2,
        3,
        -3,
        1e-320,
        1e300,
        -1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    /** All rules but those for powers are exact. */
    @Test
    void simplificationKeepsEveryBit() {
        Random random = new Random(1);
        int shorter = 0;
        for (int seed = 0; seed < 2000; seed++) {
            RandomExpression expression = new RandomExpression(seed, 25, RandomExpression.operationsWithout(POW));
            Graph literal = expression.build(GraphBuilder.literal());
            Graph simplified = expression.build(new GraphBuilder());
            shorter += simplified.nodes().size() < literal.nodes().size() ? 1 : 0;
            for (int k = 0; k < 40; k++) {
                Map<String, Double> point = point(random);
                double expected = Evaluation.scalars(literal, point).get("out");
                double actual = Evaluation.scalars(simplified, point).get("out");
                assertEquals(
                        Double.doubleToLongBits(expected),
                        Double.doubleToLongBits(actual),
                        () -> expected + " became " + actual + " at " + point + "\n" + literal + "\n" + simplified);
            }
        }
        assertTrue(shorter > 400, "only " + shorter + " of 2000 expressions became shorter");
    }

    @Test
    void smallPowersAreMultiplicationsWithinTwoUlp() {
        Random random = new Random(2);
        for (double exponent : new double[] {0, 1, 2, 3, 4, -1, 0.5}) {
            GraphBuilder builder = new GraphBuilder();
            builder.output("out", builder.apply(POW, builder.input("x"), builder.constant(exponent)));
            Graph graph = builder.build();
            assertTrue(graph.nodes().stream().noneMatch(node -> node.operation() == POW), graph.toString());
            for (int k = 0; k < 2000; k++) {
                double x = Math.exp(4 * random.nextGaussian()) * (exponent == 0.5 || random.nextBoolean() ? 1 : -1);
                double exact = Math.pow(x, exponent);
                double actual = Evaluation.scalars(graph, Map.of("x", x)).get("out");
                assertEquals(exact, actual, 3 * Math.ulp(exact), x + " ** " + exponent);
            }
        }
    }

    @Test
    void identitiesAreApplied() {
        GraphBuilder b = new GraphBuilder();
        int x = b.input("x");
        int y = b.input("y");
        int one = b.constant(1);
        int positive = b.apply(GT, x, y);
        assertEquals(x, b.apply(MUL, one, x));
        assertEquals(x, b.apply(DIV, x, one));
        assertEquals(x, b.apply(SUB, x, b.constant(0)));
        assertEquals(x, b.apply(ADD, x, b.constant(-0.0)));
        assertEquals(ADD, b.operation(b.apply(ADD, x, b.constant(0))), "-0 + 0 is 0");
        assertEquals(x, b.apply(NEG, b.apply(NEG, x)));
        assertEquals(b.apply(NEG, x), b.apply(DIV, x, b.constant(-1)));
        assertEquals(b.apply(SUB, x, y), b.apply(ADD, b.apply(NEG, y), x));
        assertEquals(b.apply(MUL, x, b.constant(0.25)), b.apply(DIV, x, b.constant(4)));
        assertEquals(DIV, b.operation(b.apply(DIV, x, b.constant(10))), "1/10 is not exact");
        assertEquals(x, b.apply(WHERE, positive, x, x));
        assertEquals(y, b.apply(WHERE, b.constant(0), x, y));
        assertEquals(b.apply(WHERE, positive, y, x), b.apply(WHERE, b.apply(NOT, positive), x, y));
        assertEquals(x, b.apply(MAXIMUM, x, x));
        assertEquals(b.constant(Math.exp(2)), b.apply(EXP, b.apply(ADD, one, one)));
        assertEquals(b.constant(1), b.apply(OR, positive, b.apply(NOT, positive)));
    }

    private static Map<String, Double> point(Random random) {
        return Map.of("x", value(random), "y", value(random), "z", value(random));
    }

    private static double value(Random random) {
        return random.nextBoolean() ? SPECIAL[random.nextInt(SPECIAL.length)] : 2 * random.nextGaussian();
    }
}
