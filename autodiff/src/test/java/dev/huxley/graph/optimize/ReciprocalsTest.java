package dev.huxley.graph.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Quotients by what is the same in all steps cost no division in a step, and are the same numbers. */
class ReciprocalsTest {
    private final GraphBuilder builder = new GraphBuilder();
    private final int v = builder.input("v");
    private final int p = builder.input("p");
    private final int q = builder.input("q");

    private Graph built(int output) {
        builder.output("y", output);
        return builder.build();
    }

    private static Graph rewritten(Graph graph) {
        return Reciprocals.ofConstants(graph, name -> !name.equals("v"));
    }

    private static double value(Graph graph, double v, double p, double q) {
        return Evaluation.scalars(graph, Map.of("v", v, "p", p, "q", q)).get("y");
    }

    private static long divisions(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.operation() == Operation.DIV)
                .count();
    }

    @Test
    void aQuotientByConstantsIsAProductWithWhatIsPreparedOnce() {
        // (v - q) / (p q) + v / p
        int sum = builder.apply(
                Operation.ADD,
                builder.apply(Operation.DIV, builder.apply(Operation.SUB, v, q), builder.apply(Operation.MUL, p, q)),
                builder.apply(Operation.DIV, v, p));
        Graph graph = built(sum);
        Graph rewritten = rewritten(graph);
        Hoisting hoisting = Hoisting.split(rewritten, name -> !name.equals("v"));
        assertEquals(0, divisions(hoisting.remaining()), "no division is left in a step");
        for (double x : new double[] {-70.3, 0, 1e-300, 5e7}) {
            double expected = value(graph, x, 0.37, -11.9);
            double actual = value(rewritten, x, 0.37, -11.9);
            assertEquals(expected, actual, 4 * Math.ulp(expected), "at " + x);
        }
    }

    @Test
    void quotientsByWhatChangesStay() {
        Graph graph = built(
                builder.apply(Operation.ADD, builder.apply(Operation.DIV, p, v), builder.apply(Operation.DIV, p, q)));
        assertEquals(graph, rewritten(graph));
    }

    @Test
    void zerosInfinitiesAndNaNGiveWhatTheyGave() {
        Graph graph = built(builder.apply(Operation.DIV, v, p));
        Graph rewritten = rewritten(graph);
        assertTrue(!graph.equals(rewritten));
        double[] special = {0.0, -0.0, 1, -2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        for (double x : special) {
            for (double y : special) {
                assertEquals(value(graph, x, y, 1), value(rewritten, x, y, 1), x + " / " + y);
            }
        }
    }
}
