package dev.huxley.graph.differentiate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.RandomExpression;
import dev.huxley.graph.optimize.SafeWhere;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForwardModeTest {
    private static final List<String> INPUTS = List.of("x", "y", "z");

    /** Both are the same Jacobian, once from the right and once from the left. */
    @Test
    void jacobianVectorProductsEqualReverseMode() {
        Random random = new Random(5);
        int compared = 0;
        for (int seed = 0; seed < 500; seed++) {
            Graph graph = SafeWhere.guard(new RandomExpression(seed, 12, RandomExpression.mostlySmoothOperations())
                    .build(new GraphBuilder()));
            Graph forward = ForwardMode.of(graph, INPUTS);
            Graph reverse = ReverseMode.differentiate(graph, INPUTS);
            for (int k = 0; k < 8; k++) {
                Map<String, Double> point = new HashMap<>();
                INPUTS.forEach(name -> point.put(name, 1.5 * random.nextGaussian()));
                Map<String, Double> withCotangent = new HashMap<>(point);
                withCotangent.put(ReverseMode.cotangent("out"), 1.0);
                Map<String, Double> gradient = Evaluation.scalars(reverse, withCotangent);
                Map<String, Double> withTangents = new HashMap<>(point);
                double want = 0;
                double size = 0;
                for (String name : INPUTS) {
                    double direction = random.nextGaussian();
                    withTangents.put(ForwardMode.tangent(name), direction);
                    double part = direction * gradient.get(ReverseMode.gradient(name));
                    want += part;
                    size += Math.abs(part);
                }
                if (!Double.isFinite(size)) {
                    continue;
                }
                Map<String, Double> result = Evaluation.scalars(forward, withTangents);
                assertEquals(Evaluation.scalars(graph, point).get("out"), result.get("out"));
                double have = result.get(ForwardMode.tangent("out"));
                if (Double.isFinite(have)) {
                    assertEquals(want, have, 1e-9 * size + 1e-300, () -> "at " + withTangents + " of\n" + graph);
                    compared += want == 0 ? 0 : 1;
                }
            }
        }
        assertTrue(compared > 1000, "only " + compared + " products could be compared");
    }

    @Test
    void whatDoesNotMoveHasNoTangent() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        int y = builder.input("y");
        builder.output("product", builder.apply(Operation.MUL, x, y));
        builder.output("still", builder.apply(Operation.EXP, y));
        Graph graph = ForwardMode.of(builder.build(), List.of("x"));
        assertEquals(List.of("x", "y", "tangent of x"), graph.inputs());
        assertEquals(
                Map.of("product", 6.0, "still", Math.exp(3.0), "tangent of product", 15.0, "tangent of still", 0.0),
                Evaluation.scalars(graph, Map.of("x", 2.0, "y", 3.0, "tangent of x", 5.0)));
        assertThrows(IllegalArgumentException.class, () -> ForwardMode.of(graph, List.of("x")));
    }
}
