package dev.huxley.graph.optimize;

import static dev.huxley.graph.Operation.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.RandomExpression;
import dev.huxley.graph.differentiate.ReverseMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class SafeWhereTest {

    private final GraphBuilder b = new GraphBuilder();
    private final int x = b.input("x");

    @Test
    void guardedValuesAreTheSameBits() {
        Random random = new Random(4);
        List<Operation> allowed = new ArrayList<>(RandomExpression.operationsWithout());
        for (int i = 0; i < 12; i++) {
            allowed.add(WHERE);
        }
        int guarded = 0;
        for (int seed = 0; seed < 2000; seed++) {
            Graph graph = new RandomExpression(seed, 30, allowed).build(new GraphBuilder());
            Graph safe = SafeWhere.guard(graph);
            guarded += safe.equals(graph) ? 0 : 1;
            assertTrue(
                    safe.nodes().size() <= 6 * graph.nodes().size() + 10,
                    () -> graph.nodes().size() + " nodes became " + safe.nodes().size());
            for (int k = 0; k < 30; k++) {
                Map<String, Double> point = new HashMap<>();
                List.of("x", "y", "z").forEach(name -> point.put(name, (double) random.nextInt(5) - 2));
                double expected = Evaluation.scalars(graph, point).get("out");
                double actual = Evaluation.scalars(safe, point).get("out");
                assertEquals(
                        Double.doubleToLongBits(expected),
                        Double.doubleToLongBits(actual),
                        () -> expected + " became " + actual + " at " + point + "\n" + graph + "\n" + safe);
            }
        }
        assertTrue(guarded > 200, "only " + guarded + " of 2000 graphs had something to guard");
    }

    /** x / (exp(x) - 1) with its Taylor branch: at 0 the slope is -1/2, and the division by zero is not seen. */
    @Test
    void singularRateHasItsLimitAsGradient() {
        Graph graph = out(vtrap(x));
        assertTrue(Double.isNaN(slope(graph, 0)), "without the guard the gradient is NaN, else this test is void");
        assertEquals(-0.5, slope(SafeWhere.guard(graph), 0), 0.0);
        double e = Math.exp(0.3);
        assertEquals((e - 1 - 0.3 * e) / ((e - 1) * (e - 1)), slope(SafeWhere.guard(graph), 0.3), 1e-14);
    }

    @Test
    void everySingularOperationIsGuarded() {
        Map<String, IntUnaryOperator> singular = new HashMap<>();
        singular.put("1/x", value -> b.apply(DIV, b.constant(1), value));
        singular.put("x % x", value -> b.apply(MOD, b.constant(1), value));
        singular.put("log", value -> b.apply(LOG, value));
        singular.put("sqrt", value -> b.apply(SQRT, value));
        singular.put("x ** 0.3", value -> b.apply(POW, value, b.constant(0.3)));
        singular.put("x ** x", value -> b.apply(POW, value, b.apply(SUB, value, b.constant(1))));
        singular.put("asin", value -> b.apply(ASIN, b.apply(ADD, value, b.constant(1))));
        singular.put("acos", value -> b.apply(ACOS, b.apply(ADD, value, b.constant(1))));
        singular.put("exp", value -> b.apply(EXP, b.apply(ADD, value, b.constant(1000))));
        singular.put("2 ** x", value -> b.apply(POW, b.constant(2), b.apply(ADD, value, b.constant(2000))));
        singular.put("sinh", value -> b.apply(SINH, b.apply(ADD, value, b.constant(1000))));
        singular.put("cosh", value -> b.apply(COSH, b.apply(ADD, value, b.constant(1000))));
        singular.put("stopped", value -> b.apply(MUL, value, b.apply(STOP_GRADIENT, b.apply(LOG, value))));
        singular.forEach((name, operation) -> {
            GraphBuilder fresh = new GraphBuilder();
            int branch = operation.applyAsInt(x);
            b.output(name, b.apply(WHERE, b.apply(EQ, x, b.constant(0)), b.apply(MUL, b.constant(7), x), branch));
            Graph all = b.build();
            int[] nodes = fresh.copy(all, Map.of());
            fresh.output("out", nodes[all.outputs().get(name)]);
            assertEquals(7.0, slope(SafeWhere.guard(fresh.build()), 0), 0.0, name);
        });
    }

    /** where(x > 0, where(x > 1, log(x - 1), sqrt(x)), 3 x): each branch is singular where an outer or inner test fails. */
    @Test
    void nestedBranchesAreGuardedByTheWholePath() {
        int zero = b.constant(0);
        int one = b.constant(1);
        int inner = b.apply(WHERE, b.apply(GT, x, one), b.apply(LOG, b.apply(SUB, x, one)), b.apply(SQRT, x));
        Graph guarded =
                SafeWhere.guard(out(b.apply(WHERE, b.apply(GT, x, zero), inner, b.apply(MUL, b.constant(3), x))));
        assertEquals(3.0, slope(guarded, 0), 0.0);
        assertEquals(3.0, slope(guarded, -1), 0.0);
        assertEquals(0.5, slope(guarded, 1), 0.0);
        assertEquals(0.5, slope(guarded, 3), 0.0);
    }

    @Test
    void whatBothBranchesUseStaysAsItIs() {
        int quotient = b.apply(DIV, b.constant(1), x);
        int both = b.apply(WHERE, b.apply(GT, x, b.constant(2)), quotient, b.apply(MUL, b.constant(2), quotient));
        Graph graph = out(both);
        assertEquals(graph, SafeWhere.guard(graph));
    }

    @Test
    void whatIsAlsoUsedOutsideStaysAsItIs() {
        int root = b.apply(SQRT, x);
        int chosen = b.apply(WHERE, b.apply(GT, x, b.constant(2)), root, x);
        Graph graph = out(b.apply(ADD, root, chosen));
        assertEquals(graph, SafeWhere.guard(graph));
    }

    /** The condition looks at the singular value itself, so it needs the true one, and the branch a guarded copy. */
    @Test
    void aConditionOnTheSingularValueSeesTheTrueValue() {
        int root = b.apply(SQRT, x);
        int isNumber = b.apply(EQ, root, root);
        int smallEnough = b.apply(AND, isNumber, b.apply(GT, x, b.constant(0)));
        Graph guarded = SafeWhere.guard(out(b.apply(WHERE, smallEnough, root, b.apply(MUL, b.constant(4), x))));
        assertEquals(4.0, slope(guarded, -1), 0.0);
        assertEquals(4.0, slope(guarded, 0), 0.0);
        assertEquals(0.25, slope(guarded, 4), 0.0);
        assertEquals(-4.0, Evaluation.scalars(guarded, Map.of("x", -1.0)).get("out"));
    }

    /** A chain of choices, each on the result of the one before: needs are joined, nothing is copied per path. */
    @Test
    void chainsOfChoicesGrowLinearly() {
        int value = x;
        for (int i = 0; i < 60; i++) {
            int condition = b.apply(GT, value, b.constant(i));
            int next = b.apply(ADD, b.apply(SQRT, value), b.constant(0.1 * i));
            value = b.apply(WHERE, condition, next, b.apply(DIV, b.constant(i + 1), value));
        }
        Graph graph = out(value);
        Graph guarded = SafeWhere.guard(graph);
        assertTrue(
                guarded.nodes().size() < 4 * graph.nodes().size(),
                graph.nodes().size() + " nodes became " + guarded.nodes().size());
    }

    @Test
    void guardingTwiceChangesNothing() {
        Graph once = SafeWhere.guard(out(vtrap(x)));
        assertEquals(once, SafeWhere.guard(once));
    }

    @Test
    void aGraphWithoutChoicesIsReturnedAsItIs() {
        Graph graph = out(b.apply(DIV, b.constant(1), x));
        assertSame(graph, SafeWhere.guard(graph));
    }

    private int vtrap(int value) {
        int one = b.constant(1);
        int close = b.apply(LT, b.apply(ABS, value), b.constant(1e-6));
        int taylor = b.apply(SUB, one, b.apply(MUL, b.constant(0.5), value));
        return b.apply(WHERE, close, taylor, b.apply(DIV, value, b.apply(SUB, b.apply(EXP, value), one)));
    }

    private Graph out(int node) {
        b.output("out", node);
        return b.build();
    }

    /** The gradient graph evaluates all branches and multiplies with zero cotangents, as engines do. */
    private static double slope(Graph graph, double at) {
        Graph gradient = ReverseMode.differentiate(graph, List.of("x"));
        return Evaluation.scalars(gradient, Map.of("x", at, "d/out", 1.0)).get("d/x");
    }
}
