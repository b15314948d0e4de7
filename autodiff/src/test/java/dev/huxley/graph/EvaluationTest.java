package dev.huxley.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private final GraphBuilder builder = new GraphBuilder();

    @Test
    void aSingleValueStandsForAllElements() {
        builder.output("sum", builder.apply(Operation.ADD, builder.input("x"), builder.input("y")));
        double[] sum = Evaluation.arrays(builder.build(), Map.of("x", new double[] {1, 2, 3}, "y", new double[] {10}))
                .get("sum");
        assertArrayEquals(new double[] {11, 12, 13}, sum);
    }

    @Test
    void remainderHasTheSignOfTheDivisor() {
        assertEquals(2.0, Evaluation.apply(Operation.MOD, -1, 3, 0));
        assertEquals(-2.0, Evaluation.apply(Operation.MOD, 1, -3, 0));
        assertEquals(1.0, Evaluation.apply(Operation.MOD, 7, 3, 0));
    }

    @Test
    void halvesAreRoundedToEven() {
        assertEquals(2.0, Evaluation.apply(Operation.ROUND, 2.5, 0, 0));
        assertEquals(-2.0, Evaluation.apply(Operation.ROUND, -1.5, 0, 0));
    }

    @Test
    void missingAndUnevenInputsAreNamed() {
        builder.output("sum", builder.apply(Operation.ADD, builder.input("x"), builder.input("y")));
        Graph graph = builder.build();
        String missing = assertThrows(IllegalArgumentException.class, () -> Evaluation.scalars(graph, Map.of("x", 1.0)))
                .getMessage();
        assertTrue(missing.contains("'y'"), missing);
        assertThrows(
                IllegalArgumentException.class,
                () -> Evaluation.arrays(graph, Map.of("x", new double[2], "y", new double[3])));
    }
}
