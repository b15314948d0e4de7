package dev.huxley.graph.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A graph and its two parts, one after the other, compute the same. */
class GraphSplitTest {
    private final GraphBuilder builder = new GraphBuilder();
    private final int source = builder.input("source");
    private final int parameter = builder.input("parameter");
    private final int state = builder.input("state");

    private GraphSplit split(Map<String, Integer> outputs) {
        outputs.forEach(builder::output);
        return GraphSplit.split(builder.build(), "source"::equals, "parameter"::equals);
    }

    private static List<Operation> operations(Graph graph) {
        return graph.nodes().stream()
                .map(Graph.Node::operation)
                .filter(operation -> operation != Operation.INPUT && operation != Operation.CONSTANT)
                .toList();
    }

    @Test
    void whatIsCostlyIsInTheFirstPartAndTheNumbersAreTheSame() {
        int drive = builder.apply(Operation.EXP, builder.apply(Operation.SUB, source, parameter));
        int decay = builder.apply(Operation.EXP, builder.apply(Operation.MUL, drive, builder.constant(-0.1)));
        int next = builder.apply(Operation.ADD, drive, builder.apply(Operation.MUL, state, decay));
        Map<String, Integer> outputs = Map.of("state", next, "drive", drive);
        GraphSplit part = split(outputs);
        assertEquals(2, part.values());
        assertTrue(!operations(part.rest()).contains(Operation.EXP), "no exponential is left: " + part.rest());
        Map<String, Double> inputs = Map.of("source", 0.3, "parameter", 0.7, "state", 2.5);
        Map<String, Double> rest = new HashMap<>(inputs);
        rest.putAll(Evaluation.scalars(part.first(), inputs));
        assertEquals(Evaluation.scalars(builder.build(), inputs), Evaluation.scalars(part.rest(), rest));
    }

    @Test
    void whatIsCheapOrDependsOnMoreStays() {
        int cheap = builder.apply(Operation.SUB, source, parameter);
        int mixed = builder.apply(Operation.EXP, builder.apply(Operation.MUL, cheap, state));
        int ofParameter = builder.apply(Operation.EXP, parameter);
        GraphSplit part = split(Map.of("y", builder.apply(Operation.ADD, mixed, ofParameter)));
        assertEquals(0, part.values());
        assertEquals(builder.build(), part.rest());
    }
}
