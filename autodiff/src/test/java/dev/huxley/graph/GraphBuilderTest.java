package dev.huxley.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {

    @Test
    void equalExpressionsAreOneNode() {
        GraphBuilder builder = GraphBuilder.literal();
        int x = builder.input("x");
        int y = builder.input("y");
        assertEquals(x, builder.input("x"));
        assertEquals(builder.apply(Operation.EXP, x), builder.apply(Operation.EXP, x));
        assertEquals(builder.apply(Operation.MUL, x, y), builder.apply(Operation.MUL, y, x));
        assertNotEquals(builder.apply(Operation.SUB, x, y), builder.apply(Operation.SUB, y, x));
        assertEquals(builder.constant(Double.NaN), builder.constant(Double.NaN));
        assertNotEquals(builder.constant(0.0), builder.constant(-0.0));
    }

    @Test
    void whatNoOutputNeedsIsDropped() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        builder.input("unused");
        builder.apply(Operation.EXP, x);
        builder.output("twice", builder.apply(Operation.ADD, x, x));
        Graph graph = builder.build();
        assertEquals(List.of("x", "unused"), graph.inputs());
        assertEquals(2, graph.nodes().size(), graph.toString());
        assertEquals(Map.of("twice", 1), graph.outputs());
    }

    @Test
    void booleansAndFloatsAreConvertedWhereTheOtherIsWanted() {
        GraphBuilder builder = GraphBuilder.literal();
        int x = builder.input("x");
        int positive = builder.apply(Operation.GT, x, builder.constant(0));
        builder.output("sum", builder.apply(Operation.ADD, positive, x));
        builder.output("spike", positive);
        builder.output("chosen", builder.apply(Operation.WHERE, x, builder.constant(5), builder.constant(7)));
        Map<String, Double> outputs = Evaluation.scalars(builder.build(), Map.of("x", 3.0));
        assertEquals(Map.of("sum", 4.0, "spike", 1.0, "chosen", 5.0), outputs);
    }

    @Test
    void aBooleanSurvivesTheWayThroughFloats() {
        GraphBuilder builder = new GraphBuilder();
        int positive = builder.apply(Operation.GT, builder.input("x"), builder.constant(0));
        int number = builder.apply(Operation.WHERE, positive, builder.constant(1), builder.constant(0));
        assertEquals(positive, builder.apply(Operation.NEQ, number, builder.constant(0)));
        assertEquals(
                builder.apply(Operation.NOT, positive), builder.apply(Operation.LT, number, builder.constant(0.5)));
    }

    @Test
    void graphsAreEqualByStructureAndOrder() {
        Graph one = difference("a", "b", 1.0);
        assertEquals(one, difference("a", "b", 1.0));
        assertEquals(one.hashCode(), difference("a", "b", 1.0).hashCode());
        assertNotEquals(one, difference("b", "a", 1.0));
        assertNotEquals(one, difference("a", "b", 2.0));
    }

    @Test
    void aGraphIsPrintedOneNodePerLine() {
        assertEquals(
                String.join(
                        "\n",
                        "inputs x",
                        "%0 = x",
                        "%1 = 1.0",
                        "%2 = %0 - %1",
                        "%3 = exp(%2)",
                        "%4 = -%3",
                        "output a = %2",
                        "output b = %4"),
                difference("a", "b", 1.0).toString());
    }

    @Test
    void argumentArraysCannotBeChangedFromOutside() {
        Graph graph = difference("a", "b", 1.0);
        graph.nodes().get(2).arguments()[0] = 1;
        assertEquals(0, graph.nodes().get(2).argument(0));
    }

    @Test
    void wrongUseIsNamed() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        assertMessage("ADD takes 2 arguments, not 1", () -> builder.apply(Operation.ADD, x));
        assertMessage("constant(value)", () -> builder.apply(Operation.CONSTANT));
        assertMessage("no node 17", () -> builder.apply(Operation.EXP, 17));
        builder.output("y", x);
        assertMessage("output 'y' is declared twice", () -> builder.output("y", x));
    }

    private static void assertMessage(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static Graph difference(String first, String second, double constant) {
        GraphBuilder builder = new GraphBuilder();
        int difference = builder.apply(Operation.SUB, builder.input("x"), builder.constant(constant));
        builder.output(first, difference);
        builder.output(second, builder.apply(Operation.NEG, builder.apply(Operation.EXP, difference)));
        return builder.build();
    }
}
